import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as command from "typed-session/program";
import { createPlugin } from "../../src/create-plugin.js";
import plugin from "../../src/index.js";

/** The plugin beside the command, whose source a test cannot load by `require`. */
export const withCommand = createPlugin(() => command);

/** The plugin without the command. */
export const withoutCommand = createPlugin(() => undefined);

/** The strict config with the real parser, as in the README. */
export function configFor(root: string, languageOptions: Linter.LanguageOptions = typed(root)): Linter.Config[] {
  return [{ files: ["**/*.ts"], languageOptions }, plugin.configs.strict];
}

export function typed(root: string): Linter.LanguageOptions {
  return { parser, parserOptions: { projectService: true, tsconfigRootDir: root } };
}

/** Lints one file of a project with every rule. */
export function lint(root: string, name: string, config: Linter.Config[] = configFor(root)): Linter.LintMessage[] {
  return new Linter({ cwd: root }).verify(readFileSync(join(root, name), "utf8"), config, {
    filename: join(root, name),
  });
}
