import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { entryOf } from "../src/start.js";
import { augmentation, auth, closingOf, createApp, runIn, tsconfig, type App } from "./support/app.js";
import { inPackage, page } from "./support/monorepo.js";
import { archive, archiveOfNextAuth, dataFile } from "./support/plug-and-play.js";

const library = archiveOfNextAuth();
const compiler = archive({ "node_modules/typescript/package.json": '{ "name": "typescript", "version": "5.9.3" }' });

/** The file of the config as `fix` writes it: the declaration is in it, since other packages import that. */
const fixedFile = `${auth.replace("{ NextAuthOptions }", "{ NextAuthOptions, DefaultSession }")}export type { Session } from "next-auth";${augmentation.slice(augmentation.indexOf("\n"))}`;

const note = `typed-session: This project's TypeScript 5.9.3 cannot be loaded; reading it with TypeScript ${ts.version} instead.\n`;

/** A workspace as Yarn installs it without any node_modules: a package with the config, and one that reads it. */
function workspace(data = installed): App {
  const app = createApp(
    {
      ".pnp.cjs": 'throw new Error("code of the project is run");',
      ".pnp.data.json": data,
      "package.json": '{ "name": "root", "workspaces": ["apps/*", "packages/*"] }',
      "packages/auth/package.json": '{ "name": "@acme/auth", "exports": { ".": "./src/index.ts" } }',
      "packages/auth/tsconfig.json": tsconfig,
      "packages/auth/src/index.ts": `${auth}export type { Session } from "next-auth";\n`,
      "apps/web/package.json": '{ "name": "web", "dependencies": { "@acme/auth": "workspace:*" } }',
      "apps/web/tsconfig.json": tsconfig,
      "apps/web/src/page.ts": page,
    },
    [],
  );
  mkdirSync(join(app.directory, ".yarn/cache"), { recursive: true });
  writeFileSync(join(app.directory, ".yarn/cache/next-auth.zip"), library);
  writeFileSync(join(app.directory, ".yarn/cache/typescript.zip"), compiler);
  return app;
}

const installed = dataFile([
  { name: null, reference: null, location: "./" },
  { name: "root", reference: "workspace:.", location: "./" },
  {
    name: "@acme/auth",
    reference: "workspace:packages/auth",
    location: "./packages/auth/",
    dependencies: { "next-auth": "virtual:1#npm:4.24.15", typescript: "npm:5.9.3" },
  },
  {
    name: "web",
    reference: "workspace:apps/web",
    location: "./apps/web/",
    dependencies: { "@acme/auth": "workspace:packages/auth", typescript: "npm:5.9.3" },
  },
  {
    name: "next-auth",
    reference: "virtual:1#npm:4.24.15",
    location: "./.yarn/__virtual__/next-auth-virtual-1/0/cache/next-auth.zip/node_modules/next-auth/",
    dependencies: { next: null },
  },
  { name: "typescript", reference: "npm:5.9.3", location: "./.yarn/cache/typescript.zip/node_modules/typescript/" },
]);

describe("a project of Yarn's Plug'n'Play with its data", () => {
  it("is checked from the root, from the package of the config and from its reader, with the same finding", async () => {
    const app = workspace();
    const found = (file: string): string =>
      `${file}:11:7: error no-undeclared-field \`session.user.id\` is assigned here, but \`Session\` does not declare it: no reader of the session can use it. Also \`token.id\`. (can be fixed)\n`;
    const own = await inPackage(app, "packages/auth", "check", "--format", "compact");
    expect(own).toEqual({ code: 1, stdout: found("src/index.ts"), stderr: note });
    const reader = await inPackage(app, "apps/web", "check", "--format", "compact");
    expect(reader).toEqual({ code: 1, stdout: found("../../packages/auth/src/index.ts"), stderr: "" });
    const all = await app.run("check", "--recursive", "--format", "compact");
    expect(all).toEqual({ code: 1, stdout: found("packages/auth/src/index.ts"), stderr: note });
  });

  it("is explained, with the type that the library gives the user's id", async () => {
    const { code, stdout } = await inPackage(workspace(), "packages/auth", "explain", "session.user.id");
    expect(stdout).toContain(
      "Session.user.id  undeclared\n  assigned    string\n  declared    nowhere\n  written at  src/index.ts:11  session.user.id = token.id  (string)\n",
    );
    expect(code).toBe(0);
  });

  it("is fixed, once", async () => {
    const app = workspace();
    const fixed = await app.runWhole("fix", "--recursive");
    expect(fixed).toMatchObject({ code: 0, stdout: "Fixed 1 finding:\n  changed packages/auth/src/index.ts\n" });
    expect(closingOf(fixed)).toBe("1 config in packages/auth, seen by apps/web: 1 fixed, nothing left");
    expect(app.read("packages/auth/src/index.ts")).toBe(fixedFile);
    expect(app.exists("node_modules")).toBe(false);
    const again = await app.run("fix", "--recursive");
    expect(again).toEqual({ code: 0, stdout: "", stderr: note });
  });

  it("is not watched", async () => {
    expect(await inPackage(workspace(), "packages/auth", "check", "--watch")).toEqual({
      code: 2,
      stdout: "",
      stderr: "typed-session: --watch does not follow the archives of Yarn's Plug'n'Play: run this without it.\n",
    });
  });

  it("has no kept results, though a tool has made a node_modules", () => {
    const app = workspace();
    mkdirSync(join(app.directory, "node_modules"));
    const surroundings = {
      cwd: join(app.directory, "packages/auth"),
      env: { HOME: app.directory, XDG_STATE_HOME: createApp({}, []).directory },
      stdout: { write: () => undefined },
      stderr: { write: () => undefined },
    };
    expect(entryOf(["check"], surroundings)).toBeUndefined();
    rmSync(join(app.directory, ".pnp.data.json"));
    expect(entryOf(["check"], surroundings)).toBeDefined();
  });

  it("is not read with a damaged data file, which is one sentence", async () => {
    const app = workspace("{");
    expect(await inPackage(app, "packages/auth", "check")).toEqual({
      code: 2,
      stdout: "",
      stderr: `typed-session: ${app.directory}/.pnp.data.json cannot be read as Yarn writes it: run \`yarn install\`, and run this again.\n`,
    });
  });

  it("has not installed a library whose archive is damaged", async () => {
    const app = workspace();
    writeFileSync(join(app.directory, ".yarn/cache/next-auth.zip"), library.subarray(0, 1000));
    expect(await inPackage(app, "packages/auth", "check")).toEqual({
      code: 2,
      stdout: "",
      stderr: `${note}typed-session: src/index.ts:3: next-auth is not installed; install the project's dependencies and run again.\n`,
    });
  });

  it("is not read from outside of it, which is said", async () => {
    const app = workspace();
    const outside = createApp({}, []).directory;
    const { code, stderr } = await runIn(outside, {}, ["check", "--project", join(app.directory, "packages/auth")]);
    expect(stderr).toContain(
      "next-auth is in an archive of Yarn's Plug'n'Play, which only the command reads, run in the project: do that, or set `nodeLinker: node-modules` in .yarnrc.yml and run `yarn install`.\n",
    );
    expect(code).toBe(2);
  });
});
