import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { disk } from "../src/disk/disk.js";
import { Repositories } from "../src/monorepo/repositories.js";
import { loadProject } from "../src/project/load.js";
import { ProgramMemory } from "../src/project/memory.js";
import { scopeOf } from "../src/project/scope.js";
import { readTsconfig } from "../src/project/tsconfig.js";
import { auth, auth5, augmentation, closingOf, createApp, tsconfig, type App } from "./support/app.js";

const progress = { says: () => undefined, stop: () => Promise.resolve() };

function load(app: App, purpose: "check" | "explain" | "fix") {
  const silent = { write: () => undefined };
  const { directory: cwd } = app;
  const io = { cwd, env: {}, disk, stdout: silent, stderr: silent };
  const repositories = new Repositories();
  const {
    configFiles: [configFile = ""],
    reportRoot,
  } = scopeOf(io, {}, repositories);
  return loadProject(io, configFile, { purpose, reportRoot, memory: new ProgramMemory(), repositories, progress });
}

describe("the files that a run opens", () => {
  it("only the config and its imports are opened out of 2,000 files", () => {
    const app = createApp({
      "tsconfig.json": tsconfig,
      "auth.ts": `import "./database";\n${auth}`,
      "database.ts": "export {};\n",
    });
    mkdirSync(`${app.directory}/unrelated`);
    for (let index = 0; index < 2000; index++) {
      writeFileSync(
        `${app.directory}/unrelated/file${index}.ts`,
        `import { value${(index + 1) % 2000} } from "./file${(index + 1) % 2000}.js";\n` +
          `export const value${index}: number = ${index};\nexport const author = () => value${(index + 1) % 2000};\n`,
      );
    }
    const { stats } = load(app, "check");
    expect({ named: stats.named, scanned: stats.scanned }).toEqual({ named: 2002, scanned: 2002 });
    const unrelated = [...stats.opened].filter((name) => name.includes("/unrelated/"));
    expect(unrelated.length).toBeLessThanOrEqual(20);
    expect([...stats.opened].map((name) => name.slice(app.directory.length)).sort()).toEqual([
      "/auth.ts",
      "/database.ts",
    ]);
  });

  it("nothing is opened without auth", () => {
    const app = createApp({ "tsconfig.json": tsconfig, "index.ts": "export {};\n" });
    const { workspaces, stats } = load(app, "check");
    expect({ workspaces, opened: stats.opened.size }).toEqual({ workspaces: [], opened: 0 });
  });

  it("the readers are opened to explain, and everything to fix", () => {
    const app = createApp({
      "tsconfig.json": tsconfig,
      "auth.ts": auth,
      "reader.ts":
        'import type { Session } from "next-auth";\nexport const name = (session: Session) => session.user?.name;\n',
      "other.ts": "export {};\n",
      "global.d.ts": "declare const other: string;\n",
      "row.ts": "export {};\ndeclare global {\n  interface Row {}\n}\n",
    });
    const opened = (purpose: "check" | "explain" | "fix"): string[] =>
      [...load(app, purpose).stats.opened].map((name) => name.slice(app.directory.length + 1)).sort();
    expect(opened("check")).toEqual(["auth.ts", "global.d.ts", "row.ts"]);
    expect(opened("explain")).toEqual(["auth.ts", "global.d.ts", "reader.ts", "row.ts"]);
    expect(opened("fix")).toEqual(["auth.ts", "global.d.ts", "other.ts", "reader.ts", "row.ts"]);
  });

  it("only the readers of a field from a whole row are opened", async () => {
    const app = createApp({
      "tsconfig.json": tsconfig,
      "auth.ts": auth
        .replace("session.user.id = token.id;", "session.user = { ...session.user, ...row };")
        .replace("export", 'const row = { plan: "free", seat: 1 };\n\nexport'),
      "page.ts":
        'import type { Session } from "next-auth";\nexport const plan = (session: Session) => session.user.plan;\n',
      "other.ts":
        'import type { Session } from "next-auth";\nexport const name = (session: Session) => session.user?.name;\n',
    });
    const { code, stdout, stderr } = await app.runWith({ DEBUG: "typed-session" }, "check", "--format", "json");
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { message: string }[] };
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "`token.id` is assigned here, but `JWT` does not declare it: every read of it is `unknown`.",
      "`session.user.plan` is assigned here, but `Session` does not declare it: no reader of the session can use it.",
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(" 2 opened by ");
  });

  it("a config is found that only an entry file leads to", async () => {
    const app = createApp({
      "tsconfig.json": tsconfig.replace(/\}$/, ',"files":["main.ts"]}'),
      "main.ts": 'import { authOptions } from "./auth";\nexport const { callbacks } = authOptions;\n',
      "auth.ts": auth,
    });
    const { code, stdout } = await app.run("check");
    expect(code).toBe(1);
    expect(stdout).toContain("auth.ts:11:7  error  no-undeclared-field");
  });
});

describe("augmentations that the tsconfig leaves out", () => {
  const narrow = tsconfig.replace(/\}$/, ',"include":["src"]}');

  it("an augmentation that the tsconfig leaves out is found and named", async () => {
    const app = createApp({ "tsconfig.json": narrow, "src/auth.ts": auth, "types/next-auth.d.ts": augmentation });
    const { code, stdout } = await app.run("check");
    expect(code).toBe(1);
    expect(stdout).toContain("no-ineffective-augmentation");
    expect(stdout).toContain("types/next-auth.d.ts:3:");
  });

  it("an augmentation that a file of the project imports is not left out", async () => {
    const app = createApp({
      "tsconfig.json": narrow,
      "src/auth.ts": auth,
      "src/main.ts": 'import "../types/next-auth";\n',
      "types/next-auth.d.ts": augmentation,
    });
    expect(await app.run("check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("an augmentation of another project or of a build is not reported as left out", async () => {
    const app = createApp({
      "tsconfig.json": narrow,
      "src/auth.ts": auth,
      "src/next-auth.d.ts": augmentation,
      "other/tsconfig.json": "{}",
      "other/next-auth.d.ts": augmentation,
      "dist/next-auth.d.ts": augmentation,
    });
    expect(await app.run("check")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(load(app, "check").workspaces[0]?.strayFiles).toEqual([]);
  });
});

describe("wouldInclude", () => {
  it.each([
    ["{}", "next-auth.d.ts", true],
    ["{}", "types/deep/er/next-auth.d.ts", true],
    ["{}", "node_modules/a/index.d.ts", false],
    ['"include":["src"]', "next-auth.d.ts", false],
    ['"include":["src"]', "src/next-auth.d.ts", true],
    ['"include":["src/**/*.ts"],"exclude":["src/types"]', "src/types/next-auth.d.ts", false],
    ['"include":["*.ts","[...all]/*.d.ts"]', "next-auth.d.ts", true],
    ['"files":["auth.ts"]', "next-auth.d.ts", false],
  ])("the answer for %s is TypeScript's: %s, %s", (rest, name, expected) => {
    const text = rest === "{}" ? "{}" : `{${rest}}`;
    const app = createApp({ "tsconfig.json": text, "auth.ts": "", "src/auth.ts": "" });
    const { wouldInclude } = readTsconfig({ ts, sys: ts.sys }, `${app.directory}/tsconfig.json`);
    expect(wouldInclude(`${app.directory}/${name}`)).toBe(expected);
    app.write(name, "");
    expect(
      readTsconfig({ ts, sys: ts.sys }, `${app.directory}/tsconfig.json`).fileNames.includes(
        `${app.directory}/${name}`,
      ),
    ).toBe(expected);
  });
});

describe("the project's TypeScript", () => {
  it.each([
    ["7.0.2", "This project's TypeScript 7.0.2 offers tools no compiler API"],
    ["4.9.5", "This project's TypeScript 4.9.5 is older than 5.4"],
  ])("another one replaces it if it is %s", async (version, reason) => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "next-auth.d.ts": augmentation }, [
      "next-auth",
    ]);
    app.write(
      "node_modules/typescript/package.json",
      JSON.stringify({ name: "typescript", version, main: "index.js" }),
    );
    app.write("node_modules/typescript/index.js", `exports.version = ${JSON.stringify(version)};\n`);
    expect(await app.run("check")).toEqual({
      code: 0,
      stdout: "",
      stderr: `typed-session: ${reason}; reading it with TypeScript ${ts.version} instead.\n`,
    });
  });
});

it.each(["7.0.2", "5.3.3", "4.9.5", 5, undefined, "\u001b[2J"])(
  "a TypeScript that the command does not take is not run: %j",
  async (version) => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "next-auth.d.ts": augmentation }, [
      "next-auth",
    ]);
    const ran = `${app.directory}/ran`;
    app.write(
      "node_modules/typescript/package.json",
      JSON.stringify({ name: "typescript", version, main: "index.js" }),
    );
    app.write("node_modules/typescript/index.js", `require("node:fs").writeFileSync(${JSON.stringify(ran)}, "");\n`);
    const { code, stderr } = await app.run("check");
    expect(code).toBe(0);
    expect(stderr).toMatch(/^typed-session: This project('s TypeScript| has no TypeScript).* instead\.\n$/);
    expect(stderr).not.toContain("\u001b");
    expect(existsSync(ran)).toBe(false);
  },
);

it("the command brings a TypeScript if the project's is none in spite of its version", async () => {
  const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "next-auth.d.ts": augmentation }, ["next-auth"]);
  app.write("node_modules/typescript/package.json", '{ "name": "typescript", "version": "5.9.0", "main": "index.js" }');
  app.write("node_modules/typescript/index.js", "exports.version = '5.9.0';\n");
  expect(await app.run("check")).toEqual({
    code: 0,
    stdout: "",
    stderr: `typed-session: This project's TypeScript 5.9.0 cannot be loaded; reading it with TypeScript ${ts.version} instead.\n`,
  });
});

it("the defaults of an older TypeScript of the project's are respected", () => {
  const app = createApp({ "tsconfig.json": "{}", "auth.ts": auth }, ["next-auth"]);
  app.write("node_modules/@types/old/index.d.ts", "declare const old: string;\n");
  app.write("node_modules/typescript/package.json", '{ "name": "typescript", "version": "4.9.5", "main": "index.js" }');
  app.write("node_modules/typescript/index.js", 'exports.version = "4.9.5";\n');
  const program = load(app, "check").workspaces[0]?.program;
  expect(program?.getCompilerOptions().strict).toBe(false);
  expect(program?.getSourceFile(`${app.directory}/node_modules/@types/old/index.d.ts`)).toBeDefined();
});

it("a reference that leads nowhere is named", async () => {
  const app = createApp({ "tsconfig.json": '{ "files": [], "references": [{ "path": "./gone" }] }' });
  expect(await app.run("check")).toEqual({
    code: 2,
    stdout: "",
    stderr: `typed-session: ${app.directory}/gone/tsconfig.json cannot be read; correct its permissions, or what refers to it.\n`,
  });
});

describe("a tsconfig that refers to others", () => {
  const app = (): App =>
    createApp({
      "tsconfig.json": '{ "files": [], "references": [{ "path": "./server" }, { "path": "./web" }] }',
      "server/tsconfig.json": tsconfig.replace(/\}$/, ',"include":[".","../shared"]}'),
      "server/auth.ts": auth,
      "web/tsconfig.json": tsconfig.replace(/\}$/, ',"include":[".","../shared"]}'),
      "web/page.ts":
        'import type { Session } from "next-auth";\nexport const id = (session: Session) => session.user.id;\n',
      "shared/next-auth.d.ts":
        'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    note?: string;\n  }\n}\n',
    });

  it("a tsconfig that refers to others is analysed where the config is, with paths from its own directory", async () => {
    const { code, stdout, stderr } = await app().run("check");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toContain("server/auth.ts:11:7  error  no-undeclared-field");
    expect(stdout).toContain("  fix    Declare `session.user.id` in shared/next-auth.d.ts, with `token.id`\n");
  });

  it("the same field of two apps is two findings, each with the parts of its own app, in every format", async () => {
    const two = createApp({
      "tsconfig.json": '{ "files": [], "references": [{ "path": "./one" }, { "path": "./two" }] }',
      "one/tsconfig.json": tsconfig,
      "one/auth.ts": auth,
      "two/tsconfig.json": tsconfig,
      "two/auth.ts": auth,
    });
    const compact = await two.run("check", "--format", "compact");
    expect(compact.stdout.replace(/ `.*$/gm, "")).toBe(
      "one/auth.ts:11:7: error no-undeclared-field\ntwo/auth.ts:11:7: error no-undeclared-field\n",
    );
    const pretty = await two.run("check");
    expect(pretty.stdout.match(/^\S+ +(?:error|warn) +\S+/gm)).toEqual([
      "one/auth.ts:11:7  error  no-undeclared-field",
      "two/auth.ts:11:7  error  no-undeclared-field",
    ]);
    const json = await two.run("check", "--format", "json");
    const { diagnostics } = JSON.parse(json.stdout) as { diagnostics: { file: string; rule: string; cause: string }[] };
    expect(diagnostics.map(({ file, rule, cause }) => `${file} ${rule}: ${cause}`)).toEqual([
      "one/auth.ts no-untyped-token: no-undeclared-field session.user.id at one/auth.ts:11:7",
      "one/auth.ts no-undeclared-field: no-undeclared-field session.user.id at one/auth.ts:11:7",
      "two/auth.ts no-untyped-token: no-undeclared-field session.user.id at two/auth.ts:11:7",
      "two/auth.ts no-undeclared-field: no-undeclared-field session.user.id at two/auth.ts:11:7",
    ]);
    expect(closingOf(await two.runWhole("check"))).toBe("2 configs: 2 errors; all can be fixed by `typed-session fix`");
  });

  it("fixes are proved in every program that the tsconfig refers to", () => {
    const { workspaces } = load(app(), "fix");
    expect(workspaces.map(({ alsoProveIn }) => alsoProveIn?.().length)).toEqual([1]);
  });
});

describe("a Nuxt project", () => {
  const handler = auth;

  it.each([
    ["Nuxt 3", '{ "extends": "./.nuxt/tsconfig.json" }'],
    ["Nuxt 4", '{ "files": [], "references": [{ "path": "./.nuxt/tsconfig.server.json" }] }'],
  ])("a Nuxt project is read with Nuxt's defaults before it is prepared: %s", async (_, text) => {
    const app = createApp({ "tsconfig.json": text, "server/api/auth/[...].ts": handler });
    const { code, stdout, stderr } = await app.run("check");
    expect(stderr).toBe(
      "typed-session: Nuxt has not generated its tsconfig yet, so this project is read with Nuxt's defaults; run `npx nuxt prepare` first for exact types.\n",
    );
    expect(code).toBe(1);
    expect(stdout).toContain("server/api/auth/[...].ts:11:7  error  no-undeclared-field");
  });

  it("a Nuxt project is read with what its own tsconfig adds", async () => {
    const app = createApp({
      "tsconfig.json": '{ "extends": "./.nuxt/tsconfig.json", "compilerOptions": { "strict": "yes" } }',
      "auth.ts": handler,
    });
    expect(await app.run("check")).toMatchObject({
      code: 2,
      stderr: `typed-session: ${app.directory}/tsconfig.json: Compiler option 'strict' requires a value of type boolean. Correct it and run this again. Nuxt has not generated its part yet: run \`npx nuxt prepare\` first.\n`,
    });
  });

  it.each([
    [
      "Nuxt 3",
      '{ "extends": "./.nuxt/tsconfig.json" }',
      "~/lib/roles",
      "lib/roles.ts",
      "next-auth.d.ts",
      "./lib/roles",
    ],
    [
      "Nuxt 4",
      '{ "files": [], "references": [{ "path": "./.nuxt/tsconfig.server.json" }] }',
      "#shared/roles",
      "shared/roles.ts",
      "shared/types/next-auth.d.ts",
      "../roles",
    ],
  ])(
    "a Nuxt project is fixed before it is prepared, with Nuxt's aliases: %s",
    async (_, text, alias, roles, written, relative) => {
      const app = createApp({
        "tsconfig.json": text,
        "server/api/auth/[...].ts": `import GithubProvider from "next-auth/providers/github";
import { NuxtAuthHandler } from "#auth";
import { roleOf } from "${alias}";

export default NuxtAuthHandler({
  providers: [GithubProvider({ clientId: "id", clientSecret: "secret" })],
  callbacks: {
    jwt({ token, user }) {
      if (user) token.role = roleOf(user.id);
      return token;
    },
    session({ session, token }) {
      session.user.role = token.role;
      return session;
    },
  },
});
`,
        [roles]:
          'export type Role = "reader" | "editor";\n\nexport function roleOf(id: string): Role {\n  return id === "1" ? "editor" : "reader";\n}\n',
        "node_modules/@sidebase/nuxt-auth/package.json":
          '{ "name": "@sidebase/nuxt-auth", "version": "1.3.1", "types": "index.d.ts" }',
      });
      // What only Nuxt can generate is no error of the code's.
      expect((await app.run("fix")).stdout).toBe(`Fixed 1 finding:\n  created ${written}\n`);
      expect(app.read(written)).toBe(`import type { DefaultSession } from "next-auth";
import type { Role } from "${relative}";

declare module "next-auth" {
  interface Session {
    user: {
      role: Role;
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    role: Role;
  }
}
`);
    },
  );

  it("fixes of a Nuxt project are proved in the server's program too", () => {
    const app = createApp({
      "tsconfig.json": '{ "extends": "./.nuxt/tsconfig.json" }',
      ".nuxt/tsconfig.json": tsconfig.replace(/\}$/, ',"include":["../**/*"]}'),
      ".nuxt/tsconfig.server.json": tsconfig.replace(/\}$/, ',"include":["../server/**/*"]}'),
      "server/api/auth/[...].ts": handler,
    });
    const { workspaces } = load(app, "fix");
    expect(workspaces.map(({ alsoProveIn }) => alsoProveIn?.().length)).toEqual([1]);
  });
});

describe("a SvelteKit project", () => {
  it("a SvelteKit project must be synced first", async () => {
    const app = createApp({ "tsconfig.json": '{ "extends": "./.svelte-kit/tsconfig.json" }', "src/auth.ts": auth });
    expect(await app.run("check")).toEqual({
      code: 2,
      stdout: "",
      stderr: `typed-session: ${app.directory}/tsconfig.json: Cannot read file '${app.directory}/.svelte-kit/tsconfig.json'. SvelteKit has not generated it yet: run \`npx svelte-kit sync\` first.\n`,
    });
  });
});

describe("a repository with several versions of the library", () => {
  it("each app is read with the version that is installed for it", async () => {
    const app = createApp(
      { "a/tsconfig.json": tsconfig, "a/auth.ts": auth, "b/tsconfig.json": tsconfig, "b/auth.ts": auth5 },
      ["typescript"],
    );
    app.install("a", "next-auth", "next-auth");
    app.install("b", "next-auth", "next-auth-5");
    const libraries = async (project: string): Promise<unknown> => {
      const { stdout } = await app.run("check", "--project", project, "--format", "json");
      const { configs } = JSON.parse(stdout) as { configs: { file: string; library: unknown }[] };
      return configs.map(({ library }) => library);
    };
    expect(await libraries("a")).toEqual([{ name: "next-auth", version: "4.24.15" }]);
    expect(await libraries("b")).toEqual([{ name: "next-auth", version: "5.0.0-beta.32" }]);
    expect((await app.run("fix", "--project", "a")).code).toBe(0);
    expect((await app.run("fix", "--project", "b")).code).toBe(0);
    expect(app.read("a/next-auth.d.ts")).toBe(augmentation);
    // `session.user.id` is declared by this version itself, which says less of the user's than it gives; and the token's module must be
    // imported.
    expect(app.read("b/next-auth.d.ts")).toBe(`import "next-auth/jwt";

declare module "next-auth" {
  interface User {
    id: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`);
  });
});

describe("a project of several tsconfigs", () => {
  const { compilerOptions } = JSON.parse(tsconfig) as { compilerOptions: object };
  const including = (...include: readonly string[]): string => JSON.stringify({ compilerOptions, include });
  /** As Nuxt 4 has them: the app's program holds the handler because a declaration file imports it. */
  const split = (folder: string, files: Readonly<Record<string, string>>): App =>
    createApp({
      "tsconfig.json": JSON.stringify({
        files: [],
        references: [{ path: `./${folder}tsconfig.app.json` }, { path: `./${folder}tsconfig.server.json` }],
      }),
      [`${folder}tsconfig.app.json`]: including("ROOTapp/**/*", "ROOTshared/**/*.d.ts", "ROOT*.d.ts").replaceAll(
        "ROOT",
        folder === "" ? "" : "../",
      ),
      [`${folder}tsconfig.server.json`]: including("ROOTserver/**/*", "ROOTshared/**/*.d.ts").replaceAll(
        "ROOT",
        folder === "" ? "" : "../",
      ),
      "server/auth.ts": auth,
      "app/page.ts":
        'import type { Session } from "next-auth";\n\nexport const idOf = (session: Session): string => session.user.id;\n',
      "app/routes.d.ts": 'export type Routes = typeof import("../server/auth");\n',
      ...files,
    });

  it("the session is declared where most programs see it", async () => {
    const app = split("", {});
    expect((await app.run("fix")).stdout).toBe("Fixed 1 finding:\n  created shared/types/next-auth.d.ts\n");
    expect(app.read("shared/types/next-auth.d.ts")).toBe(augmentation);
    expect(await app.run("check")).toMatchObject({ code: 0, stdout: "" });
  });

  it.each([
    ["next-auth.d.ts", "tsconfig.server.json"],
    ["server/next-auth.d.ts", "tsconfig.app.json"],
  ])("an augmentation that one program does not see is moved from %s", async (name, unseeing) => {
    const app = split(".nuxt/", { [name]: augmentation });
    const { code, stdout } = await app.run("check", "--format", "json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [
        {
          rule: "no-ineffective-augmentation",
          message: `${unseeing}, whose program holds the auth config, does not include this file: what it declares takes no effect there.`,
          file: name,
          line: 3,
          column: 16,
          fixable: true,
        },
      ],
    });
    expect(await app.run("fix")).toEqual({
      code: 0,
      stdout: `Fixed 1 finding:\n  created shared/types/next-auth.d.ts\n  deleted ${name}\n`,
      stderr: "",
    });
    expect(app.read("shared/types/next-auth.d.ts")).toBe(augmentation);
    expect(existsSync(`${app.directory}/${name}`)).toBe(false);
    expect(await app.run("check")).toMatchObject({ code: 0, stdout: "" });
  });

  it("a move is shown as one file that is created and one that is deleted", async () => {
    const app = split(".nuxt/", { "next-auth.d.ts": augmentation });
    const lines = augmentation.trimEnd().split("\n");
    const diff = (from: string, to: string, sign: string, place: string): string =>
      `--- ${from}\n+++ ${to}\n@@ ${place} @@\n${lines.map((line) => `${sign}${line}\n`).join("")}`;
    expect((await app.run("fix", "--dry-run")).stdout).toBe(
      diff("/dev/null", "b/shared/types/next-auth.d.ts", "+", `-0,0 +1,${lines.length}`) +
        diff("a/next-auth.d.ts", "/dev/null", "-", `-1,${lines.length} +0,0`),
    );
    expect(app.read("next-auth.d.ts")).toBe(augmentation);
  });

  const seats = augmentation.replace("id: string;", "seats?: number;");
  const both = (first: string, second: string): string =>
    augmentation.replace("id: string;", `${first};\n      ${second};`);

  it.each<[name: string, files: Record<string, string>, after: Record<string, string>]>([
    [
      "into the file that all programs see",
      { "next-auth.d.ts": augmentation, "shared/types/next-auth.d.ts": seats },
      { "shared/types/next-auth.d.ts": both("seats?: number", "id: string") },
    ],
    [
      "into such a file of another name",
      { "next-auth.d.ts": augmentation, "shared/session.d.ts": seats },
      { "shared/session.d.ts": both("seats?: number", "id: string") },
    ],
    [
      "together with what only one program sees",
      { "next-auth.d.ts": augmentation, "server/types/next-auth.d.ts": seats },
      { "shared/types/next-auth.d.ts": both("id: string", "seats?: number") },
    ],
    [
      "from the app, into the file that all programs see",
      { "app/types/next-auth.d.ts": augmentation, "shared/types/next-auth.d.ts": seats },
      { "shared/types/next-auth.d.ts": both("seats?: number", "id: string") },
    ],
    [
      "without the rest of the file",
      { "next-auth.d.ts": `${augmentation}\nexport interface Other {}\n` },
      { "next-auth.d.ts": "export interface Other {}\n", "shared/types/next-auth.d.ts": augmentation },
    ],
  ])("an augmentation is moved %s", async (_, files, after) => {
    const app = split(".nuxt/", files);
    expect((await app.run("fix")).code).toBe(0);
    const left = Object.keys({ ...files, ...after }).filter((name) => existsSync(`${app.directory}/${name}`));
    expect(Object.fromEntries(left.map((name) => [name, app.read(name)]))).toEqual(after);
    expect(await app.run("check")).toMatchObject({ code: 0, stdout: "" });
  });

  const adviceOn = async (app: App): Promise<string | undefined> =>
    /by hand: (Move .*), which the program includes/.exec((await app.run("check")).stdout)?.[1];
  const contradicting = both("seats?: string", "id: string");

  it.each<[name: string, files: Record<string, string>, advice: string]>([
    [
      "into the file that all programs see",
      { "types/next-auth.d.ts": contradicting, "shared/types/next-auth.d.ts": seats },
      "Move what it declares into `shared/types/next-auth.d.ts`",
    ],
    [
      "together with what only one program sees",
      { "types/next-auth.d.ts": contradicting, "server/types/next-auth.d.ts": seats },
      "Move what it and `server/types/next-auth.d.ts` declare to `shared/types/next-auth.d.ts`",
    ],
    [
      "from the server, with what it refers to",
      {
        "server/next-auth.d.ts": `/// <reference path="./others.d.ts" />\n${augmentation}`,
        "server/others.d.ts": "export {};\n",
      },
      "Move it to `shared/types/next-auth.d.ts`",
    ],
  ])("the author is told what to move %s", async (_, files, advice) => {
    const app = split(".nuxt/", files);
    expect(await adviceOn(app)).toBe(advice);
    await app.run("fix");
    for (const [name, text] of Object.entries(files)) expect(app.read(name)).toBe(text);
  });

  it("a file that is left out is included in the tsconfig that its author wrote", async () => {
    const app = split("", { "next-auth.d.ts": augmentation });
    expect((await app.run("fix")).stdout).toBe("Fixed 1 finding:\n  changed tsconfig.server.json\n");
    expect(JSON.parse(app.read("tsconfig.server.json"))).toMatchObject({
      include: ["server/**/*", "shared/**/*.d.ts", "next-auth.d.ts"],
    });
    expect(await app.run("check")).toMatchObject({ code: 0, stdout: "" });
  });

  it("the augmentation of a neighbouring app is left alone", async () => {
    const app = createApp({
      "tsconfig.json":
        '{ "files": [], "references": [{ "path": "./tsconfig.a.json" }, { "path": "./tsconfig.b.json" }] }',
      "tsconfig.a.json": including("a"),
      "tsconfig.b.json": including("b"),
      "a/auth.ts": auth,
      "b/auth.ts": auth,
      "b/next-auth.d.ts": augmentation,
    });
    const { stdout } = await app.run("check", "--format", "json");
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { rule: string; file: string }[] };
    expect(diagnostics.map(({ rule, file }) => `${rule} ${file}`)).toEqual([
      "no-untyped-token a/auth.ts",
      "no-undeclared-field a/auth.ts",
    ]);
  });
});
