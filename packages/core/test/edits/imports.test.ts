import ts from "typescript";
import { describe, expect, test } from "vitest";
import { importLine, insertImports, type NeededImport } from "../../src/edits/imports.js";
import { styleOf } from "../../src/edits/style.js";
import { edited } from "../support/parsed.js";

const role: NeededImport = { exportName: "Role", specifier: "../roles" };
const plan: NeededImport = { exportName: "Plan", specifier: "../roles" };
const base: NeededImport = { exportName: "DefaultSession", specifier: "next-auth" };

function imported(text: string, ...needed: NeededImport[]): string {
  return edited(text, (file) => insertImports(ts, file, needed, styleOf(ts, file)));
}

describe("insertImports", () => {
  test("nothing needed", () => {
    expect(imported("export {};\n")).toBe("export {};\n");
  });

  test("before everything, where there is no import", () => {
    expect(imported("interface A {}\n", role)).toBe('import type { Role } from "../roles";\n\ninterface A {}\n');
  });

  test("after the last import", () => {
    expect(imported('import "a";\nimport b from "b";\n\ninterface A {}\n', role)).toBe(
      'import "a";\nimport b from "b";\nimport type { Role } from "../roles";\n\ninterface A {}\n',
    );
  });

  test("into a type-only import of the same module", () => {
    expect(imported('import type { Plan } from "../roles";\n', role)).toBe(
      'import type { Plan, Role } from "../roles";\n',
    );
  });

  test("into an import of values of the same module, as a type", () => {
    expect(imported('import { Plan } from "../roles";\n', role)).toBe('import { Plan, type Role } from "../roles";\n');
  });

  test("into an import over several lines, on a line of its own", () => {
    expect(imported('import {\r\n\ttype Plan,\r\n\ttype Seat,\r\n} from "../roles";\r\n', role)).toBe(
      'import {\r\n\ttype Plan,\r\n\ttype Seat,\r\n\ttype Role,\r\n} from "../roles";\r\n',
    );
    expect(imported('import {\n  Plan\n} from "../roles";\n', role)).toBe(
      'import {\n  Plan,\n  type Role\n} from "../roles";\n',
    );
  });

  test("into the first import that names anything", () => {
    const text = 'import {} from "../roles";\nimport roles from "../roles";\nimport { type Plan } from "../roles";\n';
    expect(imported(text, role)).toBe(text.replace("type Plan", "type Plan, type Role"));
    expect(imported('import {} from "../roles";\n', role)).toBe(
      'import {} from "../roles";\nimport type { Role } from "../roles";\n',
    );
  });

  test("not into an import of another module", () => {
    expect(imported('import { Plan } from "../plans";\n', role)).toBe(
      'import { Plan } from "../plans";\nimport type { Role } from "../roles";\n',
    );
  });

  test("a module whose names nobody needs", () => {
    const module: NeededImport = { specifier: "next-auth" };
    expect(imported('import "a";\n', module)).toBe('import "a";\nimport "next-auth";\n');
    expect(imported('import "next-auth/jwt";\n', module)).toBe('import "next-auth/jwt";\nimport "next-auth";\n');
    expect(imported('import type NextAuth from "next-auth";\n', module)).toBe(
      'import type NextAuth from "next-auth";\n',
    );
    expect(imported("", module, base)).toBe('import type { DefaultSession } from "next-auth";\n\n');
  });

  test("not twice", () => {
    const text = 'import type { Role } from "../roles";\nimport { type Plan } from "../roles";\n';
    expect(imported(text, role, plan)).toBe(text);
  });

  test("a name that is imported under another does not count", () => {
    expect(imported('import type { Role as AppRole } from "../roles";\n', role)).toBe(
      'import type { Role as AppRole, Role } from "../roles";\n',
    );
  });

  test("several of one module and of another", () => {
    expect(imported('import "next-auth";\n', role, plan, base, role)).toBe(
      'import "next-auth";\nimport type { Role, Plan } from "../roles";\nimport type { DefaultSession } from "next-auth";\n',
    );
  });

  test("beside a default and a namespace import a line of its own", () => {
    expect(imported('import NextAuth from "next-auth";\n', base)).toBe(
      'import NextAuth from "next-auth";\nimport type { DefaultSession } from "next-auth";\n',
    );
    expect(imported('import * as auth from "next-auth";\n', base)).toBe(
      'import * as auth from "next-auth";\nimport type { DefaultSession } from "next-auth";\n',
    );
  });

  test("behind references, which must stay first", () => {
    expect(imported('/// <reference types="node" />\n\ninterface A {}\n', role)).toBe(
      '/// <reference types="node" />\n\nimport type { Role } from "../roles";\n\ninterface A {}\n',
    );
  });

  test("in the file's style", () => {
    expect(imported("import a from 'a'\r\n\r\ninterface A {}\r\n", role)).toBe(
      "import a from 'a'\r\nimport type { Role } from '../roles'\r\n\r\ninterface A {}\r\n",
    );
  });
});

test("importLine", () => {
  const style = { newline: "\n", indent: "  ", quote: "'", semicolon: "", memberEnd: "", separator: ";" } as const;
  expect(importLine("types.d.ts", "../roles", ["Plan", "Role"], style)).toBe(
    "import type { Plan, Role } from '../roles'",
  );
  // It must not load the module where it would run.
  expect(importLine("types.d.ts", "../roles", [], style)).toBe("import '../roles'");
  expect(importLine("types.ts", "../roles", [], style)).toBe("import type {} from '../roles'");
});
