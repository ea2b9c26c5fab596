import type { Diagnostic, FindingWithParts, Location, Place, ClassicTypeScript } from "@typed-session/core";
import type ts from "typescript";
import type { Shown } from "./compiler-errors.js";

const source = "typed-session";

/** Access to the files of findings. */
export interface Files {
  /** The absolute name of a file in a report. */
  readonly absolute: (file: string) => string;
  readonly sourceFile: (fileName: string) => ts.SourceFile | undefined;
}

/** The form of a finding's code. */
type CodeOf = (finding: Diagnostic) => number;

/** Problems in the form of the compiler's own diagnostics; none for a file outside the program. */
export function asDiagnostics(
  ts: ClassicTypeScript,
  files: Files,
  problems: readonly FindingWithParts[],
  codeOf: CodeOf,
): Shown[] {
  return problems.flatMap((problem) => {
    const place = placeOf(files, problem);
    return place ? [{ problem, diagnostic: asDiagnostic(ts, files, problem, { ...place, codeOf }) }] : [];
  });
}

function asDiagnostic(
  ts: ClassicTypeScript,
  files: Files,
  problem: FindingWithParts,
  { file, start, codeOf }: FilePlace & { readonly codeOf: CodeOf },
): ts.Diagnostic {
  const { code } = problem;
  const relatedInformation = [
    ...problem.related.map(({ message, at }) => asRelated(ts, files, { message, at, code })),
    ...problem.parts.map((part) => asRelated(ts, files, { message: part.message, at: part, code: part.code })),
  ].filter((one) => one !== undefined);
  return {
    source,
    category: problem.severity === "error" ? ts.DiagnosticCategory.Error : ts.DiagnosticCategory.Warning,
    code: codeOf(problem),
    file,
    start,
    length: endOf(file, problem) - start,
    messageText: problem.message,
    ...(relatedInformation.length > 0 && { relatedInformation }),
  };
}

/** Information at another place; `undefined` for a file outside the program. */
function asRelated(
  ts: ClassicTypeScript,
  files: Files,
  { message, at, code }: { readonly message: string; readonly at: Location | Diagnostic; readonly code: number },
): ts.DiagnosticRelatedInformation | undefined {
  const place = placeOf(files, at);
  if (!place) return undefined;
  const length = "endLine" in at ? endOf(place.file, at) - place.start : 1;
  return { category: ts.DiagnosticCategory.Message, code, ...place, length, messageText: message };
}

/** Whether a finding is reported at a place. */
export function standsAt(files: Files, finding: Diagnostic, { fileName, start, end }: Place): boolean {
  if (files.absolute(finding.file) !== fileName) return false;
  const place = placeOf(files, finding);
  return place !== undefined && place.start <= end && start <= endOf(place.file, finding);
}

function endOf(file: ts.SourceFile, { endLine, endColumn }: Diagnostic): number {
  return offsetOf(file, { line: endLine, column: endColumn });
}

/** A place of a report in its file, in UTF-16 units. */
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

/** Not a rule's code. */
const optionCode = 990000;

/** The faults of the plugin's options, at its name in the tsconfig. */
export function optionDiagnostics(
  ts: ClassicTypeScript,
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
