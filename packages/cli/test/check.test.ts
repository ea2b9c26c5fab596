import { describe, expect, it } from "vitest";
import { auth, augmentation, createApp, runIn, tsconfig } from "./support/app.js";

const pretty = `auth.ts:11:7  error  no-undeclared-field  \`session.user.id\` is assigned here, but \`Session\` does not declare it: no reader of the session can use it.
> 11 |       session.user.id = token.id;
     |       ^^^^^^^^^^^^^^^
  from   user.id → token.id (auth.ts:7) → session.user.id (auth.ts:11) → declared nowhere
  fix    Declare \`session.user.id\` in next-auth.d.ts, with \`token.id\`
`;

const page = (rule: string): string =>
  `https://github.com/typed-session/typed-session/blob/main/packages/eslint-plugin/docs/rules/${rule}.md`;

describe("check", () => {
  it("check shows findings of one cause as one, with its code, its flow and its fix", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    expect(await app.run("check")).toEqual({ code: 1, stdout: pretty, stderr: "" });
  });

  it("check colours its output on request", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    const { stdout } = await app.runWith({ FORCE_COLOR: "1" }, "check");
    expect(stdout).toContain("\u001B[36mauth.ts\u001B[39m:11:7  \u001B[31merror\u001B[39m");
    const { stdout: plain } = await app.runWith({ FORCE_COLOR: "1", NO_COLOR: "1" }, "check");
    expect(plain).toBe(pretty);
  });

  it("check prints the report as JSON", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    const { code, stdout, stderr } = await app.run("check", "--format", "json");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(stdout), null, 2)}\n`);
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      ok: false,
      configs: [
        {
          file: "auth.ts",
          line: 3,
          project: "tsconfig.json",
          library: { name: "next-auth", version: "4.24.15" },
          strategy: "jwt",
        },
      ],
      fields: [
        {
          interface: "Session",
          path: "user.id",
          names: ["user", "id"],
          inferred: { type: "string", optional: false },
          declared: null,
          status: "undeclared",
          writes: [{ file: "auth.ts", line: 11, column: 7 }],
        },
        {
          interface: "JWT",
          path: "id",
          names: ["id"],
          inferred: { type: "string", optional: false },
          declared: null,
          status: "undeclared",
          writes: [{ file: "auth.ts", line: 7, column: 17 }],
        },
      ],
      diagnostics: [
        {
          rule: "no-untyped-token",
          severity: "warn",
          message: "`token.id` is assigned here, but `JWT` does not declare it: every read of it is `unknown`.",
          file: "auth.ts",
          line: 7,
          column: 17,
          fixable: true,
          cause: "no-undeclared-field session.user.id at auth.ts:11:7",
          url: page("no-untyped-token"),
        },
        {
          rule: "no-undeclared-field",
          severity: "error",
          message:
            "`session.user.id` is assigned here, but `Session` does not declare it: no reader of the session can use it.",
          file: "auth.ts",
          line: 11,
          column: 7,
          fixable: true,
          cause: "no-undeclared-field session.user.id at auth.ts:11:7",
          url: page("no-undeclared-field"),
        },
      ],
    });
  });

  it("check prints GitHub's annotations, with paths from the repository", async () => {
    const app = createApp({ "apps/web, the first/tsconfig.json": tsconfig, "apps/web, the first/auth.ts": auth });
    const { code, stdout } = await app.runWith(
      { GITHUB_WORKSPACE: app.directory },
      ...["check", "--format", "github", "--project", "apps/web, the first"],
    );
    expect(code).toBe(1);
    expect(stdout).toBe(
      "::error file=apps/web%2C the first/auth.ts,line=11,endLine=11,col=7,endColumn=21,title=typed-session no-undeclared-field::" +
        "`session.user.id` is assigned here, but `Session` does not declare it: no reader of the session can use it.%0A" +
        "user.id → token.id (apps/web, the first/auth.ts:7) → session.user.id (apps/web, the first/auth.ts:11) → declared nowhere%0A" +
        "apps/web, the first/auth.ts:7: `token.id` is assigned here, but `JWT` does not declare it: every read of it is `unknown`.%0A" +
        `${page("no-undeclared-field")}\n`,
    );
  });

  it("check prints SARIF, with paths as URIs", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "pages/api/auth/[...nextauth].ts": auth });
    const { code, stdout } = await app.run("check", "--format", "sarif");
    expect(code).toBe(1);
    const log = JSON.parse(stdout) as {
      version: string;
      runs: { tool: { driver: { name: string; rules: { id: string }[] } }; results: unknown[] }[];
    };
    expect(log.version).toBe("2.1.0");
    expect(log.runs[0]?.tool.driver.name).toBe("typed-session");
    expect(log.runs[0]?.tool.driver.rules.map(({ id }) => id)).toContain("no-undeclared-field");
    expect(log.runs[0]?.results).toHaveLength(1);
    expect(log.runs[0]?.results[0]).toEqual({
      level: "error",
      ruleId: "no-undeclared-field",
      ruleIndex: 0,
      message: {
        text:
          "`session.user.id` is assigned here, but `Session` does not declare it: no reader of the session can use it.\n" +
          "user.id → token.id (pages/api/auth/[...nextauth].ts:7) → session.user.id (pages/api/auth/[...nextauth].ts:11) → declared nowhere",
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "pages/api/auth/%5B...nextauth%5D.ts", index: 0 },
            region: { startLine: 11, startColumn: 7, endLine: 11, endColumn: 22 },
          },
        },
      ],
      relatedLocations: [
        {
          id: 0,
          message: {
            text: "`token.id` is assigned here, but `JWT` does not declare it: every read of it is `unknown`.",
          },
          physicalLocation: {
            artifactLocation: { uri: "pages/api/auth/%5B...nextauth%5D.ts" },
            region: { startLine: 7, startColumn: 17 },
          },
        },
      ],
      properties: { cause: "no-undeclared-field session.user.id at pages/api/auth/[...nextauth].ts:11:7" },
    });
  });

  it.each(["auth.js", "auth.mjs", "pages/api/auth/[...nextauth].jsx"])(
    "check finds what fix finds where callbacks in %s have readers in TypeScript",
    async (name) => {
      const javascript = `import NextAuth from "next-auth";
export const authOptions = {
  providers: [],
  callbacks: { session({ session }) { return session; } },
};
export default NextAuth(authOptions);
`;
      const app = createApp({
        "tsconfig.json": tsconfig.replace('"strict":true', '"strict":true,"allowJs":true,"jsx":"preserve"'),
        [name]: javascript,
        "next-auth.d.ts": augmentation,
        "page.ts": `import type { Session } from "next-auth";\nexport const id = (session: Session) => session.expires;\n`,
      });
      const { code, stdout } = await app.run("check");
      expect(stdout).toContain("warning  no-unassigned-field  `session.user.id` is declared as required");
      // A warning alone fails nothing.
      expect(code).toBe(0);
      expect((await app.run("fix")).stdout).toContain("Fixed ");
    },
  );

  it("check finds the project upward, and names files from the working directory", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "src/page.ts": "export {};" });
    const { stdout } = await runIn(`${app.directory}/src`, {}, ["check"]);
    expect(stdout.split("\n")[0]).toMatch(/^\.\.\/auth\.ts:11:7 {2}error {2}no-undeclared-field {2}/);
  });

  it.each([
    ["a project whose declarations are in step", { "auth.ts": auth, "next-auth.d.ts": augmentation }],
    [
      "a project without callbacks",
      {
        "auth.ts":
          'import type { NextAuthOptions } from "next-auth";\nexport const options: NextAuthOptions = { providers: [] };\n',
      },
    ],
    ["a project without auth", { "index.ts": "export const answer = 42;\n" }],
  ])("check is silent in %s", async (_, files) => {
    const app = createApp({ "tsconfig.json": tsconfig, ...files });
    expect(await app.run("check")).toEqual({ code: 0, stdout: "", stderr: "" });
    const json = await app.run("check", "--format", "json");
    expect({ code: json.code, report: JSON.parse(json.stdout) as unknown }).toMatchObject({
      code: 0,
      report: { ok: true, diagnostics: [] },
    });
  });
});
