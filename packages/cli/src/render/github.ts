import type { FindingWithParts } from "@typed-session/core";
import { shown, shownData } from "@typed-session/core/shown";
import { flowLine, type NameFile } from "./flow.js";

/** Findings as GitHub Actions' workflow commands, which it shows at their lines; paths are relative to the repository. */
export function renderGithub(findings: readonly FindingWithParts[], nameFile: NameFile): string {
  const named = (file: string): string => shown(nameFile(file));
  return findings.map((finding) => `${command(shownData(finding), named)}\n`).join("");
}

function command(finding: FindingWithParts, nameFile: NameFile): string {
  const { severity, file, line, column, endLine, endColumn, rule, message, flow, parts, url } = finding;
  const properties = Object.entries({
    file: nameFile(file),
    line,
    endLine,
    col: column,
    // GitHub marks the last column, while the report gives the one behind it.
    endColumn: endLine === line ? Math.max(column, endColumn - 1) : endColumn,
    title: `typed-session ${rule}`,
  })
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(",");
  const text = [
    message,
    ...(flow.length > 0 ? [flowLine(flow, nameFile)] : []),
    ...parts.map((part) => `${nameFile(part.file)}:${part.line}: ${part.message}`),
    url,
  ].join("\n");
  return `::${severity === "error" ? "error" : "warning"} ${properties}::${escapeData(text)}`;
}

/**
 * By hand, as GitHub documents it: `@actions/core` writes commands to stdout itself, while this returns text, and it
 * brings an HTTP client.
 */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
