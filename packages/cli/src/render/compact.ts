import type { FindingWithParts } from "@typed-session/core";
import { shown, shownData } from "@typed-session/core/shown";
import { alsoText, type NameFile } from "./flow.js";
import { withoutCommands } from "./lines.js";

/** Findings in the form of compilers, one a line: `src/auth.ts:8:38: error no-undeclared-field …`. */
export function renderCompact(findings: readonly FindingWithParts[], nameFile: NameFile): string {
  return withoutCommands(findings.map((finding) => `${line(shownData(finding), nameFile)}\n`).join(""));
}

function line(
  { file, line, column, severity, rule, message, parts, fixable }: FindingWithParts,
  name: NameFile,
): string {
  const level = severity === "error" ? "error" : "warning";
  return `${shown(name(file))}:${line}:${column}: ${level} ${rule} ${message}${alsoText(parts)}${fixable ? " (can be fixed)" : ""}`;
}
