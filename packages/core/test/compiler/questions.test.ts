import ts from "typescript";
import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/compiler/program-view.js";
import { typesOf } from "../../src/compiler/types.js";
import { declarationOf, fileOf, programOf, typeOf } from "../support/program.js";

const source = programOf({
  "node_modules/rows/index.d.ts": "export interface Row { id: string }\nexport interface Other { id: string }\n",
  "virtual.d.ts": 'declare module "virtual" { export interface Made { at: string } }\n',
  "names.ts": `import type { Row } from "rows";
declare module "rows" { interface Row { role: string } }
export { made as handed } from "./made.js";
export { nothing } from "./made.js";
export type { Row } from "rows";
export const role = "admin" as string;
export const literal = { role };
`,
  "made.ts": "export const made = { plan: 1 };\n",
  "user.ts": `import { handed, nothing } from "./names.js";
export const used = [handed, nothing];
export type Unnamed = Missing;
`,
  "script.ts": "var loose = 1;\n",
  "values.ts": `interface Base { base: string }
interface Derived extends Base { own?: number | null }
class Holder { held = 1 }
type Named = { a: string };
export declare const derived: Derived, holder: Holder, named: Named, both: { a: string } & { b: number };
export declare const list: string[], pair: [string, number], record: { [name: string]: boolean };
export declare const keyed: { [key: symbol]: Holder }, text: "a", count: 2, flag: true, either: "a" | "b";
export declare const same: "b" | "a", open: any, wide: { a: string; c?: number }, nullish: Derived | undefined;
export function bound<Item extends Base, Free>(item: Item, free: Free): [Item, Free] { return [item, free]; }
export function one(a: string): string;
export function one(a: number, ...rest: boolean[]): number;
export function one(a: unknown): unknown { return a; }
export const called = one(1, true, false);
export const given: Derived = { base: "" };
export const make = async () => 1;
`,
});
const { types } = viewOf({ ts, ...source });

/** The first node of a file that is an identifier of this text. */
function nameIn(file: string, text: string, from = 0): ts.Identifier {
  const root = fileOf(source, file);
  const find = (node: ts.Node): ts.Identifier | undefined =>
    ts.isIdentifier(node) && node.text === text && node.pos >= from ? node : ts.forEachChild(node, find);
  const found = find(root);
  if (!found) throw new Error(`${file} has no ${text}.`);
  return found;
}

function text(type: ts.Type | undefined): string | undefined {
  return type && types.text(type);
}

const value = (name: string): ts.Type => typeOf(source, name);

test("the questions to a program are created once", () => {
  expect(typesOf(ts, source.program)).toBe(types);
  expect(viewOf({ ts, ...source }).types).toBe(types);
});

describe("the symbol of a name", () => {
  test("an imported name stands for the import, and in the end for the export", () => {
    const name = nameIn("user.ts", "handed");
    expect(types.declarationsOf(types.symbolAt(name)).map(({ kind }) => kind)).toEqual([ts.SyntaxKind.ImportSpecifier]);
    const resolved = types.resolvedAt(name);
    expect(resolved?.name).toBe("made");
    expect(types.valueDeclarationOf(resolved)?.getText()).toBe("made = { plan: 1 }");
  });

  test("a name that nothing declares has no declaration, even if it is imported", () => {
    expect(types.isDeclared(types.resolvedAt(nameIn("user.ts", "Missing")))).toBe(false);
    expect(types.isDeclared(types.symbolAt(nameIn("user.ts", "nothing")))).toBe(true);
    expect(types.isDeclared(types.resolvedAt(nameIn("user.ts", "nothing")))).toBe(false);
    expect(types.isDeclared(undefined)).toBe(false);
    expect(types.declarationsOf(undefined)).toEqual([]);
  });

  test("a name in a shorthand is the variable", () => {
    const { initializer } = declarationOf(source, "literal", ts.isVariableDeclaration);
    const [member] = initializer && ts.isObjectLiteralExpression(initializer) ? initializer.properties : [];
    const name = member?.name;
    expect(name && ts.isIdentifier(name) && types.valueDeclarationOf(types.namedValue(name))?.getText()).toBe(
      'role = "admin" as string',
    );
  });
});

describe("the symbol of a module", () => {
  test("a file with imports or exports is a module", () => {
    expect(types.moduleOf(fileOf(source, "made.ts"))).toBeDefined();
    expect(types.moduleOf(fileOf(source, "script.ts"))).toBeUndefined();
  });

  test("a module that is declared anew is found by its specifier", () => {
    const module = types.ambientModule("virtual");
    expect(module && types.exportsOf(module).map(({ name }) => name)).toEqual(["Made"]);
    expect(types.ambientModule("absent")).toBeUndefined();
  });

  test("a module exports what it re-exports and what augmentations add", () => {
    const module = types.moduleOf(fileOf(source, "names.ts"));
    if (!module) throw new Error("There is no module.");
    expect(
      types
        .exportsOf(module)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["Row", "handed", "literal", "nothing", "role"]);
    const row = types.exportNamed(module, "Row");
    expect(row && types.propertiesOf(types.declaredType(row)).map(({ name }) => name)).toEqual(["id", "role"]);
    expect(row && [types.isForeign(row), types.isBuiltIn(row), types.isInterfaceOrImport(row)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(types.exportNamed(module, "Absent")).toBeUndefined();
  });
});

describe("the structure of a type", () => {
  test.each([
    ["list", "string"],
    ["pair", "string | number"],
    ["record", undefined],
    ["text", "string"],
    ["named", undefined],
  ])("an index by number gives %s its items: %s", (name, expected) => {
    expect(text(types.numberIndexType(value(name)))).toBe(expected);
  });

  test("an index by a string differs from one by a symbol", () => {
    expect(text(types.stringIndexType(value("record")))).toBe("boolean");
    expect(types.symbolIndexType(value("record"))).toBeUndefined();
    expect(types.stringIndexType(value("keyed"))).toBeUndefined();
    expect(text(types.symbolIndexType(value("keyed")))).toBe("Holder");
  });

  test("a tuple has its elements, and an array one for all", () => {
    expect(types.tupleTypes(value("pair"))?.map(text)).toEqual(["string", "number"]);
    expect(types.tupleTypes(value("list"))).toBeUndefined();
    expect(types.elementTypes(value("pair"))?.map(text)).toEqual(["string", "number"]);
    expect(types.elementTypes(value("list"))?.map(text)).toEqual(["string"]);
    expect(types.elementTypes(value("record"))).toBeUndefined();
  });

  test("a union has parts, and an intersection has parts of another kind", () => {
    expect(types.partsOf(value("either")).map(text)).toEqual(['"a"', '"b"']);
    expect(types.partsOf(value("both"))).toEqual([value("both")]);
    expect(types.intersectedIn(value("both")).map(text)).toEqual(["{ a: string; }", "{ b: number; }"]);
    expect(types.intersectedIn(value("either"))).toEqual([value("either")]);
    expect([types.isUnion(value("either")), types.isUnion(value("both"))]).toEqual([true, false]);
    expect([types.isIntersection(value("either")), types.isIntersection(value("both"))]).toEqual([false, true]);
  });

  test("only an interface has bases", () => {
    expect(types.baseTypes(value("derived")).map(text)).toEqual(["Base"]);
    expect(types.baseTypes(value("named"))).toEqual([]);
    expect([types.isClassOrInterface(value("holder")), types.isClassOrInterface(value("named"))]).toEqual([
      true,
      false,
    ]);
  });

  test("a type is named by its alias first", () => {
    expect(types.symbolNaming(value("named"))?.name).toBe("Named");
    expect(types.symbolOf(value("named"))?.name).toBe("__type");
    expect(types.symbolNaming(value("holder"))?.name).toBe("Holder");
    expect(types.symbolOf(value("count"))).toBeUndefined();
  });

  test("a type parameter has a bound if its constraint says something", () => {
    expect(text(types.constraintOf(value("item")))).toBe("Base");
    expect(types.constraintOf(value("free"))).toBeUndefined();
    expect(text(types.constraintOf(value("holder")))).toBe("Holder");
  });
});

describe("the kind of a type", () => {
  test("a literal has a value", () => {
    expect(["text", "count", "flag", "either"].map((name) => types.literalValue(value(name)))).toEqual([
      "a",
      2,
      undefined,
      undefined,
    ]);
    expect(["text", "flag", "either"].map((name) => types.isUnit(value(name)))).toEqual([true, true, false]);
    expect(["text", "flag", "either", "list"].map((name) => types.holdsLiteral(value(name)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(text(types.literalBase(value("text")))).toBe("string");
  });

  test("one object stands alone, two do not", () => {
    expect(["named", "both", "nullish"].map((name) => types.isObjectAlone(value(name)))).toEqual([true, false, false]);
  });

  test("any and a type with a type parameter are not concrete", () => {
    expect(["named", "either", "open", "free"].map((name) => types.isConcrete(value(name)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("two unions of the same parts are one type", () => {
    expect(types.isSame(value("either"), value("same"))).toBe(true);
    expect(types.isSame(value("either"), value("text"))).toBe(false);
  });

  test("two types are alike to readers if neither names more", () => {
    expect(types.isAssignable(value("named"), value("wide")) && types.isAssignable(value("wide"), value("named"))).toBe(
      true,
    );
    expect(types.isSameToReaders(value("named"), value("wide"))).toBe(false);
    expect(types.isSameToReaders(value("either"), value("same"))).toBe(true);
    expect(types.isSameToReaders(value("open"), value("text"))).toBe(true);
  });
});

test("a property is found behind null and undefined, which it keeps", () => {
  expect(text(types.propertyType(value("nullish"), "own"))).toBe("number | null | undefined");
  expect(types.propertyType(value("nullish"), "other")).toBeUndefined();
});

describe("a call of a function", () => {
  const { initializer } = declarationOf(source, "called", ts.isVariableDeclaration);
  const call = initializer && ts.isCallExpression(initializer) ? initializer : undefined;

  test("it takes the signature that fits", () => {
    expect(call && types.calledDeclaration(call)?.getText()).toBe(
      "export function one(a: number, ...rest: boolean[]): number;",
    );
  });

  test("it has a parameter for each argument, the last of which takes the rest", () => {
    expect([0, 1, 2].map((index) => call && text(types.parameterTaking(call, index)))).toEqual([
      "number",
      "boolean[]",
      "boolean[]",
    ]);
  });

  test("it may have several signatures to choose from", () => {
    const signatures = call ? types.signaturesOf(types.typeAt(call.expression)) : [];
    expect(signatures.map((one) => text(types.returnType(one)))).toEqual(["string", "number"]);
    expect(signatures.map((one) => types.parameterTypes(one).map(text))).toEqual([["string"], ["number", "boolean[]"]]);
    expect(types.signaturesOf(value("named"))).toEqual([]);
  });

  test("it gives what the body does if the function has no type", () => {
    const { initializer: made } = declarationOf(source, "make", ts.isVariableDeclaration);
    expect(made && ts.isArrowFunction(made) && text(types.returnedBy(made))).toBe("Promise<number>");
  });
});

test("a place with a type expects it, any other place expects nothing", () => {
  const { initializer: given } = declarationOf(source, "given", ts.isVariableDeclaration);
  const { initializer: free } = declarationOf(source, "called", ts.isVariableDeclaration);
  expect(given && text(types.contextualType(given))).toBe("Derived");
  expect(free && types.contextualType(free)).toBeUndefined();
});

test("the types that every program has are given", () => {
  expect([types.anyType(), types.unknownType(), types.neverType(), types.undefinedType()].map(text)).toEqual([
    "any",
    "unknown",
    "never",
    "undefined",
  ]);
});
