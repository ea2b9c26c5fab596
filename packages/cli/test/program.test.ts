import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commentRanges, createPrograms, type Found } from "../src/program.js";
import { auth, createApp, tsconfig, type App } from "./support/app.js";
import { layout, page } from "./support/monorepo.js";
import "./support/parsed-once.js";

function workspaceIn(found: Found) {
  if (!found || "problem" in found) throw new Error(found?.problem ?? "There is no workspace.");
  return found.workspace;
}

const project = (): App => createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "other.ts": "export {};\n" });

describe("the program of a file", () => {
  it("the workspace is the same as long as nothing changes", () => {
    const app = project();
    const { workspaceOf } = createPrograms();
    const ask = (): Found => workspaceOf(`${app.directory}/auth.ts`, auth);
    const first = workspaceIn(ask());
    expect(workspaceIn(ask())).toBe(first);
    writeFileSync(`${app.directory}/other.ts`, "export const other = 1;\n");
    const second = workspaceIn(ask());
    expect(second).not.toBe(first);
    expect(second.program.getSourceFile(`${app.directory}/other.ts`)?.text).toBe("export const other = 1;\n");
    // What has not changed is not parsed again.
    const authFile = `${app.directory}/auth.ts`;
    expect(second.program.getSourceFile(authFile)).toBe(first.program.getSourceFile(authFile));
    expect(workspaceIn(ask())).toBe(second);
  });

  it("a text that is not saved is laid over it, and another file's is not kept", () => {
    const app = project();
    const { workspaceOf } = createPrograms();
    const name = `${app.directory}/auth.ts`;
    const saved = workspaceIn(workspaceOf(name, auth));
    const laid = workspaceIn(workspaceOf(name, `${auth}\n`));
    expect(laid.program.getSourceFile(name)?.text).toBe(`${auth}\n`);
    expect(workspaceIn(workspaceOf(name, `${auth}\n`))).toBe(laid);
    const other = workspaceIn(workspaceOf(`${app.directory}/other.ts`, "export {};\n"));
    expect(other.program).toBe(saved.program);
  });

  it("the last three projects are held", () => {
    const apps = [project(), project(), project(), project()] as const;
    const { workspaceOf } = createPrograms();
    const ask = ({ directory }: App) => workspaceIn(workspaceOf(`${directory}/auth.ts`, auth));
    const [first, second, third] = [ask(apps[0]), ask(apps[1]), ask(apps[2])];
    expect(ask(apps[0])).toBe(first);
    ask(apps[3]);
    expect(ask(apps[2])).toBe(third);
    expect(ask(apps[0])).toBe(first);
    expect(ask(apps[1])).not.toBe(second);
  });

  it("a linter neither deletes files nor edits other packages", () => {
    const app = layout();
    const { workspaceOf } = createPrograms();
    const name = `${app.directory}/packages/auth/src/index.ts`;
    const workspace = workspaceIn(workspaceOf(name, app.read("packages/auth/src/index.ts")));
    expect(workspace).toMatchObject({ root: `${app.directory}/packages/auth`, mayDeleteFiles: false });
    expect(workspace).not.toHaveProperty("editRoot");
  });

  it("a reader in another package is read in the program that sees it, with the text that is not saved", () => {
    const app = layout();
    const { workspaceOf } = createPrograms();
    const name = `${app.directory}/apps/web/src/page.ts`;
    const workspace = workspaceIn(workspaceOf(name, `${page}\n`));
    expect(workspace.root).toBe(`${app.directory}/packages/auth`);
    const texts = workspace.alsoProveIn?.().flatMap(({ program }) => program.getSourceFile(name)?.text ?? []);
    expect(texts).toEqual([`${page}\n`]);
  });

  it("a project without auth has no program", () => {
    const app = createApp({ "tsconfig.json": tsconfig, "index.ts": "export {};\n" });
    expect(createPrograms().workspaceOf(`${app.directory}/index.ts`, "export {};\n")).toBeUndefined();
  });
});

describe("the comments of a text", () => {
  it("comments are told from what looks like one", () => {
    const text =
      '#!/usr/bin/env node\nconst a = "// no"; // yes\nconst b = `/* no */${/* yes */ 1}`;\nconst c = /[/*]/; /* yes */\n';
    const texts = commentRanges("/nowhere/a.ts", text).map(({ start, end }) => text.slice(start, end));
    expect(texts).toEqual(["// yes", "/* yes */", "/* yes */"]);
  });
});
