import ts from "typescript";
import { describe, expect, test } from "vitest";
import type { Workspace } from "../../src/index.js";
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
