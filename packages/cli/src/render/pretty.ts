import { codeFrameColumns } from "@babel/code-frame";
import { expressionOf, fixTitle, type Diagnostic, type FindingWithParts } from "@typed-session/core";
import { shown, shownData, shownSource } from "@typed-session/core/shown";
import { flowLine, type NameFile } from "./flow.js";
import { withoutCommands } from "./lines.js";
import type { Colors } from "./style.js";

/** The context of a printed finding. */
export interface PrettyContext {
  readonly colors: Colors;
  readonly nameFile: NameFile;
  readonly textOf: (file: string) => string | undefined;
}

/**
 * Findings for a person, each with its line of code, its flow and its remedy; a wall of them ends in a table of their
 * fields.
 */
export async function renderPretty(findings: readonly FindingWithParts[], context: PrettyContext): Promise<string> {
  if (findings.length === 0) return "";
  const blocks = findings.map((finding) => renderFinding(finding, context));
  if (findings.length >= wall) {
    // The table's library takes long to load, and few runs need it.
    const { renderFieldTable } = await import("./field-table.js");
    blocks.push(renderFieldTable(findings, context));
  }
  return `${blocks.join("\n\n")}\n`;
}

/** The number of findings that no longer fit a screen. */
const wall = 8;

/** One finding and its parts, at most six lines. */
export function renderFinding(given: FindingWithParts, context: PrettyContext): string {
  const { colors } = context;
  const nameFile = (name: string): string => shown(context.nameFile(name));
  const finding = shownData(given);
  const { file, line, column, severity, rule, message, flow } = finding;
  const paint = severity === "error" ? colors.red : colors.yellow;
  const place = `${colors.cyan(nameFile(file))}:${line}:${column}`;
  const label = (name: string, text: string): string => `  ${colors.dim(name.padEnd(6))} ${text}`;
  const lines = [
    `${place}  ${paint(severity === "error" ? "error" : "warning")}  ${colors.dim(rule)}  ${message}`,
    ...frame(finding, context),
    ...(flow.length > 0 ? [label("from", flowLine(flow, nameFile))] : []),
    ...besides(finding, nameFile).map((text) => label("see", text)),
    label("fix", outlook(finding, colors, nameFile)),
  ];
  return withoutCommands(lines.join("\n"));
}

/** Maximum number of places beside a finding. */
const mostPlaces = 3;

/** The related places of a finding in one line; none if a part of it says more. */
function besides({ related, parts }: FindingWithParts, nameFile: NameFile): string[] {
  const left = parts.find(({ fixable, manual }) => !fixable && manual !== undefined);
  if (left?.field) return [`\`${expressionOf(left.field)}\` by hand: ${left.manual ?? ""}`];
  if (related.length === 0) return [];
  const places = related.slice(0, mostPlaces).map(({ message, at }) => `${nameFile(at.file)}:${at.line} ${message}`);
  const more = related.length - places.length;
  return [[...places, ...(more > 0 ? [`${more} more`] : [])].join("; ")];
}

/** The line of the finding, or its first one, with the range underlined. */
function frame(diagnostic: Diagnostic, { textOf, colors }: PrettyContext): string[] {
  // The line breaks of TypeScript and Babel.
  const source = textOf(diagnostic.file)?.split(/\r\n|[\n\r\u2028\u2029]/)[diagnostic.line - 1];
  if (source === undefined) return [];
  const { line, column, endLine, endColumn } = diagnostic;
  const columnIn = (before: number): number => shownSource(source.slice(0, before - 1)).length + 1;
  const end = endLine === line ? endColumn : source.length + 1;
  // Empty lines above give it its line number.
  const text = "\n".repeat(line - 1) + shownSource(source);
  const location = { start: { line, column: columnIn(column) }, end: { line, column: columnIn(end) } };
  return codeFrameColumns(text, location, { linesAbove: 0, linesBelow: 0, forceColor: colors.isColorSupported }).split(
    "\n",
  );
}

function outlook(finding: FindingWithParts, colors: Colors, nameFile: NameFile): string {
  if (finding.fixable) return colors.green(fixTitle(finding, nameFile));
  return finding.manual === undefined ? "by hand" : `by hand: ${finding.manual}`;
}
