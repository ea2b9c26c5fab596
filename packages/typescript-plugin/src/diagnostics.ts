import type { Diagnostic, Location, TypeScript } from "@typed-session/core";
import type ts from "typescript";

const source = "typed-session";

/** How to get at the files that findings name. */
export interface Files {
  /** The absolute name of a file that a report names. */
  readonly absolute: (file: string) => string;
  readonly sourceFile: (fileName: string) => ts.SourceFile | undefined;
}

/** Findings as the compiler's own diagnostics are; none of a file that the program does not hold. */
export function asDiagnostics(ts: TypeScript, files: Files, found: readonly Diagnostic[]): ts.Diagnostic[] {
  return found.flatMap((one) => {
    const place = placeOf(files, one);
    return place ? [asDiagnostic(ts, files, place, one)] : [];
  });
}

function asDiagnostic(ts: TypeScript, files: Files, { file, start }: FilePlace, found: Diagnostic): ts.Diagnostic {
  const length = offsetOf(file, { line: found.endLine, column: found.endColumn }) - start;
  const relatedInformation = found.related.flatMap(({ message, at }): ts.DiagnosticRelatedInformation[] => {
    const place = placeOf(files, at);
    const category = ts.DiagnosticCategory.Message;
    return place ? [{ category, code: found.code, ...place, length: 1, messageText: message }] : [];
  });
  return {
    source,
    category: found.severity === "error" ? ts.DiagnosticCategory.Error : ts.DiagnosticCategory.Warning,
    code: found.code,
    file,
    start,
    length,
    messageText: found.message,
    ...(relatedInformation.length > 0 && { relatedInformation }),
  };
}

/** A place of a report in the file that it names, in UTF-16 units. */
interface FilePlace {
  readonly file: ts.SourceFile;
  readonly start: number;
}

export function placeOf({ absolute, sourceFile }: Files, at: Location): FilePlace | undefined {
  const file = sourceFile(absolute(at.file));
  return file && { file, start: offsetOf(file, at) };
}

/** @param at 1-based */
export function offsetOf(file: ts.SourceFile, at: { readonly line: number; readonly column: number }): number {
  return file.getPositionOfLineAndCharacter(at.line - 1, at.column - 1);
}

/** Not a rule's. */
const optionCode = 990000;

/** What is wrong with the plugin's options, at its name in the tsconfig. */
export function optionDiagnostics(
  ts: TypeScript,
  program: ts.Program | undefined,
  config: { readonly name: string },
  problems: readonly string[],
): ts.Diagnostic[] {
  const file = program?.getCompilerOptions()["configFile"] as ts.JsonSourceFile | undefined;
  const name = `"${config.name}"`;
  const start = file?.text.indexOf(name) ?? -1;
  if (!file || start === -1) return [];
  return problems.map((problem) => ({
    source,
    category: ts.DiagnosticCategory.Error,
    code: optionCode,
    file,
    start,
    length: name.length,
    messageText: `typed-session: ${problem}.`,
  }));
}
