import { ESLint, Linter } from "eslint";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import "../../cli/test/support/parsed-once.js";
import { withCommand, withoutCommand } from "./support/lint.js";
import { projectOnDisk, removeProjectsAfterwards } from "./support/project.js";
import { auth, block, sessionTypes, types } from "./support/texts.js";

removeProjectsAfterwards();

const plan = auth('session({ session }) {\n      session.plan = "free";\n      return session;\n    },');
const undeclared =
  "`session.plan` is assigned here, but `Session` does not declare it: no reader of the session can use it.";
const elsewhere = `${undeclared} \`--fix\` fixes it in \`${types}\`: if this run has changed that file already, run it once more.`;
const byCommand = `${undeclared} Fixable with \`npx typed-session fix\`: it creates \`next-auth.d.ts\`. \`--fix\` declares it in the callback's file with \`settings: { "typed-session": { declareIn: "callback" } }\`.`;
const { typescript7 } = withCommand.configs;

/** Lints a file as it is on the disk, or with another text, and gives the places and messages. */
function lint(root: string, name: string, text?: string, config: Linter.Config[] = [typescript7]): string[] {
  const code = text ?? readFileSync(join(root, name), "utf8");
  const messages = new Linter({ cwd: root }).verify(code, config, { filename: join(root, name) });
  return messages.map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`);
}

function put(root: string, name: string, text: string): void {
  mkdirSync(join(root, name, ".."), { recursive: true });
  writeFileSync(join(root, name), text);
}

describe("a file that changes between two lints", () => {
  test("a declaration that is saved is seen in the callback's file", () => {
    const root = projectOnDisk({ "auth.ts": plan, [types]: sessionTypes("team?: string") });
    expect(lint(root, "auth.ts")).toEqual([`7:7 ${elsewhere}`]);
    put(root, types, sessionTypes("team?: string", "plan: string"));
    expect(lint(root, "auth.ts")).toEqual([]);
    put(root, types, sessionTypes("team?: string"));
    expect(lint(root, "auth.ts")).toEqual([`7:7 ${elsewhere}`]);
  });

  test("a declaration file that comes or goes is seen", () => {
    const root = projectOnDisk({ "auth.ts": plan });
    expect(lint(root, "auth.ts")).toEqual([`7:7 ${byCommand}`]);
    put(root, types, sessionTypes("plan: string"));
    expect(lint(root, "auth.ts")).toEqual([]);
    rmSync(join(root, types));
    expect(lint(root, "auth.ts")).toEqual([`7:7 ${byCommand}`]);
  });

  test("a tsconfig that leaves the file out, and takes it back, is seen", () => {
    const root = projectOnDisk({ "auth.ts": plan, "other.ts": "export {};\n" });
    const tsconfig = readFileSync(join(root, "tsconfig.json"), "utf8");
    expect(lint(root, "auth.ts")).toEqual([`7:7 ${byCommand}`]);
    put(root, "tsconfig.json", tsconfig.replace(/\}$/, ', "files": ["other.ts"] }'));
    expect(lint(root, "auth.ts")).toEqual([
      `1:1 ${root}/tsconfig.json does not include this file: let it, or a tsconfig that it refers to, include it.`,
    ]);
    put(root, "tsconfig.json", tsconfig);
    expect(lint(root, "auth.ts")).toEqual([`7:7 ${byCommand}`]);
  });
});

describe("a text that is not saved", () => {
  test("its findings are at its own places, and a later text has others", () => {
    const root = projectOnDisk({ "auth.ts": plan });
    expect(lint(root, "auth.ts", `\n\n${plan}`)).toEqual([`9:7 ${byCommand}`]);
    expect(lint(root, "auth.ts", plan.replace('session.plan = "free"', "void session.expires"))).toEqual([]);
    expect(lint(root, "auth.ts")).toEqual([`7:7 ${byCommand}`]);
  });

  test("a text with a syntax error has one report, at its top", () => {
    const root = projectOnDisk({ "auth.ts": plan });
    expect(lint(root, "auth.ts", plan.replace('= "free"', "= ="))).toEqual([
      "1:1 auth.ts:7 has a syntax error: Expression expected. Correct it and run this again.",
    ]);
  });

  test("a file that is not saved at all has no report", () => {
    const root = projectOnDisk({ "index.ts": "export {};\n" });
    expect(lint(root, "auth.ts", plan)).toEqual([]);
  });
});

describe("a file without a program", () => {
  test("a file in no project has one report", () => {
    const root = projectOnDisk({ "auth.ts": plan });
    rmSync(join(root, "tsconfig.json"));
    expect(lint(root, "auth.ts")).toEqual([
      "1:1 There is no tsconfig.json or jsconfig.json beside this file or in a directory above: typed-session reads the project that it describes.",
    ]);
  });

  test("a tsconfig with an error has one report", () => {
    const root = projectOnDisk({ "auth.ts": plan, "tsconfig.json": '{ "extends": "./missing.json" }' });
    expect(lint(root, "auth.ts")).toEqual([expect.stringMatching(/^1:1 .*\/tsconfig\.json: .*missing\.json.*\.$/)]);
  });

  test("a package's file has none", () => {
    const root = projectOnDisk({ "auth.ts": plan });
    const config = [typescript7, { ignores: ["!**/node_modules/"] }];
    expect(lint(root, "node_modules/other/auth.ts", plan, config)).toEqual([]);
  });

  test("a project without the command has one report that says what to install", () => {
    const root = projectOnDisk({ "auth.ts": plan });
    const [message, ...more] = lint(root, "auth.ts", undefined, [withoutCommand.configs.typescript7]);
    expect(more).toEqual([]);
    expect(message).toMatch(
      /^1:1 typed-session needs type information\. .*, run `npm install --save-dev typed-session` instead\.$/,
    );
  });
});

describe("ESLint's comments", () => {
  const disable = "// eslint-disable-next-line typed-session/no-undeclared-field -- later";
  const withLine = (line: string): string => plan.replace("session.plan", `${line}\n      session.plan`);

  test.each([
    ["in a line of its own", withLine(disable)],
    ["as a block", withLine("/* eslint-disable typed-session/no-undeclared-field */")],
    ["behind a template, a pattern and a division", withLine(`void [\`\${"//"}\`, /[/*]/, 4 / 2];\n      ${disable}`)],
  ])("a comment switches a rule off: %s", (_, text) => {
    expect(lint(projectOnDisk({ "auth.ts": text }), "auth.ts")).toEqual([]);
  });

  test("a comment in JSX switches a rule off", () => {
    const text = withLine(`void <b>it's {/* a */ "b"} // c</b>;\n      ${disable}`);
    const root = projectOnDisk({ "auth.tsx": text });
    const tsconfig = readFileSync(join(root, "tsconfig.json"), "utf8");
    put(root, "tsconfig.json", tsconfig.replace('"strict"', '"jsx": "preserve", "strict"'));
    expect(lint(root, "auth.tsx")).toEqual([]);
  });

  test("a text that looks like a comment does nothing", () => {
    const root = projectOnDisk({ "auth.ts": withLine(`void \`\n${disable}\`;`) });
    expect(lint(root, "auth.ts")).toEqual([`9:7 ${byCommand}`]);
  });

  test("a comment without effect is reported at its place", () => {
    const root = projectOnDisk({ "auth.ts": `export const session = 1; ${disable}\n` });
    const config = [typescript7, { linterOptions: { reportUnusedDisableDirectives: "error" as const } }];
    expect(lint(root, "auth.ts", undefined, config)).toEqual([
      "1:27 Unused eslint-disable directive (no problems were reported from 'typed-session/no-undeclared-field').",
    ]);
  });
});

describe("a config that parses the same files", () => {
  test("with another parser the reports are the same", () => {
    const js =
      '/** @type {import("next-auth").NextAuthOptions} */\nexport const authOptions = {\n  providers: [],\n  callbacks: {\n    session({ session }) {\n      session.plan = "free";\n      return session;\n    },\n  },\n};\n';
    const root = projectOnDisk({ "auth.js": js, [types]: sessionTypes("team?: string") });
    const tsconfig = readFileSync(join(root, "tsconfig.json"), "utf8");
    put(root, "tsconfig.json", tsconfig.replace('"strict"', '"allowJs": true, "checkJs": true, "strict"'));
    expect(lint(root, "auth.js", undefined, [withCommand.configs.recommended])).toEqual([`6:7 ${elsewhere}`]);
  });
});

describe("a run with --fix", () => {
  test("one run declares below the callbacks, and removes their casts", async () => {
    const root = projectOnDisk({ "auth.ts": plan.replace("session.plan", "(session as any).plan") });
    const overrideConfig = [typescript7, { settings: { "typed-session": { declareIn: "callback" } } }];
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig, fix: true });
    const results = await eslint.lintFiles("auth.ts");
    await ESLint.outputFixes(results);
    expect(results.flatMap(({ messages }) => messages)).toEqual([]);
    expect(readFileSync(join(root, "auth.ts"), "utf8")).toBe(
      `${plan}\n${block("next-auth", "Session", ["plan: string"])}`,
    );
  });

  test("a run over the declaration first, and then the callback, leaves nothing", async () => {
    const root = projectOnDisk({ "auth.ts": plan, [types]: sessionTypes("team?: string") });
    for (const name of [types, "auth.ts"]) {
      const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: [typescript7], fix: true });
      const results = await eslint.lintFiles(name);
      await ESLint.outputFixes(results);
      expect(results.flatMap(({ messages }) => messages)).toEqual([]);
    }
    expect(readFileSync(join(root, types), "utf8")).toBe(sessionTypes("team?: string", "plan: string"));
  });
});
