import { expressionOf, type FindingWithParts } from "@typed-session/core";
import { shown, shownData } from "@typed-session/core/shown";
import { columns } from "./columns.js";
import { withoutCommands } from "./lines.js";
import type { PrettyContext } from "./pretty.js";

/** The fields with findings, their places, and whether they can be fixed. */
export function renderFieldTable(given: readonly FindingWithParts[], { colors, nameFile }: PrettyContext): string {
  const rows = given.map((finding) => {
    const { field, file, line, rule, fixable } = shownData(finding);
    const name = field ? shown(expressionOf(field)) : "-";
    return [name, rule, `${shown(nameFile(file))}:${line}`, fixable ? "can be fixed" : "by hand"];
  });
  const [heading = "", ...lines] = columns([["field", "rule", "at", "fix"], ...rows]);
  return withoutCommands([colors.bold(heading), ...lines].join("\n"));
}
