import { describe, expect, it } from "vitest";
import { closingLine, type Closing } from "../src/closing/line.js";
import { auth, augmentation, closingOf, createApp, tsconfig, type App } from "./support/app.js";

const inStep = { "tsconfig.json": tsconfig, "auth.ts": auth, "next-auth.d.ts": augmentation };
const drifted = { "tsconfig.json": tsconfig, "auth.ts": auth };
const javascript = auth.replace("import type { NextAuthOptions }", "import NextAuth").replace(": NextAuthOptions", "");
const handler = `${javascript}\nexport default NextAuth(authOptions);\n`;

async function closing(app: App, ...argv: readonly string[]): Promise<string> {
  return closingOf(await app.runWhole(...argv));
}

describe("the closing line of the command", () => {
  it("it says what was looked at and how long that took, if nothing is to be fixed", async () => {
    const app = createApp(inStep);
    const { code, stdout, stderr } = await app.runWhole("check");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/^1 config, 2 fields, nothing to fix \(\d+\.\d s\)\n$/);
    expect(await closing(app, "fix")).toBe("1 config, 2 fields, nothing to fix");
    expect((await app.runWhole("check", "--quiet")).stderr).toBe("");
    expect((await app.runWhole("fix", "-q")).stderr).toBe("");
  });

  it("it counts the causes and the fixable ones, alike in every format", async () => {
    const app = createApp(drifted);
    const said = "1 config: 1 error; it can be fixed by `typed-session fix`";
    expect(await closing(app, "check")).toBe(said);
    for (const format of ["compact", "json", "github", "sarif", "junit", "gitlab"]) {
      const whole = await app.runWhole("check", "--format", format);
      const quiet = await app.runWhole("check", "--format", format, "--quiet");
      expect(closingOf(whole)).toBe(said);
      expect(quiet).toEqual({ ...whole, stderr: "" });
    }
  });

  it("it says what fix has done, and what fix would do", async () => {
    const app = createApp(drifted);
    expect(await closing(app, "fix", "--dry-run")).toBe(
      "1 config: 1 can be fixed, and nothing was written because of --dry-run",
    );
    expect(await closing(app, "fix")).toBe("1 config: 1 fixed, nothing left");
  });

  it("it says what fix leaves", async () => {
    const app = createApp({
      ...drifted,
      "auth.ts": auth.replace("token.id = user.id;", 'token.id = JSON.parse(user.id);\n      token.plan = "free";'),
    });
    expect(await closing(app, "fix")).toBe("1 config: 1 fixed; 1 error left for you");
  });

  it("it says that callbacks write nothing, rules are off, or not everything can be seen", async () => {
    const bare =
      'import type { NextAuthOptions } from "next-auth";\nexport const o: NextAuthOptions = { providers: [] };\n';
    expect(await closing(createApp({ ...inStep, "auth.ts": bare, "next-auth.d.ts": "export {};\n" }), "check")).toBe(
      "1 config, no fields beyond the library's own, nothing to fix",
    );
    const off = ["--rule", "no-undeclared-field=off", "--rule", "no-untyped-token=off"];
    expect(await closing(createApp(drifted), "check", ...off)).toBe(
      "1 config, 2 fields, nothing to fix with 2 rules off",
    );
    const open = auth.replace(
      "session.user.id = token.id;",
      "Object.assign(session, JSON.parse(token.id));\n      session.user.id = token.id;",
    );
    expect(await closing(createApp({ ...inStep, "auth.ts": open }), "check")).toBe(
      "1 config, 2 fields, nothing to fix as far as the callbacks can be seen through: `typed-session explain` says where they cannot",
    );
  });
});

describe("the closing line without a config to check", () => {
  it("it says how many files of which tsconfig hold no config", async () => {
    const app = createApp({
      "tsconfig.json": tsconfig,
      "a.ts": "export const a = 1;\n",
      "b.ts": "export const b = 2;\n",
    });
    const sentence =
      "No auth config in the 2 files of tsconfig.json: if it belongs to another tsconfig, name that with --project";
    for (const command of ["check", "fix", "explain"]) {
      const { code, stdout, stderr } = await app.runWhole(command);
      expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
      expect(closingOf({ code, stdout, stderr })).toBe(sentence);
    }
    expect((await app.runWhole("explain", "--quiet")).stderr).toBe("");
  });

  it.each([
    ["tsconfig.json", tsconfig.replace('"strict":true', '"strict":true,"allowJs":true')],
    [
      "jsconfig.json",
      JSON.stringify({ compilerOptions: { module: "esnext", moduleResolution: "bundler", types: [] } }),
    ],
  ])("it says that JavaScript is not checked by a %s, and what to set", async (name, text) => {
    const app = createApp({ [name]: text, "pages/api/auth/[...nextauth].js": handler });
    expect(await closing(app, "check")).toBe(
      "JavaScript is not checked here, so that the auth config in pages/api/auth/[...nextauth].js is not looked at: " +
        `set "checkJs" in ${name}, or write \`// @ts-check\` above its first line`,
    );
    // What it says to do helps.
    app.write("pages/api/auth/[...nextauth].js", `// @ts-check\n${handler}`);
    expect(await closing(app, "check")).toMatch(/^1 config: /);
  });

  it("it mentions unchecked JavaScript beside a config that is checked", async () => {
    const app = createApp({
      ...inStep,
      "tsconfig.json": tsconfig.replace('"strict":true', '"strict":true,"allowJs":true'),
      "admin/a-reader.js": 'import { getServerSession } from "next-auth";\nexport const a = getServerSession;\n',
    });
    expect(await closing(app, "check")).toBe("1 config, 2 fields, nothing to fix");
  });

  it("it names a file with a config that the tsconfig leaves out", async () => {
    const app = createApp({
      "tsconfig.json": tsconfig.replace("{", '{"include":["src"],'),
      "src/a.ts": "export const a = 1;\n",
      "lib/auth.ts": auth,
      // It names the library, and holds none.
      "lib/a-page.ts": 'import NextAuth from "next-auth";\nexport type N = typeof NextAuth;\n',
    });
    expect(await closing(app, "check")).toBe(
      'No auth config in the 1 file of tsconfig.json; lib/auth.ts holds one: let the "include" of tsconfig.json take it',
    );
    app.write("lib/auth.ts", "export {};\n");
    app.write("lib/auth.js", handler);
    expect(await closing(app, "check")).toBe(
      "No auth config in the 1 file of tsconfig.json; lib/auth.js holds one: " +
        'set "allowJs" and "checkJs" in tsconfig.json, and see that its "include" takes the file',
    );
  });

  it("it names a project below with a config, from the working directory", async () => {
    const app = createApp({
      "tsconfig.json": tsconfig.replace("{", '{"include":["scripts"],'),
      "scripts/a.ts": "export const a = 1;\n",
      "apps/web/tsconfig.json": tsconfig,
      "apps/web/auth.ts": auth,
    });
    expect(await closing(app, "check")).toBe(
      "No auth config in the 1 file of tsconfig.json; apps/web/auth.ts holds one: run this with --project apps/web",
    );
    expect(await closing(app, "check", "--project", "apps/web")).toMatch(/^1 config: 1 error/);
  });

  it("it counts the files of all tsconfigs of the project", async () => {
    const part = (folder: string): string => tsconfig.replace("{", `{"include":["${folder}"],`);
    const app = createApp({
      "tsconfig.json": JSON.stringify({
        files: [],
        references: [{ path: "./tsconfig.app.json" }, { path: "./tsconfig.node.json" }],
      }),
      "tsconfig.app.json": part("app"),
      "tsconfig.node.json": part("node"),
      "app/a.ts": "export const a = 1;\n",
      "node/b.ts": "export const b = 1;\n",
    });
    expect(await closing(app, "check")).toMatch(
      /^No auth config in the 2 files of tsconfig\.json and the tsconfigs that belong to it: /,
    );
  });

  it("it asks for Nuxt's own tsconfigs before Nuxt is prepared", async () => {
    const app = createApp({
      "tsconfig.json": JSON.stringify({ extends: "./.nuxt/tsconfig.json" }),
      "nuxt.config.ts": "export default {};\n",
      "node_modules/nuxt/package.json": '{ "name": "nuxt", "version": "3.17.0" }',
      "app.ts": "export {};\n",
    });
    expect(await closing(app, "check")).toMatch(
      /^No auth config in the \d+ files? of tsconfig\.json; Nuxt has not generated its tsconfigs yet: run `npx nuxt prepare`, and then this again$/,
    );
  });
});

describe("the closing line for given data", () => {
  const base: Closing = {
    tsconfigNames: "tsconfig.json",
    survey: {
      tsconfigs: 1,
      files: 9,
      configs: 2,
      fields: 12,
      isOpen: false,
      isUnprepared: false,
      unseen: [],
      projects: 1,
      packages: [],
    },
    tally: { errors: 0, warnings: 0, fixable: 0 },
    threshold: { strict: false },
    rulesOff: 0,
    milliseconds: 1234,
    nameFile: (fileName) => fileName.replace("/root/", ""),
  };
  it.each<[string, Partial<Closing>, string]>([
    ["two configs", {}, "2 configs, 12 fields, nothing to fix"],
    [
      "some of which is fixable",
      { tally: { errors: 3, warnings: 1, fixable: 2 } },
      "2 configs: 3 errors, 1 warning; 2 can be fixed by `typed-session fix`",
    ],
    [
      "one finding",
      { tally: { errors: 1, warnings: 0, fixable: 1 } },
      "2 configs: 1 error; it can be fixed by `typed-session fix`",
    ],
    [
      "warnings under --strict",
      { tally: { errors: 0, warnings: 2, fixable: 0 }, threshold: { strict: true } },
      "2 configs: 2 warnings; --strict counts warnings as errors",
    ],
    [
      "no warning allowed",
      { tally: { errors: 0, warnings: 2, fixable: 0 }, threshold: { strict: false, maxWarnings: 0 } },
      "2 configs: 2 warnings; --max-warnings allows none",
    ],
    [
      "as many warnings as allowed",
      { tally: { errors: 0, warnings: 2, fixable: 0 }, threshold: { strict: false, maxWarnings: 2 } },
      "2 configs: 2 warnings",
    ],
    [
      "findings in other files",
      { elsewhere: 3 },
      "2 configs, 12 fields, nothing to fix; 3 findings in other files than you named",
    ],
    [
      "readers of what nothing declares",
      { fix: { fixed: 0, isDryRun: false, isLimited: false, undeclaredReads: 1 } },
      "2 configs: 1 read of what nothing declares left for you",
    ],
    [
      "unchecked JavaScript beside it",
      {
        survey: {
          ...base.survey,
          unseen: [
            { file: "/root/a\u202e.js", why: "unchecked", project: "/root" },
            { file: "/root/b.js", why: "unchecked", project: "/root" },
          ],
        },
      },
      '2 configs, 12 fields, nothing to fix; JavaScript is not checked here, so that the auth config in a\\u202e.js and 1 more is not looked at: set "checkJs" in tsconfig.json, or write `// @ts-check` above its first line',
    ],
  ])("it is right with %s", (_, given, expected) => {
    expect(closingLine({ ...base, ...given })).toBe(`${expected} (1.2 s)\n`);
  });
});
