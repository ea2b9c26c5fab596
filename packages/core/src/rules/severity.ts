import type { AnalyzeOptions } from "../api/analysis.js";
import type { RuleSeverity } from "../api/report.js";
import { rules } from "./index.js";

/** A rule's severity in a project. */
export function severityOf({ rules: set }: AnalyzeOptions, name: string): RuleSeverity {
  return set?.[name] ?? rules.find((rule) => rule.name === name)?.severity ?? "off";
}
