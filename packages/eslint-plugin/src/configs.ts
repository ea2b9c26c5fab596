import { rules } from "@typed-session/core";
import type { ESLint, Linter } from "eslint";

export const namespace = "typed-session";

/**
 * - `recommended`: every rule with its own severity, without the rules that are off by default
 * - `strict`: every rule as an error
 */
export type Configs = Readonly<Record<"recommended" | "strict", Linter.Config>>;

/** @param plugin gives the plugin that the configs are part of */
export function configsOf(plugin: () => ESLint.Plugin): Configs {
  const config = (name: string, severities: Linter.RulesRecord): Linter.Config => ({
    name: `${namespace}/${name}`,
    // A plugin and its configs name each other.
    get plugins() {
      return { [namespace]: plugin() };
    },
    rules: severities,
  });
  return {
    recommended: config(
      "recommended",
      Object.fromEntries(
        rules
          .filter(({ severity }) => severity !== "off")
          .map(({ name, severity }) => [`${namespace}/${name}`, severity]),
      ),
    ),
    strict: config("strict", Object.fromEntries(rules.map(({ name }) => [`${namespace}/${name}`, "error"]))),
  };
}
