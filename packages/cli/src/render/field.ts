import { keyText, type FieldTrace } from "@typed-session/core";
import { shown, shownData } from "@typed-session/core/shown";
import { columns } from "./columns.js";
import { flowLine } from "./flow.js";
import { withoutCommands } from "./lines.js";
import type { Explained } from "./select.js";
import { openLine, shownContext, typeText, type ExplainContext } from "./table.js";

/** One field for a person, followed by each field that feeds it. */
export function renderField({ traces, openTargets }: Explained, given: ExplainContext): string {
  const context = shownContext(given);
  const fields = traces.map((trace) => fieldLines(shownData(trace), context));
  const open = openTargets.map((target) => openLine(target, context));
  const parts = [...fields, ...(open.length > 0 ? [open] : [])];
  return withoutCommands(parts.map((lines) => `${lines.join("\n")}\n`).join("\n"));
}

function fieldLines(trace: FieldTrace, { colors, nameFile }: ExplainContext): string[] {
  const { inferred, declared, status, flow, assignments, reads, restsOn } = trace;
  const writes = assignments.map(({ file, line, text, type }) => `${nameFile(file)}:${line}  ${text}  (${type})`);
  const rows = [
    ["assigned", inferred ? typeText(inferred) : "nowhere"],
    ["declared", declared ? `${typeText(declared)}  (${nameFile(declared.file)}:${declared.line})` : "nowhere"],
    ...labelled("written at", writes),
    ...labelled(
      "rests on",
      restsOn.map(
        ({ file, line, text }) => `\`${text}\` runs the function that it is given (${nameFile(file)}:${line})`,
      ),
    ),
    ...labelled(
      "read at",
      reads.map(({ file, line }) => `${nameFile(file)}:${line}`),
    ),
    ...(flow.length > 0 ? [["flow", flowLine(flow, nameFile)]] : []),
  ];
  return [`${colors.bold(shown(keyText(trace)))}  ${status}`, ...columns(rows).map((row) => `  ${row}`)];
}

/** Rows of which only the first has a label. */
function labelled(label: string, texts: readonly string[]): string[][] {
  return texts.map((text, index) => [index === 0 ? label : "", text]);
}
