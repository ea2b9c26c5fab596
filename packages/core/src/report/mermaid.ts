import type { FieldTrace } from "../api/analysis.js";
import { keyText } from "../api/field-key.js";
import type { InterfaceName } from "../api/report.js";
import { shown } from "../api/shown.js";

/** The columns of the diagram, in the direction of the flow. */
const groups: readonly { readonly title: string; readonly interfaces: readonly InterfaceName[] }[] = [
  { title: "Inputs", interfaces: ["User", "Profile", "Account"] },
  { title: "Token", interfaces: ["JWT"] },
  { title: "Session", interfaces: ["Session"] },
];

/** Fields as a Mermaid flowchart: inputs, token and session, with an arrow from each field to those it feeds. */
export function mermaidOf(traces: readonly FieldTrace[]): string {
  const fields = new Map(traces.flatMap((trace) => [trace, ...trace.sources].map((field) => [keyText(field), field])));
  const names = [...fields.keys()];
  const ids = new Map(names.map((name, index) => [name, `f${index}`]));
  const idOf = (name: string): string => ids.get(name) ?? "";
  const types = new Map(traces.map((trace) => [keyText(trace), trace.inferred?.type ?? trace.declared?.type]));

  const subgraphs = groups.flatMap(({ title, interfaces }) => {
    const members = names.filter((name) => interfaces.some((one) => fields.get(name)?.interface === one));
    if (members.length === 0) return [];
    const nodes = members.map((name) => `    ${idOf(name)}["${label(name, types.get(name))}"]`);
    return [`  subgraph ${title}`, ...nodes, "  end"];
  });
  const arrows = traces.flatMap((trace) =>
    trace.sources.map((source) => `  ${idOf(keyText(source))} --> ${idOf(keyText(trace))}`),
  );
  return `${["flowchart LR", ...subgraphs, ...new Set(arrows)].join("\n")}\n`;
}

function label(name: string, type: string | undefined): string {
  return escapeLabel(type === undefined ? name : `${name}: ${type}`);
}

/**
 * Escapes a label for Mermaid, which reads entities like HTML, ends a label at a quote, and takes settings from `%%{`
 * anywhere. A backtick is escaped too, as it may end more than the label.
 */
function escapeLabel(text: string): string {
  const entities: Record<string, string> = {
    "&": "#amp;",
    '"': "#quot;",
    "<": "#lt;",
    ">": "#gt;",
    "#": "#35;",
    "%": "#37;",
    "`": "#96;",
  };
  return shown(text).replace(/[&"<>#%`]/g, (character) => entities[character] ?? character);
}
