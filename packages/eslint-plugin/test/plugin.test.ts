import { rules as engineRules } from "@typed-session/core";
import { ESLint } from "eslint";
import { defineConfig } from "eslint/config";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import plugin, { type RuleOptions } from "../src/index.js";
import { createRules } from "../src/rule.js";
import { createWorkspaces } from "../src/workspace.js";

const root = join(import.meta.dirname, "..");
const rules = Object.values(createRules(createWorkspaces(() => undefined)));

describe("the plugin", () => {
  test("the plugin has exactly the engine's rules with their descriptions", () => {
    expect(Object.keys(plugin.rules)).toEqual(engineRules.map(({ name }) => name));
    const described = rules.map(({ name, meta }) => [name, meta.docs?.description]);
    expect(described).toEqual(engineRules.map(({ name, summary }) => [name, summary]));
  });

  test("a rule is fixable if the engine has a fix", () => {
    const fixable = rules.flatMap(({ name, meta }) => (meta.fixable ? [name] : []));
    expect(fixable).toEqual(engineRules.filter(({ action }) => action !== undefined).map(({ name }) => name));
  });

  test("the plugin names itself as its manifest does", () => {
    const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, string>;
    expect(plugin.meta).toEqual({ name, version, namespace: "typed-session" });
  });

  test.each(rules)("$name has a page, and its URL leads there", ({ name, meta }) => {
    const page = `packages/eslint-plugin/docs/rules/${name}.md`;
    expect(meta.docs?.url).toBe(`https://github.com/typed-session/typed-session/blob/main/${page}`);
    expect(readFileSync(join(root, "../..", page), "utf8")).toContain(`# typed-session/${name}`);
  });
});

describe("the configs of the plugin", () => {
  const linted = async (...configs: Parameters<typeof defineConfig>): Promise<Record<string, unknown>> => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: defineConfig(...configs) });
    const { rules } = (await eslint.calculateConfigForFile("auth.js")) as { rules: Record<string, [number]> };
    return Object.fromEntries(Object.entries(rules).map(([name, entry]) => [name, entry[0]]));
  };

  test("recommended has each rule with its own severity, and leaves out those that are off", async () => {
    const levels = { error: 2, warn: 1, off: 0 };
    expect(await linted(plugin.configs.recommended)).toEqual(
      Object.fromEntries(
        engineRules.flatMap(({ name, severity }) =>
          severity === "off" ? [] : [[`typed-session/${name}`, levels[severity]]],
        ),
      ),
    );
  });

  test("strict has every rule as an error", async () => {
    expect(await linted(plugin.configs.strict)).toEqual(
      Object.fromEntries(engineRules.map(({ name }) => [`typed-session/${name}`, 2])),
    );
  });

  test("configs are extended by the plugin's name, with rules beside them", async () => {
    const options: RuleOptions = { reportAt: "callback" };
    const levels = await linted({
      plugins: { "typed-session": plugin },
      extends: ["typed-session/recommended"],
      rules: { "typed-session/no-undeclared-field": ["warn", options] },
    });
    expect(levels).toMatchObject({ "typed-session/no-undeclared-field": 1, "typed-session/no-undeclared-input": 2 });
  });

  test("configs refuse an option that does not exist", async () => {
    const plugins = { "typed-session": plugin };
    await expect(
      linted({ plugins, rules: { "typed-session/no-undeclared-field": ["error", { reportAt: "nowhere" }] } }),
    ).rejects.toThrow('"nowhere" should be equal to one of the allowed values');
    await expect(
      linted({ plugins, rules: { "typed-session/no-secret-in-session": ["error", { reportAt: "both" }] } }),
    ).rejects.toThrow("typed-session/no-secret-in-session");
  });
});
