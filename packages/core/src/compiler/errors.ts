import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { CompilerError } from "../api/analysis.js";
import { mapThroughStages, type EditSet, type EditStages } from "../edits/text-edit.js";
import { isOwnFile, isTranslated } from "./module-names.js";
import { overlay, throwIfCancelled, type ProgramWithHost } from "./overlay.js";
import { locationAt } from "./positions.js";

/** One compiler error of a program. */
export interface ErrorAt {
  readonly fileName: string;
  readonly start: number;
  readonly end: number;
  readonly code: number;
  readonly diagnostic: ts.Diagnostic;
}

/** What a set of edits does to a program's errors. */
export interface ErrorsCompared {
  /** Errors at places where none stood before. */
  readonly added: readonly ErrorAt[];
  /** Errors at places where one stood before, now perhaps in other words. */
  readonly left: readonly ErrorAt[];
}

/** TS2578: unused `@ts-expect-error` directive. */
export const unusedDirective = 2578;

/** The program in which a file of a base has all its errors: itself, unless it does not check its declaration files. */
export function checking(ts: TypeScript, base: ProgramWithHost, file: ts.SourceFile): ts.Program {
  const isChecked = !file.isDeclarationFile || base.program.getCompilerOptions().skipLibCheck !== true;
  return isChecked ? base.program : overlay(ts, base, new Map()).program;
}

/** The errors of the project's own files in an overlay, declaration files among them, file by file as they are asked for. */
export function* errorsByFile(
  ts: TypeScript,
  laid: ProgramWithHost,
  isWorthALook: (file: ts.SourceFile) => boolean,
  order: (a: ts.SourceFile, b: ts.SourceFile) => number,
): Generator<{ readonly fileName: string; readonly errors: ErrorAt[] }> {
  const { program } = laid;
  const own = program.getSourceFiles().filter((file) => isOwnFile(program, file) && isWorthALook(file));
  for (const file of own.sort(order)) {
    throwIfCancelled(laid);
    yield { fileName: file.fileName, errors: errorsIn(ts, program, file) };
  }
}

/** The errors of one file of a program. */
export function errorsIn(ts: TypeScript, program: ts.Program, file: ts.SourceFile): ErrorAt[] {
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].flatMap((diagnostic) => {
    if (diagnostic.category !== ts.DiagnosticCategory.Error) return [];
    // Its author alone can remove it there, which is no reason to leave a field undeclared.
    if (diagnostic.code === unusedDirective && isTranslated(file)) return [];
    return errorAt(diagnostic);
  });
}

/** What keeps a file from being read as its author means it; of a file that is not part of the program, nothing. */
export function syntaxErrorsIn(program: ts.Program, fileName: string): ErrorAt[] {
  const file = program.getSourceFile(fileName);
  return file ? program.getSyntacticDiagnostics(file).flatMap(errorAt) : [];
}

function errorAt(diagnostic: ts.Diagnostic): ErrorAt[] {
  const { file, start = 0, length = 0, code } = diagnostic;
  return file ? [{ fileName: file.fileName, start, end: start + length, code, diagnostic }] : [];
}

/**
 * Compares the errors before and after some edits. An error at a place where one stood before is not a new one. In a reader,
 * that holds for the whole expression: `labels[session.user.role]` that failed because nobody declared `role` may now say that
 * `role` can be missing. In the files of the callbacks only the very same place counts, for there a wrong type would show as
 * just such a shift.
 */
export function compareErrors(
  before: readonly ErrorAt[],
  after: readonly ErrorAt[],
  stages: EditStages,
  callbackFiles: ReadonlySet<string>,
): ErrorsCompared {
  const mapped = before.map((error) => ({
    fileName: error.fileName,
    start: mapThroughStages(stages, error.fileName, error.start),
    end: mapThroughStages(stages, error.fileName, error.end),
  }));
  const stoodBefore = (error: ErrorAt): boolean =>
    mapped.some(
      (one) =>
        one.fileName === error.fileName &&
        (one.start === error.start ||
          (!callbackFiles.has(error.fileName) && one.start < error.end && error.start < one.end)),
    );
  return { added: after.filter((error) => !stoodBefore(error)), left: after.filter(stoodBefore) };
}

/** The errors after some edits that did not stand before them, told by place and code. */
export function notAmong(before: readonly ErrorAt[], after: readonly ErrorAt[], edits: EditSet): readonly ErrorAt[] {
  const identity = (fileName: string, start: number, code: number): string =>
    `${fileName} ${String(start)} ${String(code)}`;
  const known = new Set(
    before.map(({ fileName, start, code }) => identity(fileName, mapThroughStages([edits], fileName, start), code)),
  );
  return after.filter(({ fileName, start, code }) => !known.has(identity(fileName, start, code)));
}

/** An error as reports show it. */
export function describeError(ts: TypeScript, root: string, error: ErrorAt): CompilerError {
  const { diagnostic } = error;
  const at = diagnostic.file ? locationAt(root, diagnostic.file, error.start) : { file: "", line: 1, column: 1 };
  return { ...at, code: error.code, message: ts.flattenDiagnosticMessageText(diagnostic.messageText, " ") };
}
