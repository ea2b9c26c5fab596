import type { ConfigReport, FieldReport, Location } from "@typed-session/core";
import type { Shape } from "@typed-session/typescript-plugin/protocol";

/** What the session and the token hold, as a page: the way values take as a diagram, and a table for each interface. */
export function shapeMarkdown(shape: Shape): string {
  const interfaces = [...new Set(shape.fields.map((field) => field.interface))];
  const sections = [
    "# What the session holds",
    shape.configs.map(configLine).join("\n"),
    `\`\`\`mermaid\n${shape.diagram}\`\`\``,
    ...interfaces.map((name) => table(shape, name)),
    ...shape.open.map(
      (one) => `\`${one.target}\` may hold more than this: ${code(one.text)} (${place(one)}): ${one.why}`,
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

function configLine({ library, strategy, ...at }: ConfigReport): string {
  return `- ${library.name} ${library.version}, session strategy ${strategy}, configured in ${place(at)}`;
}

function table(shape: Shape, name: string): string {
  const fields = shape.fields.filter((field) => field.interface === name);
  const rows = fields.map(({ path, inferred, declared, status, writes: [write] }) => [
    code(path),
    typeText(inferred) ?? "not assigned",
    typeText(declared) ?? "not declared",
    status === "ok" ? status : `**${status}**`,
    write ? place(write) : "",
  ]);
  const heading = [name, "assigned", "declared", "status", "written at"];
  return [heading, heading.map(() => "---"), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

function typeText(field: FieldReport["inferred"]): string | undefined {
  return field ? `${code(field.type)}${field.optional ? ", optional" : ""}` : undefined;
}

/** As code, whatever characters it holds. */
function code(text: string): string {
  const fence = "`".repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length)) + 1);
  const padding = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${padding}${text}${padding}${fence}`;
}

/** As text: the preview follows no links to files from a page that is none itself. */
function place({ file, line }: Pick<Location, "file" | "line">): string {
  return code(`${file}:${line}`);
}
