import ts from "typescript";
import { describe, expect, test } from "vitest";
import { replace } from "../../src/edits/members.js";
import { applyEdits } from "../../src/edits/text-edit.js";
import { removeUnused } from "../../src/edits/unused.js";

/** The text without each ` as …` up to the next `)` or semicolon, and without what is then used no more. */
function withoutCasts(text: string, fileName = "/auth.ts"): string {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const casts = [...text.matchAll(/(?<=(?:token|user)(?:\.\w+)?) as [^;)]*/g)].map(({ 0: cast, index }) =>
    replace(file, index, index + cast.length, ""),
  );
  return applyEdits(text, [...casts, ...removeUnused(ts, file, casts, false)]);
}

const used = "export const role = (user as WithRole).role;\n";
const bare = "export const role = (user).role;\n";
const alias = "type WithRole = { role: string };\n";

describe("a local type that only a removed cast names goes with it:", () => {
  test.each<[name: string, before: string, after: string]>([
    ["an alias", alias, ""],
    ["an interface", "interface WithRole { role: string }\n", ""],
    ["an interface on several lines", "\ninterface WithRole {\n  role: string;\n}\n\n", "\n"],
    ["an interface in two parts", "interface WithRole { a: string }\ninterface WithRole { role: string }\n", ""],
    ["an alias that names itself", "type WithRole = { role: string; of?: WithRole };\n", ""],
    ["an alias with a parameter", "type WithRole<T = string> = { role: T };\n", ""],
    ["two aliases, one in the other", `type Role = "a" | "b";\ntype WithRole = { role: Role };\n`, ""],
    ["two interfaces that name each other", "interface Of { of: WithRole }\ninterface WithRole { role: Of }\n", ""],
    ["an enum of texts", 'enum WithRole { A = "a", B = `b` }\n', ""],
    ["an enum that counts", "enum WithRole { A, B = -2, C }\n", ""],
    ["a constant enum", 'const enum WithRole { A = "a" }\n', ""],
    ["with its comment above", `/** A {@link WithRole} is a user with a role. */\n${alias}`, ""],
    ["with its comment behind", "type WithRole = { role: string }; // until User has it\n", ""],
    ["with the directive about it", `// eslint-disable-next-line @typescript-eslint/no-type-alias\n${alias}`, ""],
    ["below a comment that an empty line parts from it", `// The site.\n\n${alias}`, "// The site.\n\n"],
    ["below a region", `//#region types\n${alias}//#endregion\n`, "//#region types\n//#endregion\n"],
    ["below rules of the whole file", `/* eslint-disable no-console */\n${alias}`, "/* eslint-disable no-console */\n"],
    ["with the import that it names", `import type { Role } from "./roles";\ntype WithRole = { role: Role };\n`, ""],
    [
      "with one of the imports beside it",
      `import { load, type Role } from "./roles";\n\ntype WithRole = { role: Role };\n\nload();\n`,
      `import { load } from "./roles";\n\nload();\n`,
    ],
    ["between other statements", `const a = 1;\n\n${alias}\nconst b = 2;\n`, "const a = 1;\n\nconst b = 2;\n"],
  ])("%s", (_, before, after) => {
    const first = 'import "./first";\n';
    expect(withoutCasts(first + before + used)).toBe(first + after + bare);
  });

  test("it goes inside a function", () => {
    const text =
      "export function role(user) {\n  type WithRole = { role: string };\n  return (user as WithRole).role;\n}\n";
    expect(withoutCasts(text)).toBe("export function role(user) {\n  return (user).role;\n}\n");
  });

  test("it goes inside a namespace", () => {
    const text =
      "export namespace Roles {\n  interface WithRole { role: string }\n  export const role = (user as WithRole).role;\n}\n";
    expect(withoutCasts(text)).toBe("export namespace Roles {\n  export const role = (user).role;\n}\n");
  });

  test("it goes if it stands behind the statement that used it", () => {
    expect(withoutCasts(`${used}\n${alias}`)).toBe(bare);
  });

  test("it goes with Windows line ends", () => {
    const text = `export const a = 1;\r\n\r\ntype WithRole = { role: string };\r\n\r\n${used}`;
    expect(withoutCasts(text)).toBe(`export const a = 1;\r\n\r\n${bare}`);
  });
});

describe("a local type that is kept", () => {
  test.each<[name: string, before: string, rest?: string]>([
    ["that is exported", `export ${alias}`],
    ["that an export names", alias, "export type { WithRole };\n"],
    ["that something else names", alias, "export const other: WithRole | undefined = undefined;\n"],
    ["that a comment elsewhere names", alias, "// WithRole: see above.\n"],
    ["that nothing used before either", `type Other = { a: 1 };\nexport ${alias}`],
    ["that another one names which is used", `${alias}export type Other = WithRole | null;\n`],
    ["that one names which nothing uses", `${alias}interface Other extends WithRole {}\n`],
    ["beside a value of its name", `${alias}const WithRole = 1;\n`],
    ["that shares its name with one elsewhere", `${alias}function f() {\n  type WithRole = 1;\n}\n`],
    ["that is an enum which calls something", "enum WithRole { A = counted() }\n"],
    ["that is a class", "class WithRole { role = 1 }\n"],
    ["that is global", `declare global {\n  ${alias}}\n`],
    ["that belongs to another module", `declare module "x" {\n  ${alias}}\n`],
    ["that belongs to a declared namespace", `declare namespace X {\n  ${alias}}\n`],
    ["that is a comment itself", "/** @typedef {{ role: string }} WithRole */\n"],
    ["that shares its line with something else", "type WithRole = { role: string }; load();\n"],
  ])("it is kept %s", (_, before, rest = "") => {
    expect(withoutCasts(before + used + rest)).toBe(before + bare + rest);
  });

  test("it is kept in a script, which every file sees", () => {
    expect(withoutCasts(`${alias}const role = (user as WithRole).role;\n`)).toBe(`${alias}const role = (user).role;\n`);
  });

  test("it is kept in a declaration file", () => {
    expect(withoutCasts(alias + used, "/auth.d.ts")).toBe(alias + bare);
  });
});

test("removing two imports together leaves the file a module", () => {
  const text = 'import type { A } from "./a";\nimport type { B } from "./b";\nconst plan = token.plan as A & B;\n';
  expect(withoutCasts(text)).toMatch(/^import type \{ [AB] \} from "\.\/[ab]";\nconst plan = token\.plan;\n$/);
});
