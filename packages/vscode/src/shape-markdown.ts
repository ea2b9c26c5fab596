import type { ConfigReport, FieldReport, Location } from "@typed-session/core";
import { shown } from "@typed-session/core/shown";
import type { Shape } from "@typed-session/typescript-plugin/protocol";

/** What the session and the token hold, as a page: the way values take as a diagram, and a table for each interface. */
export function shapeMarkdown(shape: Shape): string {
  const interfaces = [...new Set(shape.fields.map((field) => field.interface))];
  const sections = [
    "# What the session holds",
    shape.configs.map(configLine).join("\n"),
    fenced("mermaid", shape.diagram),
    ...interfaces.map((name) => table(shape, name)),
    ...shape.open.map(
      (one) => `${code(one.target)} may hold more than this: ${code(one.text)} (${place(one)}): ${prose(one.why)}`,
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

function configLine({ library, strategy, ...at }: ConfigReport): string {
  return `- ${prose(library.name)} ${prose(library.version)}, session strategy ${prose(strategy)}, configured in ${place(at)}`;
}

/**
 * A table of one interface. By hand: a row is its cells between bars, which a cell escapes, and nobody reads the source, for which the libraries
 * that write Markdown align the columns.
 */
function table(shape: Shape, name: string): string {
  const fields = shape.fields.filter((field) => field.interface === name);
  const rows = fields.map(({ path, inferred, declared, status, writes: [write] }) => [
    code(path),
    typeText(inferred) ?? "not assigned",
    typeText(declared) ?? "not declared",
    status === "ok" ? status : `**${prose(status)}**`,
    write ? place(write) : "",
  ]);
  const heading = [prose(name), "assigned", "declared", "status", "written at"];
  return [heading, heading.map(() => "---"), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

function typeText(field: FieldReport["inferred"]): string | undefined {
  return field ? `${code(field.type)}${field.optional ? ", optional" : ""}` : undefined;
}

/** As code, whatever characters it holds. */
function code(text: string): string {
  const safe = shown(text);
  if (safe === "") return "";
  const fence = "`".repeat(longestRun(safe) + 1);
  const isStripped = safe.startsWith("`") || safe.endsWith("`") || (safe.startsWith(" ") && safe.endsWith(" "));
  const padding = isStripped ? " " : "";
  return `${fence}${padding}${safe}${padding}${fence}`;
}

/** Lines of code that nothing in them ends. */
function fenced(language: string, text: string): string {
  const lines = text.trimEnd().split("\n").map(shown);
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${lines.join("\n")}\n${fence}`;
}

/** How many backticks stand side by side at most. */
function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}

/** As text in which nothing is markup but what stands between backticks, as messages name code. */
function prose(text: string): string {
  return text
    .split("`")
    .map((part, index, { length }) => (index % 2 === 1 && index < length - 1 ? code(part) : plain(part)))
    .join("");
}

/** Every character that can mean something, and every one that makes a name a link, stands for itself. */
function plain(text: string): string {
  return shown(text).replace(/[!-/:-@[-`{-~]/g, (character) =>
    harmless.has(character) ? character : `\\${character}`,
  );
}

/** Punctuation that means nothing to Markdown. */
const harmless: ReadonlySet<string> = new Set([",", "'", '"']);

/** As text: the preview follows no links to files from a page that is none itself. */
function place({ file, line }: Pick<Location, "file" | "line">): string {
  return code(`${file}:${line}`);
}
