import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { fileMayAugment } from "../discover/text-scan.js";
import type { Library } from "../discover/library.js";
import { insert, removeStatement, replace, startWithComments } from "../edits/members.js";
import { indentAt } from "../edits/style.js";
import { styleIn } from "../workspace/style/style-in.js";
import type { EditSet } from "../edits/text-edit.js";
import { blocksOf, declaredFields, isOfFamily, statementsOf, type Augmentation } from "../declared/augmentations.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";
import type { Workspace } from "../api/workspace.js";
import { compilerOf } from "../compiler/compiler.js";
import { isGlobalBlock } from "../syntax/global-block.js";

/**
 * Augmentations inside another block: `declare global { declare module "next-auth" { … } }`. The compiler accepts one
 * only at the top level of a file (TS2435). In a declaration file it reports that only with `skipLibCheck` off. One
 * finding covers a whole outer block.
 */
export function nestedAugmentations(workspace: Workspace, libraries: readonly Library[]): Ineffective[] {
  const { ts, program } = workspace;
  const files = compilerOf(ts).ownFiles(program).filter(fileMayAugment);
  return files.flatMap((file) =>
    file.statements.filter(ts.isModuleDeclaration).flatMap((outer): Ineffective[] => {
      const nested = nestedIn(ts, libraries, outer);
      const [first] = nested;
      return first ? [nestedIneffective(workspace, outer, nested, first)] : [];
    }),
  );
}

function nestedIn(ts: TypeScript, libraries: readonly Library[], outer: ts.ModuleDeclaration): Augmentation[] {
  const statements = statementsOf(ts, outer);
  const here = blocksOf(ts, outer.getSourceFile(), statements).filter(
    ({ specifier, members }) => isOfFamily(libraries, specifier.text) && members.length > 0,
  );
  const deeper = statements
    .filter(ts.isModuleDeclaration)
    .filter((one) => !here.some(({ block }) => block === one))
    .flatMap((one) => nestedIn(ts, libraries, one));
  return [...here, ...deeper];
}

function nestedIneffective(
  workspace: Workspace,
  outer: ts.ModuleDeclaration,
  nested: readonly Augmentation[],
  { file, specifier }: Augmentation,
): Ineffective {
  const { ts } = workspace;
  const isModule = ts.isExternalModule(file);
  // A namespace that is global to all files would stop being so if its file became a module.
  const edits = isModule || isGlobalBlock(ts, outer) ? movedOut(workspace, outer, nested) : undefined;
  return {
    ...at(specifier),
    message: `\`declare module "${specifier.text}"\` stands inside ${described(ts, outer)}, and the compiler takes an augmentation at the top level of a file only: nothing that is declared here takes effect.`,
    edits,
    manual: edits
      ? "Move the block to the top level of the file."
      : "Move the block to the top level of a file that has an import or an export.",
    fields: nested.flatMap(({ members }) => members.flatMap(({ name, node }) => declaredFields(ts, name, node))),
  };
}

/** The name of a block in a message. */
function described(ts: TypeScript, outer: ts.ModuleDeclaration): string {
  if (isGlobalBlock(ts, outer)) return "`declare global`";
  return ts.isStringLiteral(outer.name)
    ? `\`declare module "${outer.name.text}"\``
    : `\`namespace ${outer.name.text}\``;
}

/** Puts nested blocks after the block around them, or in its place if it holds nothing else. */
function movedOut(workspace: Workspace, outer: ts.ModuleDeclaration, nested: readonly Augmentation[]): EditSet {
  const { ts } = workspace;
  const file = outer.getSourceFile();
  const { newline, semicolon } = styleIn(workspace, file);
  const between = newline + newline;
  const indent = indentAt(file.text, outer.getStart(file));
  const blocks = nested.map(({ block }) => `${indent}${asTopLevel(file, block, indent)}`).join(between);
  const ending = ts.isExternalModule(file)
    ? []
    : [insert(file, file.text.trimEnd().length, `${between}export {}${semicolon}`)];
  if (holdsOnly(ts, outer, nested)) {
    const start = outer.getStart(file);
    return { edits: [replace(file, start, outer.end, blocks.slice(indent.length)), ...ending], newFiles: [] };
  }
  const removals = nested.flatMap(({ block }) => removeStatement(file, block));
  return { edits: [...removals, insert(file, outer.end, between + blocks), ...ending], newFiles: [] };
}

/** Whether a block holds only these blocks, directly or in further blocks. */
function holdsOnly(ts: TypeScript, outer: ts.ModuleDeclaration, nested: readonly Augmentation[]): boolean {
  return statementsOf(ts, outer).every(
    (one) =>
      nested.some(({ block }) => block === one) ||
      (ts.isModuleDeclaration(one) && !!one.body && holdsOnly(ts, one, nested)),
  );
}

/** The text of a nested block with its comments, as written at the top level. */
function asTopLevel(file: ts.SourceFile, block: ts.ModuleDeclaration, indent: string): string {
  const start = block.getStart(file);
  const comments = file.text.slice(startWithComments(file, block), start);
  const text = file.text.slice(start, block.end);
  const inner = indentAt(file.text, start);
  const whole = comments + (/^(?:export\s+)?declare\b/.test(text) ? text : `declare ${text}`);
  return whole
    .split("\n")
    .map((line, index) => (index > 0 && line.startsWith(inner) ? indent + line.slice(inner.length) : line))
    .join("\n");
}
