import ts from "typescript";
import { describe, expect, test } from "vitest";
import type { Workspace } from "../../src/index.js";
import { directoryReader } from "../../src/workspace/match-files.js";
import { projectRoot, workspaceFor } from "../../src/workspace/from-program.js";

const generated = {
  "/project/.nuxt/tsconfig.app.json": '{ "include": ["../app/**/*", "../shared/**/*"] }',
  "/project/.nuxt/tsconfig.server.json": '{ "include": ["../server/**/*", "../shared/**/*"] }',
};
const [app, server] = ["/project/.nuxt/tsconfig.app.json", "/project/.nuxt/tsconfig.server.json"] as const;

/** The workspace for an empty program of a tsconfig, beside these files. */
function workspaceBeside(files: Readonly<Record<string, string>>, configFile: string): Workspace {
  const sys: ts.System = {
    ...ts.sys,
    fileExists: (name) => name in files,
    readFile: (name) => files[name],
    readDirectory: () => [],
  };
  const program = ts.createProgram([], {});
  return workspaceFor(ts, { program, host: ts.createCompilerHost({}), configFile, sys });
}

test("the root is the folder of the tsconfig, but above the folder of one that a framework generates", () => {
  expect(projectRoot("/project/tsconfig.json")).toBe("/project");
  expect(projectRoot("/project/web/tsconfig.json")).toBe("/project/web");
  expect(projectRoot(app)).toBe("/project");
});

describe("a file of a project of several programs", () => {
  const main = {
    "/project/tsconfig.json": JSON.stringify({ files: [], references: [{ path: app }, { path: server }] }),
  };

  test("the file is counted once for each tsconfig to which the root's refers", () => {
    for (const configFile of [app, server]) {
      const { programsIncluding } = workspaceBeside({ ...generated, ...main }, configFile);
      const counts = ["shared/a.ts", "app/a.ts", "server/a.ts", "a.ts"].map((name) =>
        programsIncluding?.(`/project/${name}`),
      );
      expect(counts).toEqual([2, 1, 1, 0]);
    }
  });

  test("the file is in a program if that program's own tsconfig takes it", () => {
    const { wouldInclude, root } = workspaceBeside({ ...generated, ...main }, app);
    expect(root).toBe("/project");
    expect(["app/a.ts", "server/a.ts"].map((name) => wouldInclude(`/project/${name}`))).toEqual([true, false]);
  });

  test.each<[when: string, files: Readonly<Record<string, string>>, configFile: string]>([
    ["where the root has no tsconfig", {}, app],
    ["where the root's refers to none", { "/project/tsconfig.json": '{ "files": [] }' }, app],
    [
      "where the root's refers to others only",
      { "/project/tsconfig.json": JSON.stringify({ files: [], references: [{ path: server }] }) },
      app,
    ],
    ["where the root's cannot be read", { "/project/tsconfig.json": "{" }, app],
    ["where the program is that of the root's", main, "/project/tsconfig.json"],
  ])("no programs are counted %s", (_, files, configFile) => {
    expect(workspaceBeside({ ...generated, ...files }, configFile).programsIncluding).toBeUndefined();
  });
});

describe("a project in a repository with several packages", () => {
  const config = '{ "compilerOptions": {} }';
  const packages = {
    "/repo/package.json": '{ "workspaces": ["apps/*", "packages/*"] }',
    "/repo/packages/auth/package.json": '{ "name": "@acme/auth" }',
    "/repo/packages/auth/tsconfig.json": config,
    "/repo/packages/api/package.json": '{ "dependencies": { "@acme/auth": "*" } }',
    "/repo/apps/web/package.json": '{ "name": "web", "dependencies": { "@acme/api": "*" } }',
    "/repo/apps/web/tsconfig.json": config,
    "/repo/apps/docs/package.json": '{ "name": "docs" }',
  };

  /** The workspace of a project in a real folder tree, which TypeScript's own walk sees. */
  function workspaceIn(files: Readonly<Record<string, string>>, configFile: string, editsRepository = true): Workspace {
    const folders = (path: string): string[] =>
      Object.keys(files).flatMap((name) => (name.startsWith(`${path}/`) ? [name.slice(path.length + 1)] : []));
    const entriesOf = (path: string): { readonly files: string[]; readonly directories: string[] } => {
      const below = folders(path).map((name) => name.split("/"));
      const isFile = (parts: readonly string[]): boolean => parts.length === 1;
      return {
        files: below.filter(isFile).flatMap(([name = ""]) => name),
        directories: [...new Set(below.filter((parts) => !isFile(parts)).map(([name = ""]) => name))],
      };
    };
    const sys: ts.System = {
      ...ts.sys,
      getDirectories: (path) => entriesOf(path).directories,
      fileExists: (name) => name in files,
      directoryExists: (name) => folders(name).length > 0,
      readFile: (name) => files[name],
      realpath: (name) => name,
      readDirectory: (root, extensions, excludes, includes) =>
        directoryReader(ts, ts.sys, entriesOf, (path) => path)(root, extensions, excludes, includes),
    };
    const program = ts.createProgram([], {});
    return workspaceFor(ts, { program, host: ts.createCompilerHost({}), configFile, sys, editsRepository });
  }

  test("a package is imported if the manifest of another one, perhaps by way of a third, says so", () => {
    const auth = workspaceIn(packages, "/repo/packages/auth/tsconfig.json");
    expect(auth.isImported?.()).toBe(true);
    expect(auth.whyReadersUnknown?.()).toBe(
      "`api` may import this package and rely on the field: `npx typed-session fix` reads both.",
    );
    const web = workspaceIn(packages, "/repo/apps/web/tsconfig.json");
    expect([web.isImported?.(), web.whyReadersUnknown?.()]).toEqual([false, undefined]);
  });

  test("a package is imported if a tsconfig refers to it, or gives its files another name", () => {
    const alone = { ...packages, "/repo/packages/api/package.json": "{}", "/repo/apps/web/package.json": "{}" };
    const isImported = (more: object): boolean | undefined =>
      workspaceIn({ ...alone, ...more }, "/repo/packages/auth/tsconfig.json").isImported?.();
    expect(isImported({})).toBe(false);
    expect(
      isImported({ "/repo/apps/web/tsconfig.json": '{ "references": [{ "path": "../../packages/auth" }] }' }),
    ).toBe(true);
    const paths = { "@auth": ["../../packages/auth/index.ts"] };
    expect(isImported({ "/repo/apps/web/tsconfig.json": JSON.stringify({ compilerOptions: { paths } }) })).toBe(true);
  });

  test("a config in another package's file is analysed in that package, by a surface that edits its files", () => {
    const web = workspaceIn(packages, "/repo/apps/web/tsconfig.json");
    expect(web.inPackageOf?.("/repo/packages/auth/src/index.ts")).toMatchObject({
      root: "/repo/packages/auth",
      editRoot: "/repo/packages/auth",
      reportRoot: "/repo/apps/web",
    });
    for (const name of ["/repo/apps/web/auth.ts", "/elsewhere/auth.ts"])
      expect(web.inPackageOf?.(name)).toBeUndefined();
    expect(workspaceIn(packages, "/repo/apps/web/tsconfig.json", false).inPackageOf).toBeUndefined();
  });

  test("a project outside of a workspace has no importers", () => {
    const { isImported, whyReadersUnknown } = workspaceIn(
      { ...packages, "/repo/package.json": "{}" },
      "/repo/packages/auth/tsconfig.json",
    );
    expect([isImported?.(), whyReadersUnknown?.()]).toEqual([false, undefined]);
  });
});
