import * as parser from "@typescript-eslint/parser";
import { RuleTester } from "@typescript-eslint/rule-tester";
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import type { RuleOptions } from "../../src/index.js";
import { createRules } from "../../src/rule.js";
import { projectOnDisk, type Files } from "./project.js";
import { plain, unmarked } from "./texts.js";

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** A project of which one file is linted. */
interface Valid {
  readonly name: string;
  readonly files: Files;
  readonly lint: string;
  readonly options?: RuleOptions;
  readonly settings?: object;
  readonly nextAuthMajor?: 4 | 5;
}

interface Invalid extends Valid {
  /** The reports at the marks `⟦…⟧` of the linted file, in order. */
  readonly errors: readonly Reported[];
  /** The linted file after the fix; `null` if nothing is fixed. */
  readonly output: string | null;
}

interface Reported {
  readonly messageId:
    | "finding"
    | "findingByHand"
    | "findingAfterwards"
    | "findingElsewhere"
    | "findingForCommand"
    | "findingForNewFile"
    | "declaration";
  readonly data: Readonly<Record<string, string>>;
}

/** The engine's message. */
export function finding(message: string): Reported {
  return { messageId: "finding", data: { message } };
}

/** A finding that nothing fixes, with what is left for a human. */
export function byHand(message: string, advice: string): Reported {
  return { messageId: "findingByHand", data: { message, advice } };
}

/** The engine's message, with the file in which `--fix` fixes it. */
export function elsewhere(message: string, file: string): Reported {
  return { messageId: "findingElsewhere", data: { message, file: `\`${file}\`` } };
}

/** The engine's message, if the file's own change waits for the declarations. */
export function afterwards(message: string): Reported {
  return { messageId: "findingAfterwards", data: { message } };
}

/** The engine's message, if the command creates a file and `--fix` could declare it in the callback's. */
export function forNewFile(message: string, changes: string): Reported {
  return { messageId: "findingForNewFile", data: { message, changes } };
}

/** The engine's message, with the command's changes. */
export function forCommand(message: string, changes: string): Reported {
  return { messageId: "findingForCommand", data: { message, changes } };
}

/** The message that a declaration is out of step with fields of other files. */
export function declaration(fields: string): Reported {
  return { messageId: "declaration", data: { fields } };
}

/** Runs a rule on projects on the disk, one for each case, with the real parser. */
export function ruleTests(
  ruleName: string,
  { valid, invalid }: { readonly valid: readonly Valid[]; readonly invalid: readonly Invalid[] },
): void {
  const rule = createRules()[ruleName];
  if (!rule) throw new Error(`There is no ${ruleName}.`);
  const tester = new RuleTester({ languageOptions: { parser } });
  tester.run(ruleName, rule, {
    valid: valid.map((one) => testCase(one)),
    invalid: invalid.map(({ errors, output, ...one }) => {
      const { places } = unmarked(one.files[one.lint] ?? "");
      if (places.length !== errors.length) throw new Error(`${one.name}: ${String(places.length)} marks`);
      return { ...testCase(one), errors: errors.map((error, index) => ({ ...error, ...places[index] })), output };
    }),
  });
}

function testCase({ name, files, lint, options, settings, nextAuthMajor = 4 }: Valid): {
  name: string;
  code: string;
  filename: string;
  languageOptions: { parserOptions: { projectService: true; tsconfigRootDir: string } };
  options: [] | [RuleOptions];
  settings: Record<string, unknown>;
} {
  const texts = plain(files);
  const root = projectOnDisk(texts, { nextAuthMajor });
  return {
    name,
    code: texts[lint] ?? "",
    filename: join(root, lint),
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    options: options ? [options] : [],
    settings: settings ? { "typed-session": settings } : {},
  };
}
