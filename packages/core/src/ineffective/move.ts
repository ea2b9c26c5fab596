import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { libraries } from "../discover/libraries/index.js";
import { holdsName } from "../discover/text-scan.js";
import { exportNothing, removeStatement, replace, startWithComments } from "../edits/members.js";
import { styleIn } from "../workspace/style/style-in.js";
import { applyEdits, joinRemovals, type EditSet, type TextEdit } from "../edits/text-edit.js";
import { removeUnused } from "../edits/unused.js";
import { isExported } from "../syntax/modifiers.js";
import { augmentationsOf } from "../declared/augmentations.js";
import { mergeInto, type MovedStatement } from "../declare/merge-moved.js";
import { rebasedText, rebasing } from "../declare/rebase.js";
import type { Workspace } from "../api/workspace.js";

/** A file, split into the parts that move and the parts that stay. */
interface TakenApart {
  readonly file: ts.SourceFile;
  /** The augmentations of session libraries, and the types in the file that nothing else uses. */
  readonly moving: readonly ts.Statement[];
  readonly imports: readonly ts.ImportDeclaration[];
  /** The names of exported types that the moving statements use and that stay. */
  readonly usedExports: readonly string[];
  /** Whether only imports stay, so that the file is deleted. */
  readonly isWhole: boolean;
}

/**
 * Moves the augmentations of session libraries from several files into one, which need not exist, and merges their
 * members. A file with nothing left is deleted.
 *
 * @param sources the files, which the program need not hold
 * @param target absolute
 * @returns `undefined` if members contradict each other, or if the moving parts cannot be separated from the staying
 *   ones
 */
export function moveInto(workspace: Workspace, sources: readonly ts.SourceFile[], target: string): EditSet | undefined {
  const { ts, program } = workspace;
  const parts = sources.toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1)).map((file) => takenApart(ts, file));
  const there = program.getSourceFile(target);
  let text = there?.text;
  for (const part of parts) {
    if (!part) return undefined;
    text = textWith(workspace, target, text, part);
    if (text === undefined) return undefined;
  }
  const whole = parts.flatMap((part) => (part?.isWhole ? [part.file.fileName] : []));
  return {
    edits: [
      ...(there && text !== undefined ? difference(there, text) : []),
      ...parts.flatMap((part) => (part && !part.isWhole ? withoutMoving(ts, part) : [])),
    ],
    newFiles: there || text === undefined ? [] : [{ fileName: target, text }],
    ...(whole.length > 0 && { deletedFiles: whole }),
  };
}

/** Splits a file; `undefined` if a moving and a staying part need each other. */
function takenApart(ts: TypeScript, file: ts.SourceFile): TakenApart | undefined {
  // The line `/// <reference path>` brings its file into the program.
  if (file.referencedFiles.length > 0) return undefined;
  const blocks = new Set<ts.Statement>(augmentationsOf(ts, file, libraries).map(({ block }) => block));
  const imports = file.statements.filter(ts.isImportDeclaration);
  const others = file.statements.filter((one) => !blocks.has(one) && !ts.isImportDeclaration(one));
  const types = others.filter((one) => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one));
  const moving = new Set<ts.Statement>(blocks);
  const usedExports = new Set<string>();
  const isUsedBy = (users: Iterable<ts.Statement>, { name }: (typeof types)[number]): boolean =>
    [...users].some((user) => holdsName(user.getText(file), name.text));
  // Iteration over a set includes types added meanwhile, so the types that they use are followed.
  for (const user of moving) {
    for (const type of types) {
      if (!isUsedBy([user], type)) continue;
      if (isExported(ts, type)) usedExports.add(type.name.text);
      else moving.add(type);
    }
  }
  const staying = others.filter((one) => !moving.has(one) && !isEmptyExport(ts, one));
  if (types.some((type) => moving.has(type) && isUsedBy(staying, type))) return undefined;
  return {
    file,
    moving: file.statements.filter((one) => moving.has(one)),
    imports,
    usedExports: [...usedExports],
    isWhole: staying.length === 0,
  };
}

/** `export {}` */
function isEmptyExport(ts: TypeScript, node: ts.Statement): boolean {
  if (!ts.isExportDeclaration(node) || node.moduleSpecifier) return false;
  return node.exportClause !== undefined && ts.isNamedExports(node.exportClause)
    ? node.exportClause.elements.length === 0
    : false;
}

/** The text of the target with the moved parts; `undefined` if it has something else of the same name already. */
function textWith(
  workspace: Workspace,
  target: string,
  present: string | undefined,
  part: TakenApart,
): string | undefined {
  const { ts } = workspace;
  const { file, moving, imports, usedExports, isWhole } = part;
  const edits = rebasing(ts, file, target);
  if (present === undefined && isWhole) return applyEdits(file.text, edits);
  // The types of a `/// <reference types>` would be lost.
  if (isWhole && file.typeReferenceDirectives.length > 0) return undefined;
  const statements = moving.map((node): MovedStatement => ({
    node,
    text: rebasedText(file, edits, startWithComments(file, node), node.end),
  }));
  const merged = mergeInto(
    workspace,
    { fileName: target, text: present ?? "" },
    { file, statements, imports, usedExports },
  );
  if (merged === undefined) return undefined;
  const made = ts.createSourceFile(target, merged, ts.ScriptTarget.Latest, true);
  return ts.isExternalModule(made) ? merged : applyEdits(merged, [exportNothing(made, styleIn(workspace, file))]);
}

/** The edits that remove the moved parts from a file. */
function withoutMoving(ts: TypeScript, { file, moving }: TakenApart): TextEdit[] {
  const edits = joinRemovals(moving.flatMap((node) => removeStatement(file, node)));
  const left = applyEdits(file.text, [...edits, ...removeUnused(ts, file, edits, false)]);
  // The empty lines after removed first statements are removed too.
  return difference(file, /^\s/.test(file.text) ? left : left.trimStart());
}

/** The one edit between two texts of a file. */
function difference(file: ts.SourceFile, after: string): TextEdit[] {
  const { text } = file;
  if (text === after) return [];
  const longest = Math.min(text.length, after.length);
  let start = 0;
  while (start < longest && text[start] === after[start]) start++;
  let same = 0;
  while (same < longest - start && text[text.length - 1 - same] === after[after.length - 1 - same]) same++;
  return [replace(file, start, text.length - same, after.slice(start, after.length - same))];
}
