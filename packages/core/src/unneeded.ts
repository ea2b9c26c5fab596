import type ts from "typescript";
import type { Workspace } from "./analysis.js";
import { commentRange, commentsOf, nextLineOfCode, type Comment } from "./compiler/comments.js";
import { areAmong, errorsIn, type ErrorAt } from "./compiler/errors.js";
import { isEditableFile } from "./compiler/module-names.js";
import { editedWorkspace } from "./compiler/overlay.js";
import { oneLine } from "./compiler/positions.js";
import { editsFor, type DeclarationChange } from "./declared/augment.js";
import { readerCasts } from "./declared/readers.js";
import { callbackFunctions } from "./discover/configs.js";
import { isAssertion, removeAssertion, type Assertion } from "./edits/assertions.js";
import { replace } from "./edits/members.js";
import { joinEdits, mapOffset, type EditSet, type TextEdit } from "./edits/text-edit.js";
import { keyText } from "./field-key.js";
import { castsIn } from "./infer/casts.js";
import { readModel, type Model } from "./model.js";
import { suppresses } from "./rules/directives.js";
import type { FoundBy, RuleContext } from "./rules/rule.js";

/** What silences the compiler in a callback: a cast, or a comment such as `@ts-ignore`. */
export interface Silencer {
  readonly file: ts.SourceFile;
  readonly start: number;
  readonly end: number;
  /** As written: `session as any`, `@ts-ignore`. */
  readonly text: string;
  readonly removal: EditSet;
}

/**
 * The casts and compiler directives of the callbacks that nothing needs once the fields are declared: without them the compiler
 * has no more to say, and the callbacks still assign the same fields with the same types.
 */
export function unneededInCallbacks(context: RuleContext, found: readonly FoundBy[]): readonly Silencer[] {
  // What compiles where `user` is `any`, or of a type that does not resolve, proves nothing.
  if (isUnknowable(context.base)) return [];
  return unneeded(context, found, [...silencingCasts(context, castsIn(context.base)), ...compilerDirectives(context)]);
}

/** The same of casts through which a declared field of the session is read: `(session.user as any).role`. */
export function unneededInReaders(context: RuleContext, found: readonly FoundBy[]): readonly Silencer[] {
  return isUnknowable(context.base) ? [] : unneeded(context, found, silencingCasts(context, readerCasts(context.base)));
}

function isUnknowable({ declared, types }: Model): boolean {
  const user = declared.field({ interface: "Session", path: "user" });
  return (user !== undefined && types.isAny(user.type)) || declared.names.some((name) => declared.isUnknowable(name));
}

/** Those of some silencers that can go together once the fields are declared. */
function unneeded(
  context: RuleContext,
  found: readonly FoundBy[],
  silencers: readonly Silencer[],
): readonly Silencer[] {
  if (silencers.length === 0) return [];
  const { base, site } = context;
  const declarations = editsFor(site, offeredChanges(context, found));
  const declared = editedWorkspace(base.workspace, declarations);
  const fields = fieldsOf(context, declared);
  const holds = (chosen: readonly Silencer[]): boolean => {
    const removals = moved(joinEdits(...chosen.map(({ removal }) => removal)), declarations);
    const files = new Set(chosen.map(({ file }) => file.fileName));
    const without = editedWorkspace(declared, removals);
    return addsNoError(declared, without, removals, files) && keepsFields(fields, fieldsOf(context, without));
  };
  if (holds(silencers)) return silencers;
  return silencers.reduce<readonly Silencer[]>(
    (accepted, one) => (holds([...accepted, one]) ? [...accepted, one] : accepted),
    [],
  );
}

/**
 * The changes of declarations that the project is offered: not those that a rule which is off, or a directive, keeps from being
 * offered. What an augmentation without effect declares counts as declared where that can be mended.
 */
function offeredChanges(
  { settled, ineffective, directives }: RuleContext,
  found: readonly FoundBy[],
): DeclarationChange[] {
  const shown = found.filter((one) => !directives.some((directive) => suppresses(directive, one)));
  const offered = new Set([
    ...shown.flatMap(({ key, candidates }) => (key && candidates ? [keyText(key)] : [])),
    ...ineffective.flatMap(({ edits, fields }) => (edits ? fields : [])),
  ]);
  return [...settled.proposals.values()].flatMap(({ key, change }) =>
    change && offered.has(keyText(key)) ? [change] : [],
  );
}

/**
 * Casts in the project's own files; of several directly upon each other the outermost. Where the object itself is `any`, the
 * compiler has nothing to say of its fields either way, so that it can prove nothing.
 */
function silencingCasts({ base, site }: RuleContext, casts: readonly Assertion[]): Silencer[] {
  const { ts: tsModule } = base.workspace;
  return [...new Set(casts)]
    .filter(
      (node) =>
        !isAssertion(tsModule, node.parent) &&
        !base.types.isAny(base.types.typeAt(rootOf(tsModule, node))) &&
        isEditableFile(base.workspace.program, site.workspace.root, node.getSourceFile()),
    )
    .map((node) => {
      const file = node.getSourceFile();
      return {
        file,
        start: node.getStart(file),
        end: node.end,
        text: oneLine(node.getText(file)),
        removal: { edits: removeAssertion(tsModule, node), newFiles: [] },
      };
    });
}

/** The name that an expression starts from: `session` in `session.user!.org as any`. */
function rootOf(tsModule: typeof ts, node: ts.Expression): ts.Expression {
  return tsModule.isPropertyAccessExpression(node) ||
    tsModule.isElementAccessExpression(node) ||
    tsModule.isNonNullExpression(node) ||
    tsModule.isParenthesizedExpression(node) ||
    isAssertion(tsModule, node)
    ? rootOf(tsModule, node.expression)
    : node;
}

const ofNextLine = /^[/*\s]*(@ts-(?:ignore|expect-error))\b/;
const ofFile = /^[/*\s]*(@ts-nocheck)\b/;

/** Compiler directives above a line that writes a field or reads one of an input, and those of a file with callbacks. */
function compilerDirectives({ base, site }: RuleContext): Silencer[] {
  const { ts: tsModule } = base.workspace;
  const callbackFiles = new Set(base.configs.flatMap(callbackFunctions).map((node) => node.getSourceFile()));
  const touched = touchedLines(base);
  const files = new Set([...callbackFiles, ...touched.keys()]);
  return [...files].flatMap((file): Silencer[] => {
    if (
      !file.text.includes("@ts-") ||
      !isChecked(base, file) ||
      !isEditableFile(base.workspace.program, site.workspace.root, file)
    )
      return [];
    const comments = commentsOf(tsModule, file);
    return comments.flatMap((comment): Silencer[] => {
      const next = ofNextLine.exec(comment.text)?.[1];
      if (next !== undefined && touched.get(file)?.has(nextLineOfCode(file, comments, comment)))
        return [silencingComment(file, comment, next)];
      const whole = callbackFiles.has(file) ? ofFile.exec(comment.text)?.[1] : undefined;
      return whole === undefined ? [] : [silencingComment(file, comment, whole)];
    });
  });
}

/** In JavaScript that the compiler does not check, a directive silences nothing. */
function isChecked({ workspace: { program } }: Model, file: ts.SourceFile): boolean {
  if (!/\.[cm]?jsx?$/.test(file.fileName)) return true;
  return program.getCompilerOptions().checkJs === true || /^\s*\/\/\s*@ts-check\b/m.test(file.text);
}

function silencingComment(file: ts.SourceFile, comment: Comment, text: string): Silencer {
  const { start, end } = commentRange(file, comment);
  return {
    file,
    start: comment.start,
    end: comment.end,
    text,
    removal: { edits: [replace(file, start, end, "")], newFiles: [] },
  };
}

/** The lines (0-based) on which the callbacks write a field, or read one of an input or of the token. */
function touchedLines({ fields, observed }: Model): Map<ts.SourceFile, Set<number>> {
  const lines = new Map<ts.SourceFile, Set<number>>();
  const writes = [...fields.values()].flatMap((field) => field.writes.map(({ node }) => node));
  const reads = observed.flatMap(({ seen }) => seen.reads.map(({ node }) => node));
  for (const node of [...writes, ...reads]) {
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    lines.set(file, (lines.get(file) ?? new Set()).add(line));
  }
  return lines;
}

/** Edits of the author's text as edits of what others, which do not touch the same places, have made of it. */
function moved({ edits }: EditSet, by: EditSet): EditSet {
  const move = ({ fileName, start, end, text }: TextEdit): TextEdit => {
    const own = by.edits.filter((edit) => edit.fileName === fileName);
    return { fileName, start: mapOffset(own, start), end: mapOffset(own, end), text };
  };
  return { edits: edits.map(move), newFiles: [] };
}

/** Whether some files have no error after the edits that they have not had before, told by its place and its code. */
function addsNoError(before: Workspace, after: Workspace, edits: EditSet, fileNames: ReadonlySet<string>): boolean {
  const errorsWithin = ({ ts: tsModule, program }: Workspace, fileName: string): ErrorAt[] => {
    const file = program.getSourceFile(fileName);
    return file ? errorsIn(tsModule, program, file) : [];
  };
  return [...fileNames].every((fileName) =>
    areAmong(errorsWithin(before, fileName), errorsWithin(after, fileName), edits),
  );
}

/** Each field's type and presence in a program. */
function fieldsOf({ inferOptions }: RuleContext, workspace: Workspace): Map<string, string> {
  const { fields, types } = readModel(workspace, inferOptions);
  return new Map(
    [...fields.values()].map(({ key, type, optional }) => [
      keyText(key),
      types.isAny(type) ? "any" : `${types.text(type)}${optional ? "?" : ""}`,
    ]),
  );
}

/** Every field is as before; one that was `any` may have become anything, and fields that a cast has hidden may come to light. */
function keepsFields(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): boolean {
  return [...before].every(([key, text]) => text === "any" || after.get(key) === text);
}
