import { rules } from "@typed-session/core";
import type { ESLint, Linter } from "eslint";

export const namespace = "typed-session";

/**
 * - `recommended`: every rule with its own severity, without the rules that are off by default
 * - `strict`: every rule as an error
 * - `typescript7`: the recommended rules, for TypeScript files, with a parser that needs no TypeScript
 */
export type Configs = Readonly<Record<"recommended" | "strict" | "typescript7", Linter.Config>>;

/** @param plugin gives the plugin that the configs are part of */
export function configsOf(plugin: () => ESLint.Plugin, parser: Linter.Parser): Configs {
  const config = (name: string, severities: Linter.RulesRecord, more: Linter.Config = {}): Linter.Config => ({
    name: `${namespace}/${name}`,
    ...more,
    // A plugin and its configs name each other.
    get plugins() {
      return { [namespace]: plugin() };
    },
    rules: severities,
  });
  const recommended = Object.fromEntries(
    rules.filter(({ severity }) => severity !== "off").map(({ name, severity }) => [`${namespace}/${name}`, severity]),
  );
  return {
    recommended: config("recommended", recommended),
    typescript7: config("typescript7", recommended, {
      files: ["**/*.{ts,tsx,mts,cts}"],
      languageOptions: { parser },
    }),
    strict: config("strict", Object.fromEntries(rules.map(({ name }) => [`${namespace}/${name}`, "error"]))),
  };
}
