import type { ClassicTypeScript } from "@typed-session/core";
import { createRequire } from "node:module";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { compilerOf } from "../src/compiler.js";

const other = createRequire(import.meta.url)("typescript-5.9") as typeof ts;
const programBy = (ts: ClassicTypeScript): ts.Program =>
  ts.createProgram({ rootNames: [import.meta.filename], options: { noLib: true, noResolve: true, types: [] } });

describe("the compiler of a program", () => {
  test("the compiler is the one that made the program, the plugin's own or another loaded one", () => {
    expect(compilerOf(programBy(ts))?.version).toBe(ts.version);
    expect(compilerOf(programBy(other))).toBe(other);
    expect(other.version).not.toBe(ts.version);
  });

  test("the compiler is unknown if nobody can be sure", () => {
    const program = programBy(ts);
    const foreign = { languageVersion: ts.ScriptTarget.ES2022 } as ts.SourceFile;
    expect(compilerOf({ ...program, getSourceFiles: () => [foreign] })).toBeUndefined();
    expect(compilerOf({ ...program, getSourceFiles: () => [] })).toBeUndefined();
  });
});
