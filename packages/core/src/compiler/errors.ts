import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { CompilerError } from "../api/analysis.js";
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

/** An error as reports show it. */
export function describeError(ts: TypeScript, root: string, error: ErrorAt): CompilerError {
  const { diagnostic } = error;
  const at = diagnostic.file ? locationAt(root, diagnostic.file, error.start) : { file: "", line: 1, column: 1 };
  return { ...at, code: error.code, message: ts.flattenDiagnosticMessageText(diagnostic.messageText, " ") };
}

/** What the compiler says of an error, with all that stands below it. */
export function messageOf({ diagnostic: { messageText } }: ErrorAt): string {
  return wordsOf(messageText);
}

function wordsOf(text: string | ts.DiagnosticMessageChain): string {
  return typeof text === "string" ? text : [text.messageText, ...(text.next ?? []).map(wordsOf)].join(" ");
}
