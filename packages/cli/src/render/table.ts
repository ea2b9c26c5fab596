import type { Advice, FieldTrace, InterfaceName, OpenTarget } from "@typed-session/core";
import { shown, shownData, shownSource } from "@typed-session/core/shown";
import { columns } from "./columns.js";
import type { NameFile } from "./flow.js";
import { withoutCommands } from "./lines.js";
import type { Explained } from "./select.js";
import type { Colors } from "./style.js";

export interface ExplainContext {
  readonly colors: Colors;
  readonly nameFile: NameFile;
}

const order: readonly InterfaceName[] = ["Session", "JWT", "User", "Profile", "Account"];

/** All fields of the session and the token, one interface after the other. Empty without auth. */
export function renderTable({ report, traces, openTargets, advice }: Explained, given: ExplainContext): string {
  if (report.configs.length === 0) return "";
  const context = shownContext(given);
  const configs = shownData(report.configs).map(
    ({ file, line, library, strategy }) =>
      `${context.colors.cyan(context.nameFile(file))}:${line}  ${library.name} ${library.version}, session strategy ${strategy}`,
  );
  const sections = order.map((name) => section(name, shownData(traces), context)).filter((lines) => lines.length > 0);
  const open = openTargets.map((target) => openLine(target, context));
  const advised = advice.map((one) => adviceLines(one, context));
  const parts = [configs, ...sections, ...(open.length > 0 ? [open] : []), ...advised];
  return withoutCommands(parts.map((lines) => `${lines.join("\n")}\n`).join("\n"));
}

/** The same context with file names made safe. */
export function shownContext({ colors, nameFile }: ExplainContext): ExplainContext {
  return { colors, nameFile: (file) => shown(nameFile(file)) };
}

/** The reason why no field of a target is called unassigned. */
export function openLine(open: OpenTarget, { nameFile }: ExplainContext): string {
  const { target, file, line, text, why } = shownData(open);
  return `${target} may hold more than this: \`${text}\` (${nameFile(file)}:${line}): ${why}`;
}

/** The advice on a declaration, with the text to paste. */
function adviceLines({ file, line, message, text, reads }: Advice, { nameFile }: ExplainContext): string[] {
  const readers = reads.map((read) => `${nameFile(read.file)}:${read.line}`).join(", ");
  const pasted = text?.trimEnd().split("\n").map(shownSource) ?? [];
  return [
    `${nameFile(file)}:${line}  ${shown(message)}`,
    `  read at ${readers}`,
    ...(pasted.length > 0 ? [""] : []),
    ...pasted.map((one) => (one === "" ? "" : `  ${one}`)),
  ];
}

function section(name: InterfaceName, traces: readonly FieldTrace[], { colors, nameFile }: ExplainContext): string[] {
  const fields = traces.filter((trace) => trace.interface === name);
  if (fields.length === 0) return [];
  const rows = fields.map(({ path, inferred, declared, status, writes: [write] }) => [
    `  ${path}`,
    inferred ? typeText(inferred) : "not assigned",
    declared ? typeText(declared) : "not declared",
    status,
    write ? `${nameFile(write.file)}:${write.line}` : "",
  ]);
  const [heading = "", ...lines] = columns([[name, "assigned", "declared", "status", "written at"], ...rows]);
  return [colors.bold(heading), ...lines];
}

/** A type in words: `string, optional`. */
export function typeText({ type, optional }: { readonly type: string; readonly optional: boolean }): string {
  return optional ? `${type}, optional` : type;
}
