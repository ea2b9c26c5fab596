import type { Diagnostic } from "@typed-session/core";
import type ts from "typescript";
import type { SessionTypes } from "./session.js";

const source = "typed-session";

/** How to get at the files that findings name. */
export interface Files {
  /** The absolute name of a file that a report names. */
  readonly absolute: (file: string) => string;
  readonly sourceFile: (fileName: string) => ts.SourceFile | undefined;
}

/** The findings of a file, as the server sends them to the editor. */
export function diagnosticsIn(tsModule: typeof ts, session: SessionTypes, fileName: string): ts.Diagnostic[] {
  const inspection = session.inspectionFor(fileName);
  const file = session.sourceFile(fileName);
  if (!inspection || !file) return [];
  return inspection
    .found()
    .filter((one) => session.absolute(one.file) === fileName)
    .map((one) => asDiagnostic(tsModule, session, file, one));
}

/** @param file in which the finding stands */
export function asDiagnostic(
  tsModule: typeof ts,
  { absolute, sourceFile }: Files,
  file: ts.SourceFile,
  found: Diagnostic,
): ts.Diagnostic {
  const { start, length } = spanOf(file, found);
  const relatedInformation = found.related.flatMap(({ message, at }): ts.DiagnosticRelatedInformation[] => {
    const other = sourceFile(absolute(at.file));
    if (!other) return [];
    const offset = other.getPositionOfLineAndCharacter(at.line - 1, at.column - 1);
    return [
      {
        category: tsModule.DiagnosticCategory.Message,
        code: found.code,
        file: other,
        start: offset,
        length: 1,
        messageText: message,
      },
    ];
  });
  return {
    source,
    category: found.severity === "error" ? tsModule.DiagnosticCategory.Error : tsModule.DiagnosticCategory.Warning,
    code: found.code,
    file,
    start,
    length,
    messageText: found.message,
    ...(relatedInformation.length > 0 && { relatedInformation }),
  };
}

/** Where a finding stands, in UTF-16 units. */
export function spanOf(file: ts.SourceFile, { line, column, endLine, endColumn }: Diagnostic): ts.TextSpan {
  const start = file.getPositionOfLineAndCharacter(line - 1, column - 1);
  return { start, length: file.getPositionOfLineAndCharacter(endLine - 1, endColumn - 1) - start };
}

/** Not a rule's. */
const optionCode = 990000;

/** What is wrong with the plugin's options, at its name in the tsconfig. */
export function optionDiagnostics(
  tsModule: typeof ts,
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
    category: tsModule.DiagnosticCategory.Error,
    code: optionCode,
    file,
    start,
    length: name.length,
    messageText: `typed-session: ${problem}.`,
  }));
}
