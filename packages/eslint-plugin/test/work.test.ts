import * as parser from "@typescript-eslint/parser";
import { ESLint, type Linter } from "eslint";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { configFor, lint, typed, withoutCommand } from "./support/lint.js";
import { projectOnDisk, removeProjectsAfterwards, type Files } from "./support/project.js";
import { auth, block, sessionTypes, tokenTypes, types } from "./support/texts.js";

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

describe("the work of the plugin", () => {
  /** Lints with a parser whose program counts the calls for its checker. */
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

  test("a file that has nothing to do with the session costs no work", () => {
    expect(counted({ "auth.ts": drifted, "sum.ts": "export const sum = 1;\n" }, "sum.ts")).toBe(0);
    expect(counted({ "auth.ts": drifted }, "auth.ts")).toBeGreaterThan(0);
  });
});

describe("a run without type information", () => {
  const needed = (parser: string, more: string): string =>
    `typed-session needs type information. Add to the end of the config: \`{ files: ["**/*.{ts,tsx,mts,cts}"], languageOptions: { ${parser}parserOptions: { projectService: true } } }\`${more}. On TypeScript 7 and in oxlint, run \`npm install --save-dev typed-session\` instead.`;
  const untyped = { "auth.ts": drifted, [types]: declaredOld, "page.ts": "export const session = 1;\n" };

  const configWithoutCommand = (root: string, languageOptions: Linter.LanguageOptions): Linter.Config[] => [
    ...configFor(root, languageOptions).slice(0, 1),
    withoutCommand.configs.strict,
  ];

  test.each([
    ["typescript-eslint's parser without a program", { parser }, needed("", "")],
    [
      "ESLint's own parser",
      {},
      needed("parser: tseslint.parser, ", ', with `import tseslint from "typescript-eslint"`'),
    ],
  ])("one rule reports it in the file that holds auth: %s", (_, languageOptions, said) => {
    const plainAuth = { "auth.ts": drifted.replace("import type", "import").replace(": NextAuthOptions", "") };
    const root = projectOnDisk({ ...untyped, ...plainAuth });
    const config = configWithoutCommand(root, languageOptions);
    expect(lint(root, "auth.ts", config).map(({ message, line, column }) => [message, line, column])).toEqual([
      [said, 1, 1],
    ]);
    expect(lint(root, "page.ts", config)).toEqual([]);
    if ("parser" in languageOptions) expect(lint(root, types, config)).toEqual([]);
  });

  const missing = { message: "" };
  /** The object in a message that its reader is to paste. */
  const pasted = (message: string): Linter.Config => {
    const [, text = ""] = /config: `([^`]*)`/.exec(message) ?? [];
    return runInNewContext(`(${text})`, { tseslint: { parser } }) as Linter.Config;
  };

  test("the message's lines work if pasted to the end of the config", () => {
    const root = projectOnDisk(untyped);
    const config = configWithoutCommand(root, { parser });
    const [{ message } = missing] = lint(root, "auth.ts", config);
    expect(new Set(idsOf(lint(root, "auth.ts", [...config, pasted(message)])))).toEqual(new Set(["findingElsewhere"]));
    expect(idsOf(lint(root, types, [...config, pasted(message)]))).toEqual(["declaration"]);
  });

  test("the message names a JavaScript file itself, as a tsconfig seldom has all", () => {
    const js =
      '/** @type {import("next-auth").NextAuthOptions} */\nexport const authOptions = {\n  providers: [],\n  callbacks: {\n    session({ session }) {\n      session.plan = "free";\n      return session;\n    },\n  },\n};\n';
    const root = projectOnDisk({
      "src/auth.js": js,
      [types]: declaredOld,
      "tsconfig.json": '{ "extends": "./base.json", "compilerOptions": { "allowJs": true, "checkJs": true } }',
      "base.json": readFileSync(join(projectOnDisk({}), "tsconfig.json"), "utf8"),
    });
    const config = configWithoutCommand(root, {});
    const [{ message } = missing, ...more] = lint(root, "src/auth.js", config);
    expect(more).toEqual([]);
    expect(message).toContain(
      '`, with `import tseslint from "typescript-eslint"`, and let a tsconfig with `allowJs` include the file.',
    );
    expect(pasted(message).files).toEqual(["src/auth.js"]);
    expect(idsOf(lint(root, "src/auth.js", [...config, pasted(message)]))).toEqual(["findingElsewhere"]);
  });

  test.each([
    ["a program without a tsconfig", undefined],
    ["a program with the options of a tsconfig that does not include it", "tsconfig.json"],
  ])("%s cannot be compared", (_, configFile) => {
    const root = projectOnDisk({ "auth.ts": drifted, "tsconfig.json": '{ "files": ["other.ts"] }', "other.ts": "" });
    const options = { strict: true, ...(configFile !== undefined && { configFilePath: join(root, configFile) }) };
    const program = ts.createProgram({ rootNames: [join(root, "auth.ts")], options });
    const parserOptions = { programs: [program], tsconfigRootDir: root };
    expect(lint(root, "auth.ts", configFor(root, { parser, parserOptions }))).toEqual([]);
  });
});

describe("a run with --fix", () => {
  const runWith = async (
    root: string,
    extra: Linter.Config,
    ...names: readonly string[]
  ): Promise<Record<string, (string | undefined)[]>> => {
    const found: Record<string, (string | undefined)[]> = {};
    const overrideConfig = [...configFor(root), extra];
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig, fix: true });
    // The command lints its files in the order of their names on the command line.
    for (const name of names) {
      const results = await eslint.lintFiles(name);
      await ESLint.outputFixes(results);
      found[name] = idsOf(results.flatMap(({ messages }) => messages));
    }
    return found;
  };
  const run = (root: string, ...names: readonly string[]): ReturnType<typeof runWith> => runWith(root, {}, ...names);
  const read = (root: string, name: string): string => readFileSync(join(root, name), "utf8");

  test("one run is enough if the declaration comes first", async () => {
    const root = projectOnDisk({ "auth.ts": drifted, [types]: declaredOld });
    expect(await run(root, types, "auth.ts")).toEqual({ [types]: [], "auth.ts": [] });
    expect(read(root, types)).toBe(mended.replace("    plan: string;", "    team?: string;\n    plan: string;"));
    expect(read(root, "auth.ts")).toBe(drifted);
  });

  test("one run is enough if the callback comes first, with one more report there", async () => {
    const root = projectOnDisk({ "auth.ts": drifted, [types]: declaredOld });
    expect(await run(root, "auth.ts", types)).toEqual({
      "auth.ts": ["findingElsewhere", "findingElsewhere"],
      [types]: [],
    });
    expect(await run(root, "auth.ts", types)).toEqual({ "auth.ts": [], [types]: [] });
  });

  test("one run removes the findings of several rules in the callback's own file", async () => {
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

  const inCallback = { settings: { "typed-session": { declareIn: "callback" } } };
  const blocks = `
declare module "next-auth" {
  interface Session {
    plan: string;
    seats: number;
  }
}

${block("next-auth/jwt", "JWT", ["plan: string", "seats: number"])}`;

  test("one run is enough if nothing is declared, below the callbacks on request", async () => {
    const root = projectOnDisk({ "auth.ts": drifted });
    expect(await runWith(root, inCallback, "auth.ts")).toEqual({ "auth.ts": [] });
    expect(read(root, "auth.ts")).toBe(`${drifted}${blocks}`);
    expect(await runWith(root, inCallback, "auth.ts")).toEqual({ "auth.ts": [] });
  });

  test("one run is enough if the project's own settings ask for it", async () => {
    const root = projectOnDisk({
      "auth.ts": drifted,
      "typed-session.config.json": '{ "declareIn": "callback" }',
    });
    expect(await run(root, "auth.ts")).toEqual({ "auth.ts": [] });
    expect(read(root, "auth.ts")).toBe(`${drifted}${blocks}`);
  });

  test("one run is enough with Auth.js 5, whose modules are named as they take effect", async () => {
    const text = `import NextAuth from "next-auth";

export const { auth } = NextAuth({
  providers: [],
  callbacks: {
    session({ session }) {
      session.user.plan = "free";
      return session;
    },
  },
});
`;
    const root = projectOnDisk({ "auth.ts": text }, { nextAuthMajor: 5 });
    expect(await runWith(root, inCallback, "auth.ts")).toEqual({ "auth.ts": [] });
    expect(read(root, "auth.ts")).toBe(
      `import NextAuth from "next-auth";
import type { DefaultSession } from "next-auth";${text.slice(text.indexOf("\n"))}
declare module "next-auth" {
  interface Session {
    user: {
      plan: string;
    } & DefaultSession["user"];
  }
}
`,
    );
  });

  test("one run is enough if the callback's casts go too", async () => {
    const text = auth(`session({ session }) {
      (session as any).plan = "free";
      return session;
    },`);
    const root = projectOnDisk({ "auth.ts": text });
    expect(await runWith(root, inCallback, "auth.ts")).toEqual({ "auth.ts": [] });
    expect(read(root, "auth.ts")).toBe(
      `${text.replace("(session as any)", "session")}\n${block("next-auth", "Session", ["plan: string"])}`,
    );
  });

  test("a run fixes a session and a token in two files one by one, and then the rest", async () => {
    const [first, second] = ["types/a-token.d.ts", "types/b-session.d.ts"] as const;
    const root = projectOnDisk({
      "auth.ts": drifted,
      [first]: tokenTypes("team?: string"),
      [second]: sessionTypes("team?: string"),
    });
    expect(await run(root, first, second, "auth.ts")).toEqual({ [first]: [], [second]: [], "auth.ts": [] });
    expect(read(root, first)).toBe(tokenTypes("team?: string", "plan: string", "seats: number"));
    expect(read(root, second)).toBe(sessionTypes("team?: string", "plan: string", "seats: number"));
  });
});
