import ts from "typescript";
import { describe, expect, test } from "vitest";
import { importLine, insertImports } from "../../src/edits/imports.js";
import type { NeededImport } from "../../src/edits/needed-import.js";
import { styleOf } from "../../src/edits/style.js";
import { applyEdits } from "../../src/edits/text-edit.js";
import { edited } from "../support/parsed.js";

const role: NeededImport = { exportName: "Role", specifier: "../roles" };
const plan: NeededImport = { exportName: "Plan", specifier: "../roles" };
const base: NeededImport = { exportName: "DefaultSession", specifier: "next-auth" };

function imported(text: string, ...needed: NeededImport[]): string {
  return edited(text, (file) => insertImports(ts, file, needed, styleOf(ts, file)));
}

describe("insertImports", () => {
  test("changes nothing if nothing is needed", () => {
    expect(imported("export {};\n")).toBe("export {};\n");
  });

  test("puts the first import before everything", () => {
    expect(imported("interface A {}\n", role)).toBe('import type { Role } from "../roles";\n\ninterface A {}\n');
  });

  test("puts an import after the last one", () => {
    expect(imported('import "a";\nimport b from "b";\n\ninterface A {}\n', role)).toBe(
      'import "a";\nimport b from "b";\nimport type { Role } from "../roles";\n\ninterface A {}\n',
    );
  });

  test("extends a type-only import of the same module", () => {
    expect(imported('import type { Plan } from "../roles";\n', role)).toBe(
      'import type { Plan, Role } from "../roles";\n',
    );
  });

  test("extends an import of values of the same module, by types", () => {
    expect(imported('import { Plan } from "../roles";\n', role)).toBe('import { Plan, type Role } from "../roles";\n');
  });

  test("extends an import over several lines on a line of its own", () => {
    expect(imported('import {\r\n\ttype Plan,\r\n\ttype Seat,\r\n} from "../roles";\r\n', role)).toBe(
      'import {\r\n\ttype Plan,\r\n\ttype Role,\r\n\ttype Seat,\r\n} from "../roles";\r\n',
    );
    expect(imported('import {\n  Plan\n} from "../roles";\n', role)).toBe(
      'import {\n  Plan,\n  type Role\n} from "../roles";\n',
    );
  });

  test("extends the first import that names anything", () => {
    const text = 'import {} from "../roles";\nimport roles from "../roles";\nimport { type Plan } from "../roles";\n';
    expect(imported(text, role)).toBe(text.replace("type Plan", "type Plan, type Role"));
    expect(imported('import {} from "../roles";\n', role)).toBe(
      'import {} from "../roles";\nimport type { Role } from "../roles";\n',
    );
  });

  test("does not extend an import of another module", () => {
    expect(imported('import { Plan } from "../plans";\n', role)).toBe(
      'import { Plan } from "../plans";\nimport type { Role } from "../roles";\n',
    );
  });

  test("adds nothing for a module without needed names", () => {
    const module: NeededImport = { specifier: "next-auth" };
    expect(imported('import "a";\n', module)).toBe('import "a";\nimport "next-auth";\n');
    expect(imported('import "next-auth/jwt";\n', module)).toBe('import "next-auth/jwt";\nimport "next-auth";\n');
    expect(imported('import type NextAuth from "next-auth";\n', module)).toBe(
      'import type NextAuth from "next-auth";\n',
    );
    expect(imported("", module, base)).toBe('import type { DefaultSession } from "next-auth";\n\n');
  });

  test("does not import a name twice", () => {
    const text = 'import type { Role } from "../roles";\nimport { type Plan } from "../roles";\n';
    expect(imported(text, role, plan)).toBe(text);
  });

  test("does not count a name that is imported under another", () => {
    expect(imported('import type { Role as AppRole } from "../roles";\n', role)).toBe(
      'import type { Role as AppRole, Role } from "../roles";\n',
    );
  });

  test("adds several names of one module and one of another", () => {
    expect(imported('import "next-auth";\n', role, plan, base, role)).toBe(
      'import "next-auth";\nimport type { DefaultSession } from "next-auth";\nimport type { Plan, Role } from "../roles";\n',
    );
  });

  test("adds a line beside a default and a namespace import", () => {
    expect(imported('import NextAuth from "next-auth";\n', base)).toBe(
      'import NextAuth from "next-auth";\nimport type { DefaultSession } from "next-auth";\n',
    );
    expect(imported('import * as auth from "next-auth";\n', base)).toBe(
      'import * as auth from "next-auth";\nimport type { DefaultSession } from "next-auth";\n',
    );
  });

  test("stays behind references, which must come first", () => {
    expect(imported('/// <reference types="node" />\n\ninterface A {}\n', role)).toBe(
      '/// <reference types="node" />\n\nimport type { Role } from "../roles";\n\ninterface A {}\n',
    );
  });

  test("takes the file's style", () => {
    expect(imported("import a from 'a'\r\n\r\ninterface A {}\r\n", role)).toBe(
      "import a from 'a'\r\nimport type { Role } from '../roles'\r\n\r\ninterface A {}\r\n",
    );
  });
});

describe("the place of a new import", () => {
  test("a package's import follows the other packages, a file's follows all", () => {
    const text = 'import a from "a";\n\nimport c from "@/c";\nimport b from "./b";\n\ninterface A {}\n';
    expect(imported(text, role, base)).toBe(
      'import a from "a";\nimport type { DefaultSession } from "next-auth";\n\nimport c from "@/c";\nimport b from "./b";\nimport type { Role } from "../roles";\n\ninterface A {}\n',
    );
  });

  test("a package's import comes before the files if there is no other", () => {
    expect(imported('// All types.\nimport b from "./b";\n', base)).toBe(
      '// All types.\nimport type { DefaultSession } from "next-auth";\nimport b from "./b";\n',
    );
  });

  const line = 'import type { DefaultSession } from "next-auth";\n';

  test.each<[name: string, before: string, after: string]>([
    ["in order", 'import a from "a";\n', '// About z.\nimport z from "zod";\n'],
    ["in order, with empty lines", 'import a from "a";\n', '\nimport z from "zod";\nimport b from "./b";\n'],
    ["that come later", "", 'import z from "zod";\n'],
    ["behind a directive", '"use server";\n\n', 'import z from "zod";\n'],
    ["of a scope", 'import a from "@zod/a";\n', 'import z from "zod";\n'],
    ["in no order", 'import z from "zod";\nimport a from "a";\n', ""],
    ["of which one is for its effects", 'import "zod/config";\nimport z from "zod";\n', ""],
    ["of which the first has a comment", '// About z.\nimport z from "zod";\n', ""],
    ["with a comment behind", 'import a from "a"; // About a.\n', 'import z from "zod";\n'],
    ["of which the last has a comment behind", 'import a from "a"; // eslint-disable-line\n', ""],
    ["before a file with a comment behind", 'import a from "a";\n', 'import b from "./b"; // About b.\n'],
  ])("a package's import is sorted among packages %s", (_, before, after) => {
    expect(imported(before + after, base)).toBe(before + line + after);
  });

  test("a file's import leaves the comment behind the last import where it is", () => {
    expect(imported('import b from "./b"; /* About b. */\n', role)).toBe(
      'import b from "./b"; /* About b. */\nimport type { Role } from "../roles";\n',
    );
  });

  test("the first imports are in alphabetical order, files behind packages", () => {
    const client: NeededImport = { exportName: "UserRole", specifier: "@prisma/client" };
    const plans: NeededImport = { exportName: "Plan", specifier: "../plans" };
    const sorted =
      'import type { UserRole } from "@prisma/client";\nimport type { DefaultSession } from "next-auth";\nimport "next-auth/jwt";\nimport type { Plan } from "../plans";\nimport type { Role } from "../roles";\n';
    const loaded: NeededImport = { specifier: "next-auth/jwt" };
    expect(imported("interface A {}\n", base, role, loaded, client, plans)).toBe(`${sorted}\ninterface A {}\n`);
    expect(imported('import z from "zod";\n', base, loaded, client)).toBe(
      'import type { UserRole } from "@prisma/client";\nimport type { DefaultSession } from "next-auth";\nimport z from "zod";\nimport "next-auth/jwt";\n',
    );
  });

  test("the first import comes before everything", () => {
    expect(imported("interface A {}\n", role, base)).toBe(
      'import type { DefaultSession } from "next-auth";\nimport type { Role } from "../roles";\n\ninterface A {}\n',
    );
  });

  test.each<[name: string, text: string, expected: string]>([
    ["in order", "import type { Plan, Seat } from", "import type { Plan, Role, Seat } from"],
    ["in order, whatever the capitals", "import { aRole, Zone } from", "import { aRole, type Role, Zone } from"],
    ["first", "import type { Seat, Zone } from", "import type { Role, Seat, Zone } from"],
    ["last", "import type { A, Plan } from", "import type { A, Plan, Role } from"],
    ["that are in no order", "import type { Seat, Plan } from", "import type { Seat, Plan, Role } from"],
    ["of which there is one", "import type { Seat } from", "import type { Seat, Role } from"],
    ["without spaces", "import type {Plan, Seat} from", "import type {Plan, Role, Seat} from"],
  ])("a new name is sorted among names %s", (_, text, expected) => {
    expect(imported(`${text} "../roles";\n`, role)).toBe(`${expected} "../roles";\n`);
  });

  test("each name gets its own line if one would be too long", () => {
    const names = ["Member", "OwnerOfRights", "RightsOf"];
    expect(imported(`import type { ${names.join(", ")} } from "../roles";\n`, role)).toBe(
      `import type { ${[...names, "Role"].join(", ")} } from "../roles";\n`,
    );
    const long = [...names, "RoleOfAnybodyAtAll"];
    expect(imported(`import { type A, ${"b".repeat(50)} } from "../roles";\n`, role)).toBe(
      `import {\n  type A,\n  ${"b".repeat(50)},\n  type Role,\n} from "../roles";\n`,
    );
    const needed = [...long, "Zone"].map((exportName) => ({ exportName, specifier: "../roles" }));
    expect(imported("", ...needed)).toBe(
      `import type {\n${needed.map(({ exportName }) => `  ${exportName},\n`).join("")}} from "../roles";\n\n`,
    );
    const alone = { exportName: "A".repeat(80), specifier: "../roles" };
    expect(imported("", alone)).toBe(`import type { ${"A".repeat(80)} } from "../roles";\n\n`);
  });
});

describe("a module imported for its types alone", () => {
  const module = { specifier: "next-auth/jwt" };
  const inCode = (text: string): string => {
    const file = ts.createSourceFile("/auth.ts", text, ts.ScriptTarget.Latest, true);
    return applyEdits(text, insertImports(ts, file, [module], styleOf(ts, file)));
  };

  test.each([
    'import NextAuth from "next-auth";\nNextAuth();\n',
    'import { getToken } from "next-auth/providers";\ngetToken();\n',
    'import "next-auth";\n',
  ])("the import is run if its package runs: %j", (text) => {
    expect(inCode(text)).toContain('\nimport "next-auth/jwt";\n');
  });

  test.each([
    'import type { User } from "next-auth";\n',
    'import { User } from "next-auth";\nexport const user: User = {};\n',
    'import { type User } from "next-auth";\nUser();\n',
    'import auth from "next-authority";\nauth();\n',
    'import a from "a";\na();\n',
  ])("the import is not run otherwise: %j", (text) => {
    expect(inCode(text)).toContain('import type {} from "next-auth/jwt";\n');
  });
});

test("importLine", () => {
  const style = {
    newline: "\n",
    indent: "  ",
    quote: "'",
    semicolon: "",
    memberEnd: "",
    separator: ";",
    pad: " ",
    width: 80,
  } as const;
  expect(importLine("types.d.ts", "../roles", ["Plan", "Role"], style)).toBe(
    "import type { Plan, Role } from '../roles'",
  );
  // It must not load the module where it would run.
  expect(importLine("types.d.ts", "../roles", [], style)).toBe("import '../roles'");
  expect(importLine("types.ts", "../roles", [], style)).toBe("import type {} from '../roles'");
});
