// Writes what the documentation derives from the engine: the table of rules in the README. `--check` only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "@typed-session/core";
import { format, resolveConfig } from "prettier";

const file = join(import.meta.dirname, "../README.md");
const open = /<!-- rules:.*?-->\n/;
const close = "<!-- /rules -->";

const rows = rules.map((rule) => [`\`${rule.name}\``, rule.severity, rule.summary, rule.fix]);
const table = [["rule", "default", "finds", "its fix"], ["---", "---", "---", "---"], ...rows]
  .map((row) => `| ${row.join(" | ")} |`)
  .join("\n");

const before = readFileSync(file, "utf8");
const start = open.exec(before);
if (!start) throw new Error("README.md has no place for the table of rules");
const from = start.index + start[0].length;
const written = `${before.slice(0, from)}\n${table}\n\n${before.slice(before.indexOf(close))}`;
const after = await format(written, { ...(await resolveConfig(file)), filepath: file });
if (before !== after) {
  if (process.argv.includes("--check")) {
    console.error("README.md is not in step with the rules; run `pnpm docs:update`.");
    process.exitCode = 1;
  } else {
    writeFileSync(file, after);
  }
}
