import { createHash } from "node:crypto";
import { keyText, type Diagnostic } from "@typed-session/core";
import { shown, shownData, shownJson } from "@typed-session/core/shown";
import { flowLine, type NameFile } from "./flow.js";

/** A finding as GitLab's code quality report wants it. */
interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: "major" | "minor";
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

/** Findings as a code quality report of GitLab, which shows them in a merge request; paths are relative to the repository. */
export function renderGitlab(diagnostics: readonly Diagnostic[], nameFile: NameFile): string {
  const before = new Map<string, number>();
  const issues = diagnostics.map((diagnostic): CodeQualityIssue => {
    const name = identity(diagnostic, nameFile);
    const number = before.get(name) ?? 0;
    before.set(name, number + 1);
    return issueOf(diagnostic, nameFile, fingerprint(`${name} ${number}`));
  });
  return `${shownJson(JSON.stringify(issues, null, 2))}\n`;
}

function issueOf(given: Diagnostic, nameFile: NameFile, print: string): CodeQualityIssue {
  const { rule, severity, message, file, line, endLine, flow } = shownData(given);
  const named = (name: string): string => shown(nameFile(name));
  return {
    description: flow.length > 0 ? `${message} ${flowLine(flow, named)}` : message,
    check_name: rule,
    fingerprint: print,
    severity: severity === "error" ? "major" : "minor",
    location: { path: named(file), lines: { begin: line, end: endLine } },
  };
}

/** What tells a finding from others and stays as it is when lines move: no line has a part in it. */
function identity({ rule, file, field, message }: Diagnostic, nameFile: NameFile): string {
  const withoutPlaces = message.replace(/:\d+(?::\d+)?/g, "");
  return JSON.stringify([rule, nameFile(file), field ? keyText(field) : "", withoutPlaces]);
}

function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
