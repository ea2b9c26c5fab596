import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { printType, type PrintedType, type Unprintable } from "../../src/compiler/print-type.js";
import { programOf, root, typeOf } from "../support/program.js";

const target = "types/next-auth.d.ts";

/** How the type of `value` is written in the target file; what `main.ts` holds stands one folder above. */
function printed(files: Record<string, string> | string, quote: '"' | "'" = '"'): PrintedType | Unprintable {
  const source = programOf(typeof files === "string" ? { "main.ts": `export {};\n${files}` } : files);
  return printType({ ts, source, target: path.posix.join(root, target), quote }, typeOf(source));
}

function textOf(files: Record<string, string> | string, quote?: '"' | "'"): string {
  const result = printed(files, quote);
  return "text" in result ? result.text : `- ${result.unprintable}`;
}

describe("a type from a member of a dependency's interface", () => {
  const base = 'NonNullable<DefaultSession["user"]>';
  const head = 'import type { DefaultSession, Session } from "next-auth";\n';
  test.each<[type: string, text: string]>([
    ['NonNullable<DefaultSession["user"]>', base],
    ['DefaultSession["user"]', `${base} | undefined`],
    ['DefaultSession["user"] | null', `${base} | null | undefined`],
    ['NonNullable<DefaultSession["user"]>[]', `${base}[]`],
    ['{ id: string } & DefaultSession["user"]', `{ id: string } & ${base}`],
    ['{ owner: NonNullable<Session["user"]> }', `{ owner: ${base} }`],
  ])("it is written by that member's name: %s", (type, text) => {
    const result = printed({ "main.ts": `${head}declare const value: ${type};\n` });
    expect(result).toEqual({
      text,
      imports: [expect.objectContaining({ specifier: "next-auth", exportName: "DefaultSession" })],
    });
  });

  test("a type of the project's own code is not written so", () => {
    expect(textOf("export interface Row { meta: { a: string } }\ndeclare const value: Row['meta'];")).toBe(
      "{ a: string }",
    );
  });

  test("a type that only resembles it is not written so", () => {
    const value = "declare const value: { name?: string | null; email?: string | null; image?: string | null };";
    expect(textOf({ "main.ts": head + value })).toBe(
      "{ name?: string | null; email?: string | null; image?: string | null }",
    );
  });
});

describe("types that are written out", () => {
  const cases: readonly (readonly [type: string, text: string, head?: string])[] = [
    ["unknown", "unknown"],
    ["object", "object"],
    ["void", "void"],
    ["`a|${string}`[]", "`a|${string}`[]"],
    ["Uppercase<string>", "Uppercase<string>"],
    // Unions
    ["boolean", "boolean"],
    ["string | boolean", "string | boolean"],
    ["string | true", "string | true"],
    ["false | null", "false | null"],
    ["null | undefined", "null | undefined"],
    ["undefined | null | string", "string | null | undefined"],
    ["Flag | false", "false | Flag", 'export type Flag = true | "x";'],
    ["keyof Org", '"id" | "name"', "interface Org { id: string; name: string }"],
    // Enums
    ["Plan", "Plan", "export enum Plan { Free, Pro, Max }"],
    ["Plan | undefined | null", "Plan | null | undefined", "export enum Plan { Free, Pro, Max }"],
    ["Plan.Free", "Plan.Free", "export enum Plan { Free, Pro, Max }"],
    ["Plan.Free | Plan.Max", "Plan.Free | Plan.Max", "export enum Plan { Free, Pro, Max }"],
    ["Plan | Size", "Plan | Size", "export enum Plan { Free, Pro } export enum Size { S, L }"],
    ["Plan | string", "string | Plan", "export enum Plan { Free, Pro }"],
    ["Plan.Free | Plan.Pro", "Plan", "export enum Plan { Free, Pro }"],
    ["Plan.Free | Plan.Pro | null", "Plan | null", "export enum Plan { Free, Pro }"],
    ["Plan.Free | Plan.Pro | string", "string | Plan.Free | Plan.Pro", "export enum Plan { Free, Pro }"],
    ["Only | undefined", "Only.A | undefined", "export enum Only { A }"],
    ["Computed | undefined", "Computed | undefined", 'export enum Computed { A = "a".length, B = A + 1 }'],
    ["Plan.Free", '"free"', 'enum Plan { Free = "free", Pro = "pro" }'],
    ["Plan.Free", "7", "enum Plan { Free = 7, Pro = 8 }"],
    // Intersections
    ["{ a: string } & { b: number }", "{ a: string } & { b: number }"],
    ["Item & { tag: true }", "(string | number) & { tag: true }"],
    // Arrays and tuples
    ["readonly string[]", "readonly string[]"],
    ["(string | null)[][]", "(string | null)[][]"],
    ["({ a: string } & { b: string })[]", "({ a: string } & { b: string })[]"],
    ["({ a: 1 } | { b: 2 })[]", "({ a: 1 } | { b: 2 })[]"],
    ["{ a: string | number }[]", "{ a: string | number }[]"],
    ["[string | number][]", "[string | number][]"],
    ["Set<string | number>[]", "Set<string | number>[]"],
    ['"a|b"[]', '"a|b"[]'],
    [`'say "x" | y'[]`, '"say \\"x\\" | y"[]'],
    ['("a" | "b")[]', '("a" | "b")[]'],
    ["[string, ...number[]]", "[string, ...number[]]"],
    ["[...(string | number)[], boolean]", "[...(string | number)[], boolean]"],
    ["[string, number?]", "[string, number?]"],
    ["[string, (number | null)?]", "[string, (number | null)?]"],
    ["readonly [a: string, b: string]", "readonly [string, string]"],
    ["[]", "[]"],
    // Objects
    ["{}", "{}"],
    ["{ [key: string]: number; length: number }", "{ [key: string]: number; length: number }"],
    ["{ 'a-b': 1; 1: 2; '': 3; $c: 4; _d: 5; é: 6 }", '{ "a-b": 1; "1": 2; "": 3; $c: 4; _d: 5; é: 6 }'],
    ["{ a?: string; b?: string | null; c?: undefined }", "{ a?: string; b?: string | null; c?: undefined }"],
    ["{ a: string | undefined }", "{ a: string | undefined }"],
    ["{ readonly plan?: Plan }", "{ plan?: Plan }", 'export type Plan = "free" | "pro";'],
    ['{ [Name in "a" | "b"]: 1 }', "{ a: 1; b: 1 }"],
    ["Hidden", "{ a: string }", "interface Hidden { a: string }"],
    ["Hidden<string>", "{ a: string }", "interface Hidden<Item> { a: Item }"],
    [
      "Team",
      "{ name: string }",
      'class Team { #a = 1; private b = 1; protected c = 1; name = "a"; constructor(private d: string) {} }',
    ],
    // References
    ["Page<string>", "Page<string>", "export type Page<Item> = { items: Item[] };"],
    ["Page<string>", "{ items: string[] }", "type Page<Item> = { items: Item[] };"],
    [
      "Paged<Plain, 1>",
      "Paged<Plain, 1>",
      "export interface Paged<A, B> { a: A; b: B } export interface Plain { a: 1 }",
    ],
    ["Box", "Box", "export class Box { a = 1 }"],
    ["Chain", "Chain", "export interface Chain { next?: this }"],
    ["__Row", "__Row", "export interface __Row { a: string }"],
    ["Date", "Date"],
    ["Record<string, number>", "Record<string, number>"],
  ];
  const generic = "export function inside<Item extends string | number>";
  for (const [type, text, head = ""] of cases) {
    test(`${head} ${type}`, () => {
      const declared = type.includes("Item &")
        ? `${generic}(value: ${type}) {}`
        : `export declare const value: ${type};`;
      expect(textOf(`${head}\n${declared}`)).toBe(text);
    });
  }

  test("a type parameter is written as its constraint, or as unknown", () => {
    expect(textOf("export function inside<Item extends string>(value: Item) {}")).toBe("string");
    expect(textOf("export function inside<Item>(value: Item) {}")).toBe("unknown");
    expect(textOf("export function inside<Items extends string[]>(value: [...Items, 1]) {}")).toBe("[...string[], 1]");
  });

  test("literals of an object are written as a mutable property holds them", () => {
    expect(textOf('export const value = { a: "free", b: 1 };')).toBe("{ a: string; b: number }");
  });

  test("strings are quoted in the file's style", () => {
    const declared = `export declare const value: { "a-b": 'it\\'s "a"' };`;
    expect(textOf(declared, "'")).toBe(`{ 'a-b': 'it\\'s "a"' }`);
    expect(textOf(declared, '"')).toBe(`{ "a-b": "it's \\"a\\"" }`);
    expect(textOf({ "main.ts": "export default interface Row { a: 1 }\ndeclare const value: Row;" }, "'")).toBe(
      "import('../main').default",
    );
  });
});

describe("types that cannot be written", () => {
  const deep = (levels: number): string => `${"{ a: ".repeat(levels)}string${" }".repeat(levels)}`;
  const text = (length: number): string => JSON.stringify("a".repeat(length - 2));
  const dependent = "- its type depends on a type parameter; give the value a concrete type";
  const holdsFunction = "- it holds a function, which no session can carry";
  const cases: readonly (readonly [declared: string, text: string])[] = [
    ["declare const value: any;", "- its type is `any`; give the value a type"],
    ["declare const value: { a: any[] };", "- its type is `any`; give the value a type"],
    [`declare const value: ${deep(6)};`, deep(6)],
    [`declare const value: ${deep(7)};`, "- the type is too deep to write out; export a named type for it"],
    [`declare const value: ${text(400)};`, text(400)],
    [`declare const value: ${text(401)};`, "- the type is too large to write out; export a named type for it"],
    ["function inside<Item extends object>(value: keyof Item) {}", dependent],
    ["function inside<Item extends { a: 1 }>(value: Item['a']) {}", dependent],
    ["function inside<Item>(value: Item extends string ? 1 : 2) {}", dependent],
    ["declare const value: unique symbol;", dependent],
    ["declare const value: () => void;", holdsFunction],
    ["declare const value: { a: new () => Date };", holdsFunction],
    ["enum Plan { Free, Pro } declare const value: Plan;", "- the enum Plan is not exported; export it"],
    [
      'enum Plan { Free = "".length, Pro = 2 } declare const value: Plan | null;',
      "- the enum Plan is not exported; export it",
    ],
    [
      'declare const brand: unique symbol; declare const value: string & { [brand]: "id" };',
      "- one of its properties is named by a symbol; export a named type for it",
    ],
  ];
  test.each(cases)("%s", (declared, expected) => {
    expect(textOf(declared)).toBe(expected);
  });

  test("an interface that a package does not export", () => {
    const files = {
      "node_modules/rows/index.d.ts": "interface Row { a: string }\nexport declare const row: Row;\nexport {};\n",
      "main.ts": 'import { row } from "rows";\nexport const value = row;\n',
    };
    expect(textOf(files)).toBe("- the type Row cannot be imported here; export a named type for it");
  });
});

describe("the name by which a type is written:", () => {
  const row = "export interface Row { a: string }\n";
  const useOf = (name: string, from: string): string =>
    `import type { ${name} } from "${from}";\nexport declare const value: ${name};\n`;
  const fromMain = { exportName: "Row", specifier: "../main" };

  const cases: readonly (readonly [
    name: string,
    files: Record<string, string>,
    text: string,
    imports?: PrintedType["imports"],
  ])[] = [
    ["an exported one is imported", { "main.ts": `${row}export declare const value: Row;\n` }, "Row", [fromMain]],
    [
      "one that occurs twice is imported once",
      { "main.ts": `${row}export declare const value: { a: Row; b: Row };\n` },
      "{ a: Row; b: Row }",
      [fromMain],
    ],
    [
      "one of a package is imported from the package",
      { "node_modules/rows/index.d.ts": row, "main.ts": useOf("Row", "rows") },
      "Row",
      [{ exportName: "Row", specifier: "rows" }],
    ],
    [
      "one without a name in a package is written out",
      {
        "node_modules/rows/index.d.ts": "export declare const row: { a: string };\n",
        "main.ts": 'import { row } from "rows";\nexport const value = row;\n',
      },
      "{ a: string }",
    ],
    [
      "one that is exported under another name is imported by that",
      { "main.ts": "interface Hidden { a: string }\nexport type { Hidden as Row };\ndeclare const value: Hidden;\n" },
      "Row",
      [fromMain],
    ],
    [
      "a default export has no name to import",
      { "main.ts": "interface Row { a: string }\nexport default Row;\nexport declare const value: Row;\n" },
      'import("../main").default',
    ],
    [
      "one of the file itself needs no import",
      { [target]: "interface Row { a: string }\nexport declare const value: Row;\n" },
      "Row",
    ],
    [
      "one inside a namespace of the file itself is written out",
      {
        [target]: "declare namespace App { interface Row { a: string } }\nexport declare const value: App.Row;\n",
      },
      "{ a: string }",
    ],
    [
      "one inside another namespace is named by that",
      {
        "main.ts": "export namespace App { export interface Row { a: string } }\nexport declare const value: App.Row;",
      },
      "App.Row",
      [{ exportName: "App", specifier: "../main" }],
    ],
    [
      "one inside a namespace that does not export it is written out",
      {
        "main.ts":
          "export namespace App { interface Row { a: string } export declare const value: Row }\nexport declare const value: typeof App.value;",
      },
      "{ a: string }",
    ],
    [
      "one inside an ambient module is written out",
      {
        "rows.d.ts": 'declare module "rows" { export interface Row { a: string } }\n',
        "main.ts": useOf("Row", "rows"),
      },
      "{ a: string }",
    ],
    [
      "a global one of a script",
      { "global.d.ts": "interface Row { a: string }\n", "main.ts": "export declare const value: Row;\n" },
      "Row",
    ],
    [
      "one inside declare global",
      {
        "global.ts": "declare global { interface Row { a: string } }\nexport {};\n",
        "main.ts": "export declare const value: Row;\n",
      },
      "Row",
    ],
  ];
  for (const [name, files, text, imports = []] of cases) {
    test(name, () => {
      expect(printed(files)).toEqual({ text, imports });
    });
  }
});

describe("a type whose name stands for something else in the file:", () => {
  const main = "export interface Row { a: string }\nexport declare const value: Row;\n";
  const asImported = { text: 'import("../main").Row', imports: [] };
  const byName = { text: "Row", imports: [{ exportName: "Row", specifier: "../main" }] };
  const cases: readonly (readonly [
    name: string,
    files: Record<string, string>,
    expected: PrintedType | Unprintable,
  ])[] = [
    ["the file declares it", { [target]: "interface Row { b: string }\nexport {};\n", "main.ts": main }, asImported],
    [
      "the file imports another one of that name",
      {
        "other.ts": "export interface Row { b: string }\n",
        [target]: 'import type { Row } from "../other";\n',
        "main.ts": main,
      },
      asImported,
    ],
    ["the file imports the very same", { [target]: 'import type { Row } from "../main";\n', "main.ts": main }, byName],
    [
      "the file imports it from where it is exported once more",
      {
        [target]: 'import type { Row } from "../index";\n',
        "index.ts": 'export type { Row } from "./main";\n',
        "main.ts": main,
      },
      { text: "Row", imports: [{ exportName: "Row", specifier: "../index" }] },
    ],
    [
      "the file imports it under another name",
      { [target]: 'import { type Row as R } from "../main";\n', "main.ts": main },
      { text: "R", imports: [{ exportName: "Row", specifier: "../main", localName: "R" }] },
    ],
    [
      "the file imports it under another name because it has one of its own",
      { [target]: 'import type { Row as R } from "../main";\ninterface Row { b: string }\n', "main.ts": main },
      { text: "R", imports: [{ exportName: "Row", specifier: "../main", localName: "R" }] },
    ],
    [
      "the file imports it as the default",
      {
        [target]: 'import type R from "../main";\n',
        "main.ts": "interface Row { a: string }\nexport default Row;\nexport declare const value: Row;\n",
      },
      { text: "R", imports: [{ exportName: "default", specifier: "../main", localName: "R" }] },
    ],
    [
      "the file imports it, but augments a module with another one of that name",
      {
        [target]: 'import type { Row } from "../main";\ndeclare module "next-auth" { interface Row { b: string } }\n',
        "main.ts": main,
      },
      asImported,
    ],
    [
      "an import hides a global one",
      { "global.d.ts": "interface Row { b: string }\n", [target]: "export {};\n", "main.ts": main },
      byName,
    ],
    [
      "the file augments a module with it",
      {
        [target]: 'import "next-auth";\ndeclare module "next-auth" { interface Row { b: string } }\n',
        "main.ts": main,
      },
      asImported,
    ],
    [
      "the file augments a module that has it",
      {
        "node_modules/rows/index.d.ts": "export interface Row { b: string }\n",
        [target]: 'import "rows";\ndeclare module "rows" { interface Other { b: string } }\n',
        "main.ts": main,
      },
      asImported,
    ],
    [
      "the file augments a module without it",
      {
        "global.d.ts": "interface Row { b: string }\n",
        [target]: 'import "next-auth";\ndeclare module "next-auth" { interface Other { b: string } }\n',
        "main.ts": main,
      },
      byName,
    ],
    [
      "a global one that the file hides",
      {
        "global.d.ts": "interface Row { b: string }\n",
        [target]: 'import type { Row } from "../main";\n',
        "main.ts": "export interface Row { a: string }\n",
        "other.ts": "export declare const value: Row;\n",
      },
      { text: "globalThis.Row", imports: [] },
    ],
    [
      "two of the same name in one type",
      {
        "a.ts": "export interface Row { a: string }\n",
        "b.ts": "export interface Row { b: string }\n",
        "main.ts":
          'import type { Row } from "./a";\nimport type { Row as Other } from "./b";\nexport declare const value: { a: Row; b: Other; c: Row };\n',
      },
      {
        text: '{ a: Row; b: import("../b").Row; c: Row }',
        imports: [{ exportName: "Row", specifier: "../a" }],
      },
    ],
  ];
  test.each(cases)("%s", (_name, files, expected) => {
    expect(printed(files)).toEqual(expected);
  });
});
