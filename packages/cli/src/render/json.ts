import type { Report } from "@typed-session/core";

/** The report as `schema/report.schema.json` describes it. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
