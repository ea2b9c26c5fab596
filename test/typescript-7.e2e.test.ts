import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { compilerOptions } from "./support/linked-app.js";
import { packed } from "./support/packed.js";
import { mustRun, run } from "./support/run.js";

const auth = `import type { NextAuthOptions } from "next-auth";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    jwt({ token }) {
      token.plan = "free";
      return token;
    },
    session({ session, token }) {
      const note = "😀" + "a letter of two units"; (session as any).plan = token.plan;
      return session;
    },
  },
};
`;

const declared = `declare module "next-auth" {
  interface Session {
    plan: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    plan: string;
  }
}
`;

const cast = "`session as any` is not needed: with its fields declared, the callback compiles without it.";
const undeclared =
  "`session.plan` is assigned here, but `Session` does not declare it: no reader of the session can use it.";

/** An app with nothing that knows TypeScript's older compilers but the packed command's own. */
describe("the packed rules in an app with only TypeScript 7", () => {
  let app: string;
  const binary = (name: string): string => join(app, "node_modules/.bin", name);
  const read = (name: string): string => readFileSync(join(app, name), "utf8");
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(app, name)), { recursive: true });
      writeFileSync(join(app, name), text);
    }
  };

  beforeAll(() => {
    app = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-typescript-7-")));
    const tarball = packed("core", "cli", "eslint-plugin");
    const core = { "@typed-session/core": tarball("core") };
    write({
      "package.json": JSON.stringify({
        private: true,
        type: "module",
        dependencies: { "next-auth": "4.24.15" },
        devDependencies: {
          ...core,
          eslint: "10.15.0",
          "eslint-plugin-typed-session": tarball("eslint-plugin"),
          oxlint: "1.94.0",
          "typed-session": tarball("cli"),
          typescript: "7.0.2",
        },
        // The engine is not in the registry yet; the others must find the packed one.
        overrides: core,
      }),
      "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }),
      ".gitignore": "node_modules\n",
    });
    // No peer is in the way, so that npm needs no permission.
    mustRun(app, "npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"]);
  });
  afterAll(() => {
    rmSync(app, { recursive: true, force: true });
  });
  beforeEach(() => {
    write({
      "src/auth.ts": auth,
      "eslint.config.js": `import typedSession from "eslint-plugin-typed-session";

export default [typedSession.configs.typescript7];
`,
      ".oxlintrc.json": JSON.stringify({
        jsPlugins: ["eslint-plugin-typed-session"],
        categories: { correctness: "off" },
        rules: { "typed-session/no-undeclared-field": "error", "typed-session/no-callback-cast": "warn" },
        settings: { "typed-session": { declareIn: "callback" } },
      }),
    });
  });
  const inCallback = `import typedSession from "eslint-plugin-typed-session";

export default [typedSession.configs.typescript7, { settings: { "typed-session": { declareIn: "callback" } } }];
`;

  it("nothing in the app is a TypeScript before 7, but for the command's own", () => {
    expect(JSON.parse(read("node_modules/typescript/package.json"))).toMatchObject({ version: "7.0.2" });
    expect(run(app, "npm", ["ls", "@typescript-eslint/utils", "--parseable"]).stdout.trim()).toBe("");
  });

  it("the command asks the app's own compiler, and `tsc` accepts its declarations", () => {
    write({ "src/auth.ts": auth.replace("(session as any).plan", "session.plan") });
    const checked = run(app, binary("typed-session"), ["check", "--format", "compact", "--no-cache"]);
    expect([checked.status, checked.stdout]).toEqual([
      1,
      `src/auth.ts:11:52: error no-undeclared-field ${undeclared} Also \`token.plan\`. (can be fixed)\n`,
    ]);
    // A line would say that another compiler reads the app.
    expect(checked.stderr).not.toContain("TypeScript");
    const fixed = run(app, binary("typed-session"), ["fix"]);
    expect([fixed.status, fixed.stdout]).toEqual([0, "Fixed 1 finding:\n  created src/next-auth.d.ts\n"]);
    // Without an import or an export the file would replace the modules.
    expect(read("src/next-auth.d.ts")).toBe(`export {};\n\n${declared}`);
    mustRun(app, binary("tsc"), ["--noEmit"]);
    rmSync(join(app, "src/next-auth.d.ts"));
  });

  it("ESLint finds what has drifted", () => {
    const { status, stdout, stderr } = run(app, binary("eslint"), [".", "--format", "json"]);
    const results = JSON.parse(stdout) as {
      filePath: string;
      messages: { ruleId: string; line: number; column: number; endColumn: number; message: string }[];
    }[];
    const found = results.flatMap(({ filePath, messages }) =>
      messages.map((one) => [
        filePath.slice(app.length + 1),
        one.ruleId,
        one.line,
        one.column,
        one.endColumn,
        one.message,
      ]),
    );
    expect({ status, found, stderr }).toEqual({
      status: 1,
      found: [
        [
          "src/auth.ts",
          "typed-session/no-undeclared-field",
          11,
          52,
          73,
          `${undeclared} Fixable with \`npx typed-session fix\`: it creates \`src/next-auth.d.ts\`. \`--fix\` declares it in the callback's file with \`settings: { "typed-session": { declareIn: "callback" } }\`.`,
        ],
        ["src/auth.ts", "typed-session/no-callback-cast", 11, 53, 67, cast],
      ],
      stderr: "",
    });
  });

  it("ESLint's --fix declares it, and TypeScript 7 is content", () => {
    write({ "eslint.config.js": inCallback });
    expect(run(app, binary("eslint"), [".", "--fix"])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(read("src/auth.ts")).toBe(`${auth.replace("(session as any)", "session")}\n${declared}`);
    expect(run(app, binary("tsc"), ["-p", "."])).toMatchObject({ status: 0, stdout: "" });
  });

  it("oxlint finds the same, and its --fix ends with the same text", () => {
    const { status, stdout } = run(app, binary("oxlint"), ["--format", "json"]);
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: {
        code: string;
        message: string;
        filename: string;
        labels: { span: { offset: number; length: number } }[];
      }[];
    };
    const bytes = Buffer.from(auth);
    const found = diagnostics.map(({ code, message, filename, labels }) => [
      filename,
      code,
      message,
      ...labels.map(({ span: { offset, length } }) => bytes.toString("utf8", offset, offset + length)),
    ]);
    expect({ status, found }).toEqual({
      status: 1,
      found: [
        ["src/auth.ts", "typed-session(no-undeclared-field)", undeclared, "(session as any).plan"],
        ["src/auth.ts", "typed-session(no-callback-cast)", cast, "session as any"],
      ],
    });
    // It makes one fix of a file in a run.
    run(app, binary("oxlint"), ["--fix"]);
    expect(run(app, binary("oxlint"), ["--fix"]).status).toBe(0);
    expect(read("src/auth.ts")).toBe(`${auth.replace("(session as any)", "session")}\n${declared}`);
  });
});
