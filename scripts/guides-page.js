import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../test/guides");

const intro = `# The official guides, followed to the letter

Each row is a small app in \`test/guides\` that does what an official guide says, with the real packages and in our own words. The
end-to-end tests run its own type-checker and \`typed-session check\`, then \`typed-session fix\`, the type-checker again and a second \`fix\`, which changes nothing.
What they hold each app to is written in its \`guide.json\`, and this page is generated from that by \`pnpm docs:update\`.

An error stays where no declaration removes it, or where one would promise what nobody knows; the reason stands beside it.`;

/** The page about the guides, from the expectations of their apps. */
export function guidesPage() {
  const guides = readdirSync(folder)
    .map((name) => join(folder, name, "guide.json"))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, "utf8")))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  return [intro, overview(guides), ...guides.map(section)].join("\n\n");
}

function overview(guides) {
  const rows = guides.map(({ title, page, before, findings, after }) => [
    `[${title}](${page})`,
    before.length,
    findings.length,
    after.length,
  ]);
  return [
    ["guide", "compiler errors before", "findings", "compiler errors after `fix`"],
    ["---", "--:", "--:", "--:"],
    ...rows,
  ]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

function section({ title, note, before, findings, written, after }) {
  return [
    `## ${title}`,
    ...(note === undefined ? [] : [note]),
    ...list("Compiler errors before", before.map(placed)),
    ...list("Findings", findings.map(placed)),
    ...list("Members that `fix` writes", written.map(inCode)),
    ...list(
      "What stays, and why",
      after.map(([error, why]) => `${placed(error)}. ${why}`),
    ),
    ...(before.length + findings.length === 0 ? ["It compiles, and nothing is found."] : []),
  ].join("\n\n");
}

function list(heading, lines) {
  if (lines.length === 0) return [];
  return [`${heading}:`, lines.map((line) => `- ${line}`).join("\n")];
}

/** The line of code may hold backticks itself. */
function placed(text) {
  const at = text.indexOf(" at `");
  return `${text.slice(0, at)} at ${inCode(text.slice(at + 5, -1))}`;
}

function inCode(text) {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
