import type { ConfigReport, Location } from "@typed-session/core";
import { shown } from "@typed-session/core/shown";
import type { Shape } from "@typed-session/typescript-plugin/protocol";

/** The path of a project file for the preview; `undefined` if it cannot be linked to. */
type PathOf = (file: string) => string | undefined;

/**
 * The fields of the session and the token as a page for half an editor's width: no table and no picture, which would be
 * cut off or shrunk there. Each field has its types and the flow of its values.
 */
export function shapeMarkdown(shape: Shape, pathOf: PathOf): string {
  const interfaces = [...new Set(shape.fields.map((field) => field.interface))];
  const sections = [
    "# What the session holds",
    shape.configs.map((config) => configLine(config, pathOf)).join("\n"),
    ...interfaces.flatMap((name) => [
      `## ${prose(name)}`,
      ...shape.fields.filter((field) => field.interface === name).map((field) => fieldText(field, pathOf)),
    ]),
    ...shape.open.map(
      (one) =>
        `${code(one.target)} may hold more than this: ${code(one.text)} (${place(one, pathOf)}): ${prose(one.why)}`,
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

function configLine({ library, strategy, ...at }: ConfigReport, pathOf: PathOf): string {
  return `- ${prose(library.name)} ${prose(library.version)}, session strategy ${prose(strategy)}, configured in ${place(at, pathOf)}`;
}

type ShapeField = Shape["fields"][number];

function fieldText({ path, inferred, declared, status, writes, flow }: ShapeField, pathOf: PathOf): string {
  const heading = status === "ok" ? `**${code(path)}**` : `**${code(path)}** is **${prose(status)}**`;
  const assigned = inferred ? `assigned ${typeText(inferred)}` : "not assigned";
  const way = wayOf(flow, pathOf);
  return [
    `${heading}\n`,
    `- ${assigned}${writes.length > 0 ? `: ${placesOf(writes, pathOf)}` : ""}`,
    `- ${declared ? `declared ${typeText(declared)}: ${place(declared, pathOf)}` : "not declared"}`,
    ...(way === undefined ? [] : [`- ${way}`]),
  ].join("\n");
}

function typeText({ type, optional }: { readonly type: string; readonly optional: boolean }): string {
  return `${code(type)}${optional ? ", optional" : ""}`;
}

/** Maximum number of places that are listed. */
const mostPlaces = 3;
function placesOf(places: readonly Location[], pathOf: PathOf): string {
  const shown = places.slice(0, mostPlaces).map((one) => place(one, pathOf));
  const more = places.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${String(more)} more` : ""}`;
}

/**
 * From the value's origin to the field, without the declaration, which stands beside it. None for a value without an
 * origin.
 */
function wayOf(flow: ShapeField["flow"], pathOf: PathOf): string | undefined {
  const steps = flow.slice(0, -1).map(({ text, at }) => `${code(text)}${at ? ` (${place(at, pathOf)})` : ""}`);
  return steps.length < 2 ? undefined : steps.join(" → ");
}

/** Text as code, whatever characters it holds. */
function code(text: string): string {
  const safe = shown(text);
  if (safe === "") return "";
  const fence = "`".repeat(longestRun(safe) + 1);
  const isStripped = safe.startsWith("`") || safe.endsWith("`") || (safe.startsWith(" ") && safe.endsWith(" "));
  const padding = isStripped ? " " : "";
  return `${fence}${padding}${safe}${padding}${fence}`;
}

/** The length of the longest run of backticks. */
function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}

/** Text without markup except for the backticks of messages, which name code. */
function prose(text: string): string {
  return text
    .split("`")
    .map((part, index, { length }) => (index % 2 === 1 && index < length - 1 ? code(part) : plain(part)))
    .join("");
}

/** Every character with a meaning in Markdown, or that makes a name a link, is escaped. */
function plain(text: string): string {
  return shown(text).replace(/[!-/:-@[-`{-~]/g, (character) =>
    harmless.has(character) ? character : `\\${character}`,
  );
}

/** Punctuation that means nothing to Markdown. */
const harmless: ReadonlySet<string> = new Set([",", "'", '"']);

/** A place as a link, if the preview follows it. */
function place({ file, line }: Pick<Location, "file" | "line">, pathOf: PathOf): string {
  const text = code(`${file}:${String(line)}`);
  const path = pathOf(file);
  return path === undefined ? text : `[${text}](${destination(path)}#L${String(line)})`;
}

/** A path with every character encoded that could end it or mean anything else. */
function destination(path: string): string {
  const encoded = (name: string): string =>
    encodeURIComponent(name.replace(/[\ud800-\udfff]/gu, "\ufffd")).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return path.split("/").map(encoded).join("/");
}
