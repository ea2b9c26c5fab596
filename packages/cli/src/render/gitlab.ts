import { createHash } from "node:crypto";
import { lastingFindingId, type FindingWithParts } from "@typed-session/core";
import { shown, shownData, shownJson } from "@typed-session/core/shown";
import { alsoText, flowLine, type NameFile } from "./flow.js";

/** A finding in GitLab's code quality report. */
interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: "major" | "minor";
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

/** Findings as a code quality report of GitLab, which shows them in a merge request; paths are relative to the repository. */
export function renderGitlab(findings: readonly FindingWithParts[], nameFile: NameFile): string {
  const before = new Map<string, number>();
  const issues = findings.map((finding): CodeQualityIssue => {
    const name = lastingFindingId({ ...finding, file: nameFile(finding.file) });
    const number = before.get(name) ?? 0;
    before.set(name, number + 1);
    return issueOf(finding, nameFile, fingerprint(`${name} ${number}`));
  });
  return `${shownJson(JSON.stringify(issues, null, 2))}\n`;
}

function issueOf(given: FindingWithParts, nameFile: NameFile, print: string): CodeQualityIssue {
  const { rule, severity, message, file, line, endLine, flow, parts } = shownData(given);
  const named = (name: string): string => shown(nameFile(name));
  return {
    // GitLab shows it in one line.
    description: `${message}${flow.length > 0 ? ` ${flowLine(flow, named)}.` : ""}${alsoText(parts)}`,
    check_name: rule,
    fingerprint: print,
    severity: severity === "error" ? "major" : "minor",
    location: { path: named(file), lines: { begin: line, end: endLine } },
  };
}

function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
