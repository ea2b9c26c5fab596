import path from "node:path";
import { describe, expect, test } from "vitest";
import { programOf, root } from "../support/program.js";
import { dependentsIn } from "../support/compiler.js";

const inRoot = (name: string): string => path.posix.join(root, name);

/** The names of the files that can change where `changed` do, of all these and `types.ts`. */
function dependentsOf(files: Readonly<Record<string, string>>, ...changed: readonly string[]): string[] {
  const all = { "types.ts": "export interface Row {\n  a: string;\n}\n", ...files };
  const { program } = programOf(all, { allowJs: true });
  const depends = dependentsIn(program, (specifier) => specifier === "next-auth").of(changed.map(inRoot));
  return Object.keys(all).filter((name) => {
    const file = program.getSourceFile(inRoot(name));
    return file !== undefined && depends(file);
  });
}

const unrelated = { "unrelated.ts": "export const unrelated = 1;\n" };
const everything = (files: Readonly<Record<string, string>>): string[] => ["types.ts", ...Object.keys(files)];

describe("the files that can change with a file", () => {
  test.each([
    ["an import", 'import { Row } from "./types";\nexport type Mine = Row;\n'],
    ["an import of types", 'import type { Row } from "./types";\nexport type Mine = Row;\n'],
    ["a type that imports", 'export type Mine = import("./types").Row;\n'],
    ["an import when it runs", 'export const mine = () => import("./types");\n'],
    ["a re-export", 'export * from "./types";\n'],
    ["an import for its effects", 'import "./types";\nexport {};\n'],
    ["a reference", '/// <reference path="./types.ts" />\nexport {};\n'],
    ["an import and an equals sign", 'import types = require("./types");\nexport type Mine = types.Row;\n'],
  ])("they are a file with %s of it and the files that import that", (_, text) => {
    const files = { "mine.ts": text, "indirect.ts": 'export * from "./mine";\n', ...unrelated };
    expect(dependentsOf(files, "types.ts")).toEqual(["types.ts", "mine.ts", "indirect.ts"]);
  });

  test("they are the file itself if nobody imports it", () => {
    expect(dependentsOf(unrelated, "unrelated.ts")).toEqual(["unrelated.ts"]);
    expect(dependentsOf(unrelated)).toEqual([]);
  });

  test("they are found although imports go in a circle", () => {
    const files = { "a.ts": 'export * from "./b";\n', "b.ts": 'export * from "./a";\nexport * from "./types";\n' };
    expect(dependentsOf(files, "types.ts")).toEqual(["types.ts", "a.ts", "b.ts"]);
  });

  test.each([
    ["a script", 'type Mine = import("./types").Row;\n'],
    [
      "a global of an imported type",
      'import type { Row } from "./types";\ndeclare global {\n  interface Window { row: Row }\n}\n',
    ],
    [
      "a global that imports by itself",
      'export * from "./types";\ndeclare global {\n  interface Window { row: import("./types").Row }\n}\n',
    ],
    [
      "a global of a type of its own",
      'import type { Row } from "./types";\ninterface Mine extends Row {}\ndeclare global {\n  var mine: Mine;\n}\n',
    ],
    [
      "an augmentation of another module",
      'import type { Row } from "./types";\ndeclare module "./unrelated" {\n  interface Added extends Row {}\n}\n',
    ],
  ])("they are all files if a file that depends on it is %s", (_, text) => {
    const files = { "mine.ts": text, ...unrelated };
    expect(dependentsOf(files, "types.ts")).toEqual(everything(files));
  });

  test("they are all files if JavaScript requires it, as it may be a script", () => {
    const files = { "mine.js": 'const { row } = require("./types");\nmodule.exports = { row };\n', ...unrelated };
    expect(dependentsOf(files, "types.ts")).toEqual(everything(files));
  });

  test("they are all files if it is a script itself", () => {
    const files = { "globals.d.ts": "interface Mine {}\n", ...unrelated };
    expect(dependentsOf(files, "globals.d.ts")).toEqual(everything(files));
  });

  test.each([
    [
      "a global that depends on nothing",
      'import type { Row } from "./types";\nexport type Mine = Row;\ndeclare global {\n  interface Window { dataLayer: unknown[] }\n}\n',
    ],
    [
      "an augmentation of the library",
      'import type { Row } from "./types";\ndeclare module "next-auth" {\n  interface Session { row: Row }\n}\n',
    ],
  ])("they are not all files for %s", (_, text) => {
    expect(dependentsOf({ "mine.ts": text, ...unrelated }, "types.ts")).toEqual(["types.ts", "mine.ts"]);
  });

  test("they include a file whose import led nowhere before the file was added", () => {
    const files = {
      "waiting.ts": 'export * from "./added";\n',
      "after.ts": 'export * from "./waiting";\n',
      ...unrelated,
    };
    expect(dependentsOf(files, "added.ts")).toEqual(["waiting.ts", "after.ts"]);
  });
});
