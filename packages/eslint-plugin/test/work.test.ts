import * as parser from "@typescript-eslint/parser";
import { ESLint, type Linter } from "eslint";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { configFor, lint, typed } from "./support/lint.js";
import { projectOnDisk, removeProjectsAfterwards, type Files } from "./support/project.js";
import { auth, block, sessionTypes, types } from "./support/texts.js";

removeProjectsAfterwards();

const drifted = auth(`jwt({ token }) {
      token.plan = "free";
      token.seats = 5;
      return token;
    },
    session({ session, token }) {
      session.plan = token.plan;
      session.seats = token.seats;
      return session;
    },`);
const mended = `${sessionTypes("plan: string", "seats: number")}\n${block("next-auth/jwt", "JWT", ["plan: string", "seats: number"])}`;
const declaredOld = sessionTypes("team?: string");
const idsOf = (messages: readonly Linter.LintMessage[]): (string | undefined)[] =>
  messages.map(({ messageId }) => messageId);

describe("how much is done", () => {
  /** Linting with a parser whose program counts how often it is asked for its checker. */
  const counted = (files: Files, name: string): number => {
    const root = projectOnDisk(files);
    let asked = 0;
    const counting = {
      parseForESLint: (code: string, options: parser.ParserOptions) => {
        const parsed = parser.parseForESLint(code, options);
        const { program } = parsed.services;
        if (!program) throw new Error("There is no program.");
        const getTypeChecker = (): ReturnType<typeof program.getTypeChecker> => {
          asked++;
          return program.getTypeChecker();
        };
        return { ...parsed, services: { ...parsed.services, program: { ...program, getTypeChecker } } };
      },
    };
    lint(root, name, configFor(root, { ...typed(root), parser: counting as Linter.Parser }));
    return asked;
  };

  test("is nothing in a file that has nothing to do with the session", () => {
    expect(counted({ "auth.ts": drifted, "sum.ts": "export const sum = 1;\n" }, "sum.ts")).toBe(0);
    expect(counted({ "auth.ts": drifted }, "auth.ts")).toBeGreaterThan(0);
  });
});

describe("without type information", () => {
  const said =
    "typed-session needs type information: let ESLint parse this file with the parser of typescript-eslint and `languageOptions.parserOptions.projectService: true`. The JavaScript plugins of oxlint get none.";
  const untyped = { "auth.ts": drifted, [types]: declaredOld, "page.ts": "export const session = 1;\n" };

  test.each([
    ["typescript-eslint's parser without a program", { parser }],
    ["ESLint's own parser", {}],
  ])("one rule says so, in the file that holds auth: %s", (_, languageOptions) => {
    const plainAuth = { "auth.ts": drifted.replace("import type", "import").replace(": NextAuthOptions", "") };
    const root = projectOnDisk({ ...untyped, ...plainAuth });
    const config = configFor(root, languageOptions);
    expect(lint(root, "auth.ts", config).map(({ message, line, column }) => [message, line, column])).toEqual([
      [said, 1, 1],
    ]);
    expect(lint(root, "page.ts", config)).toEqual([]);
    if ("parser" in languageOptions) expect(lint(root, types, config)).toEqual([]);
  });

  test.each([
    ["a program without a tsconfig", undefined],
    ["a program with the options of a tsconfig that does not include it", "tsconfig.json"],
  ])("%s has nothing to be compared with", (_, configFile) => {
    const root = projectOnDisk({ "auth.ts": drifted, "tsconfig.json": '{ "files": ["other.ts"] }', "other.ts": "" });
    const options = { strict: true, ...(configFile !== undefined && { configFilePath: join(root, configFile) }) };
    const program = ts.createProgram({ rootNames: [join(root, "auth.ts")], options });
    const parserOptions = { programs: [program], tsconfigRootDir: root };
    expect(lint(root, "auth.ts", configFor(root, { parser, parserOptions }))).toEqual([]);
  });
});

describe("a run with --fix", () => {
  const run = async (root: string, ...names: readonly string[]): Promise<Record<string, (string | undefined)[]>> => {
    const found: Record<string, (string | undefined)[]> = {};
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: configFor(root), fix: true });
    // One after the other: the command lints its files in the order in which they are named.
    for (const name of names) {
      const results = await eslint.lintFiles(name);
      await ESLint.outputFixes(results);
      found[name] = idsOf(results.flatMap(({ messages }) => messages));
    }
    return found;
  };
  const read = (root: string, name: string): string => readFileSync(join(root, name), "utf8");

  test("is done in one where the declaration comes first", async () => {
    const root = projectOnDisk({ "auth.ts": drifted, [types]: declaredOld });
    expect(await run(root, types, "auth.ts")).toEqual({ [types]: [], "auth.ts": [] });
    expect(read(root, types)).toBe(mended.replace("    plan: string;", "    team?: string;\n    plan: string;"));
    expect(read(root, "auth.ts")).toBe(drifted);
  });

  test("mends all where the callback comes first, and reports there once more", async () => {
    const root = projectOnDisk({ "auth.ts": drifted, [types]: declaredOld });
    expect(await run(root, "auth.ts", types)).toEqual({
      "auth.ts": ["finding", "finding", "finding", "finding"],
      [types]: [],
    });
    expect(await run(root, "auth.ts", types)).toEqual({ "auth.ts": [], [types]: [] });
  });

  test("mends what several rules find in the callback's own file", async () => {
    const of = (left: string): string =>
      auth(`jwt({ token }) {
      token.plan = "free";
      return token;
    },
    session({ session, token }) {
      ${left}.plan = token.plan;
      return session;
    },`);
    const declared = (type: string): string => block("next-auth", "Session", [`plan: ${type}`]);
    const root = projectOnDisk({ "auth.ts": of("(session as any)") + declared("number") });
    expect(await run(root, "auth.ts")).toEqual({ "auth.ts": [] });
    expect(read(root, "auth.ts")).toBe(
      `${of("session")}${declared("string")}\n${block("next-auth/jwt", "JWT", ["plan: string"])}`,
    );
  });
});
