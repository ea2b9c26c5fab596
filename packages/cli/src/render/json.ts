import type { Report } from "@typed-session/core";
import { shownJson } from "@typed-session/core/shown";

/** The report as `schema/report.schema.json` describes it. */
export function renderJson(report: Report): string {
  return `${shownJson(JSON.stringify(report, null, 2))}\n`;
}
