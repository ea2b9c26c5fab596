import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { CompilerError } from "../api/analysis.js";
import { reportRootOf, type Roots } from "../api/workspace.js";
import { locationAt } from "./positions.js";
import type { Program } from "../api/program.js";
import { compilerOf, type ProgramWithHost } from "./compiler.js";
import { isTranslated } from "./own-files.js";
import { throwIfCancelled } from "./cancelled.js";

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

/**
 * A program that checks the given file of a base: the base itself, or an overlay if the base skips the check of the
 * declaration file.
 */
export function checking(ts: TypeScript, base: ProgramWithHost, file: ts.SourceFile): Program {
  const isChecked = !file.isDeclarationFile || base.program.getCompilerOptions().skipLibCheck !== true;
  return isChecked ? base.program : compilerOf(ts).overlay(base, new Map()).program;
}

/**
 * The errors of the project's own files in an overlay, including declaration files, computed file by file on demand.
 */
export function* errorsByFile(
  ts: TypeScript,
  laid: ProgramWithHost,
  isWorthALook: (file: ts.SourceFile) => boolean,
  order: (a: ts.SourceFile, b: ts.SourceFile) => number,
): Generator<{ readonly fileName: string; readonly errors: ErrorAt[] }> {
  const { program } = laid;
  const own = compilerOf(ts).ownFiles(program).filter(isWorthALook);
  for (const file of own.sort(order)) {
    throwIfCancelled(laid);
    yield { fileName: file.fileName, errors: errorsIn(ts, program, file) };
  }
}

/** The errors of one file of a program. */
export function errorsIn(ts: TypeScript, program: Program, file: ts.SourceFile): ErrorAt[] {
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].flatMap((diagnostic) => {
    if (diagnostic.category !== ts.DiagnosticCategory.Error) return [];
    // Only its author can remove the directive there, which must not keep a field undeclared.
    if (diagnostic.code === unusedDirective && isTranslated(file)) return [];
    return errorAt(diagnostic);
  });
}

/**
 * The syntax errors of a file, which keep it from being read as its author means it; none for a file outside the
 * program.
 */
export function syntaxErrorsIn(program: Program, fileName: string): ErrorAt[] {
  const file = program.getSourceFile(fileName);
  return file ? program.getSyntacticDiagnostics(file).flatMap(errorAt) : [];
}

function errorAt(diagnostic: ts.Diagnostic): ErrorAt[] {
  const { file, start = 0, length = 0, code } = diagnostic;
  return file ? [{ fileName: file.fileName, start, end: start + length, code, diagnostic }] : [];
}

/** An error as reports show it. */
export function describeError(workspace: Roots & { readonly ts: TypeScript }, error: ErrorAt): CompilerError {
  const { diagnostic } = error;
  const at = diagnostic.file
    ? locationAt(reportRootOf(workspace), diagnostic.file, error.start)
    : { file: "", line: 1, column: 1 };
  return { ...at, code: error.code, message: workspace.ts.flattenDiagnosticMessageText(diagnostic.messageText, " ") };
}

/** The compiler's message for an error, with all messages nested in it. */
export function messageOf({ diagnostic: { messageText } }: ErrorAt): string {
  return wordsOf(messageText);
}

/** The first sentence of its message, which says what is wrong; the others say why. */
export function headOf({ diagnostic: { messageText } }: ErrorAt): string {
  return typeof messageText === "string" ? messageText : messageText.messageText;
}

function wordsOf(text: string | ts.DiagnosticMessageChain): string {
  return typeof text === "string" ? text : [text.messageText, ...(text.next ?? []).map(wordsOf)].join(" ");
}
