import ts from "typescript";
import { describe, expect, test } from "vitest";
import { typesOf } from "../../src/compiler/types.js";
import { declarationOf, programOf, typeOf } from "../support/program.js";
import { unknownType } from "../../src/compiler/unions.js";
import { namedValue } from "../../src/compiler/symbols.js";

const source = programOf({
  "node_modules/rows/index.d.ts": `export interface Row { id: string }
export interface Pair { nested: { a: 1 } }
`,
  "main.ts": `import type { Row, Pair } from "rows";
declare module "rows" {
  interface Row { role: string }
}
export enum Plan { Free, Pro }
export enum Size { Small = 1, Large }
export type Role = "admin" | "member";
export interface User { name: string }
export interface AdapterUser extends User { email: string }
export interface Loop { then(done: (value: Loop) => void): void }
declare const fallback: string, role: string;
let target: string;
({ role: target, target = fallback } = { role, target: role });
export declare const row: Row, pair: Pair, mapped: { [Name in "a"]: 1 };
export function inside<Item, Key extends string>(
${[
  "any",
  "unknown",
  "never",
  "object",
  "undefined",
  "null",
  "void",
  "string",
  "'a'",
  "''",
  "number",
  "1",
  "0",
  "10n",
  "boolean",
  "true",
  "symbol",
  "string | undefined",
  "string | null",
  "string | null | undefined",
  "void | string",
  "string | number",
  "'a' | ''",
  "Plan",
  "Size",
  "Role",
  "Role | undefined",
  "'member' | 'admin' | 'guest'",
  "User",
  "User | null",
  "User | string",
  "User | AdapterUser",
  "User & { tag: true }",
  "string & { brand: 1 }",
  "{ a: 1; [Symbol.iterator]: 2 } | undefined",
  "{ a?: 1; [key: string]: unknown } | null",
  "Record<number, string> | User",
  "Item",
  "Item | undefined",
  "Item & User",
  "Promise<string>",
  "Loop",
  "Map<string, Role>",
]
  .map((type, index) => `  p${index}: ${type},\n`)
  .join("")}) {}
`,
});
const types = typesOf(ts, source.program);
const checker = source.program.getTypeChecker();

const byText = new Map<string, ts.Type>();
for (const parameter of declarationOf(source, "inside", ts.isFunctionDeclaration).parameters)
  byText.set(parameter.type?.getText() ?? "", checker.getTypeAtLocation(parameter));

/** One of the types above. */
function type(text: string): ts.Type {
  const found = byText.get(text);
  if (!found) throw new Error(`No parameter has the type ${text}.`);
  return found;
}

function property(of: string, name: string): ts.Symbol {
  const found = types.property(typeOf(source, of), name);
  if (!found) throw new Error(`${of} has no ${name}.`);
  return found;
}

describe("questions about one type", () => {
  type Question =
    | "isAny"
    | "isUnknown"
    | "isNullable"
    | "includesUndefined"
    | "isPresentWhenWritten"
    | "isObject"
    | "isPrimitive"
    | "hasUnnamedProperties";
  const answers: readonly (readonly [Question, yes: readonly string[], no: readonly string[]])[] = [
    ["isAny", ["any"], ["unknown", "string"]],
    ["isUnknown", ["unknown"], ["any", "string"]],
    [
      "isNullable",
      ["undefined", "null", "void", "string | null", "string | undefined"],
      ["string", "User", "any", "unknown"],
    ],
    [
      "includesUndefined",
      ["undefined", "void", "string | undefined", "void | string"],
      ["string", "null", "string | null"],
    ],
    [
      "isPresentWhenWritten",
      ["string", "'a'", "number", "1", "10n", "object", "User", "User & { tag: true }", "User | string", "Size"],
      [
        "''",
        "0",
        "'a' | ''",
        "Plan",
        "boolean",
        "true",
        "symbol",
        "undefined",
        "User | null",
        "any",
        "unknown",
        "Item",
      ],
    ],
    [
      "isObject",
      ["User", "User | null", "User & { tag: true }", "User | AdapterUser", "Map<string, Role>"],
      ["unknown", "any", "string", "User | string", "null"],
    ],
    [
      "isPrimitive",
      [
        "string",
        "Plan",
        "10n",
        "true",
        "symbol",
        "string | null | undefined",
        "void",
        "string & { brand: 1 }",
        "never",
      ],
      ["object", "User", "User | null", "User | string", "User & { tag: true }", "any", "unknown", "Item"],
    ],
    [
      "hasUnnamedProperties",
      [
        "any",
        "unknown",
        "object",
        "Item",
        "Item | undefined",
        "Item & User",
        "{ a?: 1; [key: string]: unknown } | null",
        "Record<number, string> | User",
      ],
      ["User", "User | null", "Map<string, Role>", "never"],
    ],
  ];
  for (const [question, yes, no] of answers) {
    test(question, () => {
      const answered = (texts: readonly string[]): unknown => texts.map((text) => [text, types[question](type(text))]);
      expect(answered(yes)).toEqual(yes.map((text) => [text, true]));
      expect(answered(no)).toEqual(no.map((text) => [text, false]));
    });
  }

  test.each([
    ["string", "string"],
    ["Role", "string"],
    ["number", "number"],
    ["Plan", "number"],
    ["boolean", "boolean"],
    ["true", "boolean"],
    ["string | number", undefined],
    ["10n", undefined],
    ["string | undefined", undefined],
  ] as const)("typeof %s is %s", (text, expected) => {
    expect(types.typeofText(type(text))).toBe(expected);
  });

  test("a type has a full text and a name", () => {
    expect(types.text(type("Role"))).toBe("Role");
    const wide = programOf({
      "main.ts": `declare const value: { ${Array.from({ length: 60 }, (_, index) => `property${index}: string`).join("; ")} };`,
    });
    expect(typesOf(ts, wide.program).text(typeOf(wide))).toContain("property30: string;");
  });
});

describe("types made of a type", () => {
  const texts = (name: "awaited" | "withoutUndefined", of: string): string => types.text(types[name](type(of)));

  test.each([
    ["string | undefined", "string"],
    ["string | null | undefined", "string | null"],
    ["string | null", "string | null"],
    ["undefined", "undefined"],
    ["Role", "Role"],
  ])("%s without undefined is %s", (of, expected) => {
    expect(texts("withoutUndefined", of)).toBe(expected);
  });

  test.each([
    ["Promise<string>", "string"],
    ["string", "string"],
    // Of a promise of itself nobody can tell what it gives.
    ["Loop", "Loop"],
  ])("%s, awaited, is %s", (of, expected) => {
    expect(texts("awaited", of)).toBe(expected);
  });

  const unions: readonly (readonly [members: readonly string[], text: string])[] = [
    [[], "never"],
    [["string", "number"], "string | number"],
    [["'a'", "string"], "string"],
    [["Role", "Role"], "Role"],
    [["User", "User | AdapterUser"], "User"],
    [["User | AdapterUser"], "User"],
    [["string", "undefined"], "string | undefined"],
  ];
  for (const [members, text] of unions) {
    test(`the union of ${members.join(" and ") || "nothing"} is ${text}`, () => {
      expect(types.text(types.union(members.map(type)))).toBe(text);
    });
  }

  describe("unions by a checker that cannot make them", () => {
    const older = typesOf(ts, {
      ...source.program,
      getTypeChecker: () => Object.assign(Object.create(checker) as ts.TypeChecker, { getUnionType: undefined }),
    });
    test.each([
      [["Role", "Role"], "Role"],
      [["'a'", "string"], "string"],
      [["string", "'a'"], "string"],
      [["string", "number"], "unknown"],
      [[], "unknown"],
    ] as const)("the union of %j is %s", (members, text) => {
      expect(types.text(older.union(members.map(type)))).toBe(text);
    });
  });

  test("a checker without unknown gives any", () => {
    expect(types.text(unknownType(checker))).toBe("unknown");
    const older = Object.assign(Object.create(checker) as ts.TypeChecker, { getUnknownType: undefined });
    expect(types.text(unknownType(older))).toBe("any");
  });
});

describe("the properties of a type", () => {
  test("they are those that the type names, apart from null and undefined", () => {
    const names = (of: string): string[] => types.propertiesOf(type(of)).map(({ name }) => name);
    expect(names("{ a: 1; [Symbol.iterator]: 2 } | undefined")).toEqual(["a"]);
    expect(names("{ a?: 1; [key: string]: unknown } | null")).toEqual(["a"]);
    expect(types.property(type("User | null"), "name")?.name).toBe("name");
    expect(types.property(type("{ a?: 1; [key: string]: unknown } | null"), "b")).toBeUndefined();
  });

  test("they are optional if they have a question mark", () => {
    const optional = types.property(type("{ a?: 1; [key: string]: unknown } | null"), "a");
    expect(optional && types.isOptionalProperty(optional)).toBe(true);
    expect(types.isOptionalProperty(property("row", "id"))).toBe(false);
  });

  test("they are the project's own if its code declares them", () => {
    expect(types.isOwnProperty(property("row", "role"))).toBe(true);
    expect(types.isOwnProperty(property("row", "id"))).toBe(false);
    expect(types.isOwnProperty(property("mapped", "a"))).toBe(false);
  });

  test("they belong to a library's interface even if the project has added them", () => {
    expect(types.isOfLibraryInterface(property("row", "role"))).toBe(true);
    expect(types.isOfLibraryInterface(property("row", "id"))).toBe(true);
    expect(types.isOfLibraryInterface(property("mapped", "a"))).toBe(false);
    const name = types.property(type("User"), "name");
    expect(name && types.isOfLibraryInterface(name)).toBe(false);
    const inLiteral = types.property(types.typeOfProperty(property("pair", "nested")), "a");
    expect(inLiteral && types.isOfLibraryInterface(inLiteral)).toBe(false);
  });

  test("they are built in if the language's library declares them", () => {
    expect(types.isBuiltIn(type("Map<string, Role>").getSymbol())).toBe(true);
    expect(types.isBuiltIn(type("User").getSymbol())).toBe(false);
    expect(types.isBuiltIn(typeOf(source, "row").getSymbol())).toBe(false);
    expect(types.isBuiltIn(undefined)).toBe(false);
  });
});

test("a name stands for its variable, even in a shorthand", () => {
  const shorthand: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isShorthandPropertyAssignment(node)) {
      shorthand.push(node.name);
      if (node.objectAssignmentInitializer && ts.isIdentifier(node.objectAssignmentInitializer))
        shorthand.push(node.objectAssignmentInitializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(declarationOf(source, "fallback", ts.isVariableDeclaration).getSourceFile());
  expect(
    shorthand.map((name) => {
      const value = namedValue(ts, checker, name);
      return [value?.name, value?.valueDeclaration?.kind];
    }),
  ).toEqual(["target", "fallback", "role"].map((name) => [name, ts.SyntaxKind.VariableDeclaration]));
});
