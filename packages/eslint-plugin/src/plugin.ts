import { createRequire } from "node:module";
import type { ESLint, Rule } from "eslint";
import { configsOf, namespace, type Configs } from "./configs.js";
import { createRules } from "./rule.js";

/** What `import typedSession from "eslint-plugin-typed-session"` gives. */
export interface TypedSessionPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Record<string, Rule.RuleModule>;
  readonly configs: Configs;
}

const { name, version } = createRequire(import.meta.url)("../package.json") as { name: string; version: string };

/** A rule for each rule of typed-session, and two flat configs. */
const plugin: TypedSessionPlugin = {
  meta: { name, version, namespace },
  // ESLint and typescript-eslint have different types for the same rules.
  rules: createRules() as unknown as Record<string, Rule.RuleModule>,
  configs: configsOf(() => plugin),
};

export type { ReportAt, RuleOptions, Settings } from "./options.js";
export default plugin;
