import { createRequire } from "node:module";
import type { ESLint, Rule } from "eslint";
import type { LoadCommand } from "./command.js";
import { configsOf, namespace, type Configs } from "./configs.js";
import { createParser } from "./parser.js";
import { createRules } from "./rule.js";
import { createWorkspaces } from "./workspace.js";

/** What `import typedSession from "eslint-plugin-typed-session"` gives. */
export interface TypedSessionPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Record<string, Rule.RuleModule>;
  readonly configs: Configs;
}

const { name, version } = createRequire(import.meta.url)("../package.json") as { name: string; version: string };

/** @param loadCommand gives the command, if it is installed */
export function createPlugin(loadCommand: LoadCommand): TypedSessionPlugin {
  const meta = { name, version, namespace };
  const plugin: TypedSessionPlugin = {
    meta,
    // ESLint and typescript-eslint have different types for the same rules.
    rules: createRules(createWorkspaces(loadCommand)) as unknown as Record<string, Rule.RuleModule>,
    configs: configsOf(() => plugin, createParser(loadCommand, meta)),
  };
  return plugin;
}
