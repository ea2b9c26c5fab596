import type ts from "typescript";
import { errorsIn, type ErrorAt } from "../compiler/errors.js";
import { movedBack, notAmong } from "../compiler/same-errors.js";
import { readersOf, readsBy } from "../model/readers.js";
import { isLibrarysModule } from "../discover/text-scan.js";
import type { FileTexts, TextEdit } from "../edits/text-edit.js";
import type { FieldKey } from "../api/field-key.js";
import { once } from "../compiler/once.js";
import type { Model, Reader } from "../model/model.js";
import type { Workspace } from "../api/workspace.js";
import { takesFile } from "../workspace/edited.js";
import type { Program } from "../api/program.js";
import type { TypeScript } from "../syntax/typescript.js";
import { compilerOf } from "../compiler/compiler.js";

/** A file that may read the session. */
export interface ReadingFile {
  readonly fileName: string;
  /** Its program, if that is not the model's own. */
  readonly other?: Reader;
}

/** The files that read a field by name, in every program that reads the session. */
export function readingFiles(model: Model, key: FieldKey): ReadingFile[] {
  return distinctFiles(readersOf(model).flatMap((reader) => filesOf(model, reader, readsBy(reader, key))));
}

/** @param nodes in the files of a program that reads the model's session */
export function filesOf(model: Model, reader: Reader, nodes: readonly ts.Node[]): ReadingFile[] {
  return nodes.map((node) => ({
    fileName: node.getSourceFile().fileName,
    ...(reader !== model && { other: reader }),
  }));
}

export function distinctFiles(files: readonly ReadingFile[]): ReadingFile[] {
  return files.filter(
    (file, index) => files.findIndex((one) => one.fileName === file.fileName && one.other === file.other) === index,
  );
}

/** A program, and the edits laid over the author's to get it. */
export interface Laid {
  readonly workspace: Workspace;
  readonly edits: readonly TextEdit[];
}

/** A program that is made on demand. */
type LaidWhenAsked = () => Laid;

/** The errors in a file once edits are laid over the programs, each at its place in the author's text. */
function errorsOf(base: Model, laid: Laid, { fileName, other }: ReadingFile): ErrorAt[] {
  const { ts } = base.workspace;
  const program = other ? laidOver(base, laid, other) : laid.workspace.program;
  const file = program.getSourceFile(fileName);
  return file ? movedBack(laid.edits, errorsIn(ts, program, file)) : [];
}

/** The program of another reader with the same edits, as far as it sees them. */
function laidOver(base: Model, laid: Laid, { workspace, ...reader }: Reader): Program {
  const { program } = workspace;
  const seen = [...changedTexts(base, laid)].filter(([fileName]) => takesFile({ ...reader, program }, fileName));
  return seen.length === 0 ? program : compilerOf(base.workspace.ts).overlay(workspace, new Map(seen)).program;
}

/** The texts that differ from the author's program. */
function changedTexts({ workspace: { ts, program } }: Model, { workspace }: Laid): FileTexts {
  const changed = compilerOf(ts)
    .ownFiles(workspace.program)
    .filter((file) => program.getSourceFile(file.fileName)?.text !== file.text);
  return new Map(changed.map(({ fileName, text }) => [fileName, text]));
}

/**
 * Whether an error is about a value that can be missing. The compiler names the types `null` and `undefined` in any
 * language.
 */
function speaksOfMissing({ flattenDiagnosticMessageText }: TypeScript, { diagnostic }: ErrorAt): boolean {
  return /\b(undefined|null)\b/.test(flattenDiagnosticMessageText(diagnostic.messageText, " "));
}

/**
 * The errors in a file that are its author's, on that line, and about missing values. A file without an error as its
 * author left it is not checked with the edits.
 */
function authorsErrors(base: Model, laid: LaidWhenAsked, reading: ReadingFile): ErrorAt[] {
  const { ts, program } = (reading.other ?? base).workspace;
  const file = program.getSourceFile(reading.fileName);
  const own = file ? errorsIn(ts, program, file) : [];
  if (!file || own.length === 0) return [];
  const lineOf = (offset: number): number => file.getLineAndCharacterOfPosition(offset).line;
  const lines = new Set(own.map(({ start }) => lineOf(start)));
  return errorsOf(base, laid(), reading).filter(
    (error) => lines.has(lineOf(error.start)) && speaksOfMissing(ts, error),
  );
}

/** Whether some files have such an error. */
export function hasError(base: Model, laid: LaidWhenAsked, files: readonly ReadingFile[]): boolean {
  return files.some((file) => authorsErrors(base, laid, file).length > 0);
}

/**
 * Whether such an error is gone from some files and no other has come. Texts laid over a program bring errors that do
 * not count.
 */
export function isFewerIn(
  base: Model,
  after: LaidWhenAsked,
  before: LaidWhenAsked,
  files: readonly ReadingFile[],
): boolean {
  const [laidAfter, laidBefore] = [once(after), once(before)];
  const goneFrom = (file: ReadingFile): readonly ErrorAt[] =>
    notAmong(() => errorsOf(base, laidAfter(), file), authorsErrors(base, laidBefore, file));
  const isGone = files.some((file) => goneFrom(file).length > 0);
  return isGone && isNoMoreIn(base, laidAfter, laidBefore, files);
}

/**
 * Whether no error comes in any own file of any program whose types can change: each function that makes a user must
 * give a required member.
 */
export function isNoMoreEverywhere(base: Model, after: LaidWhenAsked, before: LaidWhenAsked): boolean {
  const { ts } = base.workspace;
  const laidAfter = once(after);
  const changed = [...base.declared.fileNames, ...changedTexts(base, laidAfter()).keys()];
  const files = readersOf(base).flatMap((reader) => {
    const { program } = reader.workspace;
    const canDiffer = compilerOf(ts).dependentsIn(program, isLibrarysModule).of(changed);
    const isLookedAt = (file: ts.SourceFile): boolean => reader.skips?.has(file.fileName) !== true && canDiffer(file);
    return filesOf(base, reader, compilerOf(ts).ownFiles(program).filter(isLookedAt));
  });
  return isNoMoreIn(base, laidAfter, once(before), files);
}

function isNoMoreIn(base: Model, after: LaidWhenAsked, before: LaidWhenAsked, files: readonly ReadingFile[]): boolean {
  return files.every(
    (file) => notAmong(() => errorsOf(base, before(), file), errorsOf(base, after(), file)).length === 0,
  );
}
