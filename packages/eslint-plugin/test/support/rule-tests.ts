import * as parser from "@typescript-eslint/parser";
import { RuleTester } from "@typescript-eslint/rule-tester";
import { Linter } from "eslint";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { RuleOptions } from "../../src/index.js";
import { createRules } from "../../src/rule.js";
import { createWorkspaces } from "../../src/workspace.js";
import { withCommand } from "./lint.js";
import "../../../cli/test/support/parsed-once.js";
import { projectOnDisk, type Files } from "./project.js";
import { plain, unmarked, type Place } from "./texts.js";

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
  /** The same in a program of the rules' own, if that tells more: it reads the packages that import this one. */
  readonly inOwnProgram?: Pick<Invalid, "errors" | "output">;
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
  const rule = createRules(createWorkspaces(() => undefined))[ruleName];
  if (!rule) throw new Error(`There is no ${ruleName}.`);
  const places = (one: Invalid): readonly Place[] => {
    const { places } = unmarked(one.files[one.lint] ?? "");
    if (places.length !== one.errors.length) throw new Error(`${one.name}: ${String(places.length)} marks`);
    return places;
  };
  const tester = new RuleTester({ languageOptions: { parser } });
  tester.run(ruleName, rule, {
    valid: valid.map((one) => testCase(one)),
    invalid: invalid.map(({ errors, output, ...one }) => ({
      ...testCase(one),
      errors: errors.map((error, index) => ({ ...error, ...places({ errors, output, ...one })[index] })),
      output,
    })),
  });
  describe(`${ruleName} in a program of its own:`, () => {
    it.each(valid.map((one) => [one.name, one] as const))("%s", (_, one) => {
      expect(linted(ruleName, one)).toEqual({ found: [], output: null });
    });
    it.each(invalid.map((one) => [one.name, one] as const))("%s", (_, one) => {
      const marked = places(one);
      const { errors, output } = one.inOwnProgram ?? one;
      const found = errors.map(({ messageId, data }, index) => ({
        message: rule.meta.messages[messageId].replace(/\{\{ (\w+) \}\}/g, (_, name: string) => data[name] ?? ""),
        ...marked[index],
      }));
      expect(linted(ruleName, one)).toEqual({ found, output });
    });
  });
}

/** Lints with the parser that knows no TypeScript, and makes the one fix that a rule has in a file. */
function linted(ruleName: string, one: Valid): { readonly found: readonly object[]; readonly output: string | null } {
  const { code, filename, options, settings, languageOptions } = testCase(one);
  const config = { ...withCommand.configs.typescript7, settings };
  const rules = { [`typed-session/${ruleName}`]: ["error" as const, ...options] as Linter.RuleEntry };
  const cwd = languageOptions.parserOptions.tsconfigRootDir;
  const messages = new Linter({ cwd }).verify(code, [{ ...config, rules }], { filename });
  const [fix] = messages.flatMap((message) => message.fix ?? []);
  return {
    found: messages.map(({ message, line, column, endLine, endColumn }) => ({
      message,
      line,
      column,
      endLine,
      endColumn,
    })),
    output: fix ? code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]) : null,
  };
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
