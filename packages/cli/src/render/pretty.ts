import { codeFrameColumns } from "@babel/code-frame";
import type { Diagnostic } from "@typed-session/core";
import { shown, shownData, shownSource } from "@typed-session/core/shown";
import { flowLine, type NameFile } from "./flow.js";
import { withoutCommands } from "./lines.js";
import type { Colors } from "./style.js";

/** What a finding is shown with. */
export interface PrettyContext {
  readonly colors: Colors;
  readonly nameFile: NameFile;
  readonly textOf: (file: string) => string | undefined;
}

/** Findings for a person: each with its code frame, its flow, and what can be done about it. Empty without findings. */
export function renderPretty(diagnostics: readonly Diagnostic[], context: PrettyContext): string {
  if (diagnostics.length === 0) return "";
  const findings = diagnostics.map((diagnostic) => renderFinding(diagnostic, context));
  return `${findings.join("\n\n")}\n`;
}

/** One finding, several lines. */
export function renderFinding(given: Diagnostic, context: PrettyContext): string {
  const { colors } = context;
  const nameFile = (name: string): string => shown(context.nameFile(name));
  const diagnostic = shownData(given);
  const { file, line, column, severity, rule, message, flow, related } = diagnostic;
  const paint = severity === "error" ? colors.red : colors.yellow;
  const place = `${colors.cyan(nameFile(file))}:${line}:${column}`;
  const lines = [
    `${place}  ${paint(severity === "error" ? "error" : "warning")}  ${colors.dim(rule)}`,
    message,
    ...frame(diagnostic, context),
    ...(flow.length > 0 ? [`  ${flowLine(flow, nameFile)}`] : []),
    ...related.map(({ message: text, at }) => `  ${nameFile(at.file)}:${at.line}  ${text}`),
    `  ${outlook(diagnostic, colors)}`,
  ];
  return withoutCommands(lines.join("\n"));
}

function frame(diagnostic: Diagnostic, { textOf, colors }: PrettyContext): string[] {
  const text = textOf(diagnostic.file);
  if (text === undefined) return [];
  const { line, column, endLine, endColumn } = diagnostic;
  // As TypeScript and Babel tell lines.
  const source = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const columnIn = (at: number, before: number): number =>
    shownSource((source[at - 1] ?? "").slice(0, before - 1)).length + 1;
  const location = {
    start: { line, column: columnIn(line, column) },
    end: { line: endLine, column: columnIn(endLine, endColumn) },
  };
  const lines = codeFrameColumns(source.map(shownSource).join("\n"), location, {
    linesAbove: 1,
    linesBelow: 1,
    forceColor: colors.isColorSupported,
  });
  return ["", lines, ""];
}

function outlook({ fixable, manual }: Diagnostic, colors: Colors): string {
  const fix = fixable ? colors.green("Fixable with `typed-session fix`.") : "Fix by hand:";
  if (manual !== undefined) return `${fix} ${manual}`;
  return fixable ? fix : "Fix by hand.";
}
