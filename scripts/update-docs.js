// Writes what is derived from the engine's rules: the table in the README, the schemas of the settings and of the
// plugin's options, and the tables in the pages of ESLint's rules. It also writes the page of the official guides, from
// the end-to-end tests' expectations of the apps in `test/guides`. `--check` only compares.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "@typed-session/core";
import { format, resolveConfig } from "prettier";
import { guidesPage } from "./guides-page.js";

const root = join(import.meta.dirname, "..");

function withTableOfRules(readme) {
  const rows = rules.map((rule) => [`\`${rule.name}\``, rule.severity, rule.summary, rule.fix]);
  const table = [["rule", "default", "finds", "its fix"], ["---", "---", "---", "---"], ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
  const start = /<!-- rules:.*?-->\n/.exec(readme);
  if (!start) throw new Error("README.md has no place for the table of rules");
  const from = start.index + start[0].length;
  return `${readme.slice(0, from)}\n${table}\n\n${readme.slice(readme.indexOf("<!-- /rules -->"))}`;
}

/** The settings of every surface, from the project or as its own options. */
function settings() {
  return {
    rules: {
      description: "Severities of the rules that are not to have their default.",
      type: "object",
      properties: Object.fromEntries(
        rules.map((rule) => [
          rule.name,
          { description: rule.summary, default: rule.severity, enum: ["error", "warn", "off"] },
        ]),
      ),
      additionalProperties: false,
    },
    signInFields: {
      description:
        "Whether a field that only sign-in writes into the token is always there, or missing in tokens that are older than it.",
      enum: ["required", "optional"],
      default: "required",
    },
    declareIn: {
      description:
        "Where declarations go for which the project has no place yet: into a file of their own, or below the callbacks.",
      enum: ["file", "callback"],
      default: "file",
    },
    ignoreConfigs: {
      description:
        "Patterns of files whose auth configs do not count, relative to the directory of the tsconfig. Those of tests never do, but for what a pattern with `!` before it takes back.",
      type: "array",
      items: { type: "string" },
      default: [],
    },
  };
}

const schemas = "https://github.com/typed-session/typed-session/blob/main/packages";

function pluginOptions() {
  return JSON.stringify({
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: `${schemas}/typescript-plugin/schema/options.schema.json`,
    title: "Options of @typed-session/typescript-plugin",
    description: "What stands beside the plugin's name in `compilerOptions.plugins` of a tsconfig.",
    type: "object",
    properties: {
      name: { const: "@typed-session/typescript-plugin" },
      transform: { const: "@typed-session/typescript-plugin/transform" },
      transformProgram: { type: "boolean" },
      global: { type: "boolean" },
      ...settings(),
    },
    additionalProperties: false,
  });
}

function projectSettings() {
  return JSON.stringify({
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: `${schemas}/cli/schema/config.schema.json`,
    title: "typed-session.config.json",
    description: "What a project sets for the command, the editor's plugin and ESLint.",
    type: "object",
    properties: { $schema: { type: "string" }, ...settings() },
    additionalProperties: false,
  });
}

const derived = {
  "README.md": withTableOfRules,
  "packages/typescript-plugin/schema/options.schema.json": pluginOptions,
  "packages/cli/schema/config.schema.json": projectSettings,
  "docs/guides.md": guidesPage,
};
for (const [name, derive] of Object.entries(derived)) {
  const file = join(root, name);
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const after = await format(derive(before), { ...(await resolveConfig(file)), filepath: file });
  if (before === after) continue;
  if (process.argv.includes("--check")) {
    console.error(`${name} is not in step with what it derives from; run \`pnpm docs:update\`.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, after);
  }
}

const eslintPlugin = join(root, "packages/eslint-plugin");
const generator = join(eslintPlugin, "node_modules/eslint-doc-generator/dist/bin/eslint-doc-generator.js");
const options = process.argv.includes("--check") ? ["--check"] : [];
const { status } = spawnSync(process.execPath, [generator, ...options], { cwd: eslintPlugin, stdio: "inherit" });
if (status !== 0) process.exitCode = 1;
