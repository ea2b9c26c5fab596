import { describe, expect, test } from "vitest";
import ts from "typescript";
import { typesOf } from "../../src/compiler/types.js";
import { createResolver, type Resolver } from "../../src/discover/resolve.js";
import { augmentation } from "../support/augmentation.js";
import { checkMarked } from "../support/marked-project.js";
import { bareWorkspace } from "../support/workspace.js";
import { propertyName } from "../../src/syntax/names.js";
import { hasBody } from "../../src/syntax/functions.js";

/** A resolver over these files, and the argument of the call of `at` at the end of `main.ts`. */
function ask(text: string, files: Readonly<Record<string, string>> = {}): { resolver: Resolver; node: ts.Expression } {
  const { program } = bareWorkspace({ "main.ts": `${text};`, ...files });
  const statement = program.getSourceFile("/app/main.ts")?.statements.at(-1);
  const call = statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const node = call && ts.isCallExpression(call) ? call.arguments[0] : undefined;
  if (!node) throw new Error("Nothing is asked.");
  return { resolver: createResolver({ ts, types: typesOf(ts, program) }), node };
}

function resolved(text: string, files?: Readonly<Record<string, string>>): string {
  const { resolver, node } = ask(text, files);
  return resolver.resolve(node).getText();
}

function alternatives(text: string): string[] {
  const { resolver, node } = ask(text);
  return resolver.alternatives(node).map((one) => one.getText());
}

/** What is said of the property `x` of an object literal. */
function property(text: string): string {
  const { resolver, node } = ask(text);
  const object = resolver.resolve(node);
  if (!ts.isObjectLiteralExpression(object)) throw new Error("It is no object literal.");
  const found = resolver.property(object, "x");
  if (found.kind === "absent") return "absent";
  return found.kind === "open" ? `open: ${found.at.getText()}` : found.value.getText();
}

describe("what an expression stands for:", () => {
  test.each<[text: string, expected: string]>([
    ["at((1))", "1"],
    ["at(1 as number)", "1"],
    ["at(<number>1)", "1"],
    ["at(1 satisfies number)", "1"],
    ["at(1!)", "1"],
    ["at(await 1)", "1"],
    ["at((0, 1))", "1"],
    ["at(1 + 1)", "1 + 1"],
    ["at(unknown)", "unknown"],
    ["const a = 1; at(a)", "1"],
    ["const a = 1; const b = a; at(b)", "1"],
    ["let a = 1; at(a)", "a"],
    ["var a = 1; at(a)", "a"],
    ["declare const a: number; at(a)", "a"],
    ["for (const a of [1]) {} const a = 2; at(a)", "2"],
    ["function f() {} at(f)", "function f() {}"],
    ["declare function f(): void; at(f)", "f"],
    ["class A { static run = 1 } at(A)", "A"],
  ])("%s", (text, expected) => {
    expect(resolved(text)).toBe(expected);
  });

  test.each<[name: string, text: string, other: string, expected: string]>([
    ["an import", 'import { a } from "./other"; at(a)', "export const a = 1;", "1"],
    ["an import under another name", 'import { a as b } from "./other"; at(b)', "export const a = 1;", "1"],
    ["a default export", 'import a from "./other"; at(a)', "export default 1;", "1"],
    ["the default export of a name", 'import a from "./other"; at(a)', "const b = 1; export default b;", "1"],
    [
      "a default function",
      'import a from "./other"; at(a)',
      "export default function () {}",
      "export default function () {}",
    ],
    ["a member of a namespace", 'import * as o from "./other"; at(o.a)', "export const a = 1;", "1"],
    [
      "a member of a namespace of the file",
      'import { o } from "./other"; at(o.a)',
      "export namespace o { export const a = 1; }",
      "1",
    ],
    ["a variable that the other file may set", 'import { a } from "./other"; at(a)', "export let a = 1;", "a"],
    ["nothing", 'import { a } from "./other"; at(a)', "export {};", "a"],
  ])("a name of another file: %s", (_, text, other, expected) => {
    expect(resolved(text, { "other.ts": other })).toBe(expected);
  });

  test.each<[text: string, expected: string]>([
    ["const o = { a: 1, b: 2 }; at(o.a)", "1"],
    ["const o = { a: { b: 2 } }; at(o.a.b)", "2"],
    ["const o = { a: 1 }; at(o.b)", "o.b"],
    ["const o = { a() {} }; at(o.a)", "a() {}"],
    ["const o = { ...p }; const p = { a: 1 }; at(o.a)", "1"],
    ["declare const o: { a: number }; at(o.a)", "o.a"],
    ["declare const p: { a?: number }; const o = { a: 1, ...p }; at(o.a)", "o.a"],
    ["declare const p: { a: number }; const o = { ...p, a: 1 }; at(o.a)", "1"],
    ["const o = Object.freeze({ a: 1 }); at(o.a)", "1"],
    ["const o = Object.create({ a: 1 }); at(o.a)", "o.a"],
    [
      "const same = <T>(value: T) => wrap(value); declare function wrap<T>(v: T): T; const o = same({ a: 1 }); at(o.a)",
      "1",
    ],
  ])("a member of an object: %s", (text, expected) => {
    expect(resolved(text)).toBe(expected);
  });

  test.each<[text: string, expected: string]>([
    ["const f = () => 1; at(f())", "1"],
    ["const f = () => ({ a: 1 }); at(f().a)", "1"],
    ["function f() { return 1; } at(f())", "1"],
    ["function f() { if (x) return; return 1; } at(f())", "1"],
    ["function f() { if (x) return 1; return 2; } at(f())", "f()"],
    ["function f() { const g = () => { return 2; }; return 1; } at(f())", "1"],
    ["function f() { function g() { return 2; } return 1; } at(f())", "1"],
    ["function f() {} at(f())", "f()"],
    ["declare function f(): number; at(f())", "f()"],
    ["const o = { f() { return 1; } }; at(o.f())", "1"],
    ["const f = () => () => 1; at(f()())", "1"],
    ["at((() => 1)())", "1"],
    ["const f = () => f(); at(f())", "f()"],
    ["const a = 1; at(a())", "a()"],
  ])("the result of a call: %s", (text, expected) => {
    expect(resolved(text)).toBe(expected);
  });

  test.each<[text: string, expected: string]>([
    ["const { a } = { a: 1 }; at(a)", "1"],
    ["const { b: a } = { b: 1 }; at(a)", "1"],
    ['const { "b": a } = { b: 1 }; at(a)', "1"],
    ["const f = () => ({ a: 1 }); const { a } = f(); at(a)", "1"],
    ["const { a } = { ...p }; declare const p: { a: number }; at(a)", "a"],
    ["const { a } = { b: 1 }; at(a)", "a"],
    ["const { a = 2 } = { a: 1 }; at(a)", "a"],
    ["const { ...a } = { a: 1 }; at(a)", "a"],
    ["const { b: { a } } = { b: { a: 1 }, a: 2 }; at(a)", "a"],
    ["let { a } = { a: 1 }; at(a)", "a"],
    ["const { [key]: a } = { key: 1, a: 2 }; at(a)", "a"],
    ["const { [k]: a } = { [l]: 1 }; at(a)", "a"],
    ["const [a] = [1]; at(a)", "a"],
    ["declare const o: { a: number }; const { a } = o; at(a)", "a"],
    ["for (const { a } of [{ a: 1 }]) at(a); at(unknown)", "unknown"],
  ])("a name that is taken out of an object: %s", (text, expected) => {
    expect(resolved(text)).toBe(expected);
  });

  test("a parameter, which stands for itself even as a pattern", () => {
    const { program } = bareWorkspace({ "main.ts": "({ a }: { a: number }, b = 1) => [a, b];" });
    const resolver = createResolver({ ts, types: typesOf(ts, program) });
    const texts: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isArrayLiteralExpression(node)) texts.push(...node.elements.map((one) => resolver.resolve(one).getText()));
      ts.forEachChild(node, visit);
    };
    program.getSourceFiles().forEach(visit);
    expect(texts).toEqual(["a", "b"]);
  });
});

describe("the values that an expression may stand for:", () => {
  test.each<[text: string, expected: string[]]>([
    ["at(1)", ["1"]],
    ["at(a ? 1 : 2)", ["1", "2"]],
    ["at(a ? 1 : b ? 2 : c ? 3 : 4)", ["1", "2", "3", "4"]],
    ["const c = a ? 1 : 2; at(c)", ["1", "2"]],
    ["function f() { if (x) return 1; return 2; } at(f())", ["1", "2"]],
    ["function f() { if (x) return 1; return y ? 2 : 3; } at(f())", ["1", "2", "3"]],
    ["at(() => 1)", ["1"]],
    ["at(async (request) => { if (x) { return 1; } return 2; })", ["1", "2"]],
    ["function f() {} at(f)", ["function f() {}"]],
    ["declare function f(): number; at(f())", ["f()"]],
  ])("%s", (text, expected) => {
    expect(alternatives(text)).toEqual(expected);
  });
});

describe("a property of an object literal:", () => {
  test.each<[text: string, expected: string]>([
    ["at({ x: 1 })", "1"],
    ["at({ x: 1, y: 2 })", "1"],
    ["at({ x: 1, x: 2 })", "2"],
    ["at({ y: 1 })", "absent"],
    ['at({ "x": 1 })', "1"],
    ['at({ ["x"]: 1 })', "1"],
    ["at({ [`x`]: 1 })", "1"],
    ["at({ 1: 1 })", "absent"],
    ["at({ x() {} })", "x() {}"],
    ["at({ y() {}, get z() { return 1; } })", "absent"],
    ["at({ get x() { return 1; } })", "1"],
    ["at({ set x(_) {}, get x() { return 1; } })", "1"],
    ["at({ get x() { if (key) return 1; return 2; } })", "open: get x() { if (key) return 1; return 2; }"],
    ["at({ set x(_) {} })", "open: set x(_) {}"],
    ["at({ [key]: 1 })", "open: [key]: 1"],
    ["at({ [key]: 1, x: 2 })", "2"],
    ["at({ x: 2, [key]: 1 })", "open: [key]: 1"],
    ["const x = 1; at({ x })", "1"],
    ["let x = 1; at({ x })", "open: x"],
    ["declare const x: number; at({ x })", "open: x"],
  ])("%s", (text, expected) => {
    expect(property(text)).toBe(expected);
  });

  test.each<[spread: string, head: string, expected: string]>([
    ["an object literal that has it", "const more = { x: 1 }", "1"],
    ["an object literal that has not", "const more = { y: 1 }", "0"],
    ["an object literal that may have", "const more = { [key]: 1 }", "open: [key]: 1"],
    ["a type that has it", "declare const more: { x: number }", "open: ...more"],
    ["a type that may have it", "declare const more: { x?: number }", "open: ...more"],
    ["a type that has not", "declare const more: { y: number }", "0"],
    ["a type, or nothing, that has it", "declare const more: { x: number } | undefined", "open: ...more"],
    ["a type, or nothing, that has not", "declare const more: { y: number } | undefined", "0"],
    ["one of two types that has it", "declare const more: { x: number } | { y: number }", "open: ...more"],
    ["neither of two types", "declare const more: { z: number } | { y: number }", "0"],
    ["a condition that may leave it out", "declare const is: boolean; const more = is && { x: 1 }", "open: ...more"],
    ["a condition about another", "declare const is: boolean; const more = is && { y: 1 }", "0"],
    ["a choice", "declare const is: boolean; const more = is ? { x: 1 } : {}", "open: ...more"],
    ["any", "declare const more: any", "open: ...more"],
    ["a record", "declare const more: { [key: string]: number }", "open: ...more"],
    ["an object of which nothing is known", "declare const more: object", "open: ...more"],
  ])("a property beside a spread of %s", (_, head, expected) => {
    expect(property(`${head}; at({ x: 0, ...more })`)).toBe(expected);
    expect(property(`${head}; at({ ...more, x: 0 })`)).toBe("0");
  });

  test("a property beside a spread of what a function's caller gives", () => {
    expect(property("const make = <T extends object>(more: T) => ({ x: 0, ...more }); at(make({}))")).toBe(
      "open: ...more",
    );
  });
});

test.each(["...base.callbacks", "...(enabled && { session: other })"])(
  "%s may bring a session callback, so that no field is called unassigned",
  (spread) => {
    checkMarked({
      auth: {
        head: 'import type { CallbacksOptions } from "next-auth";\ndeclare const base: NextAuthOptions;\ndeclare const other: CallbacksOptions["session"];',
        jwt: `${spread},\n    jwt: ({ token }) => token`,
      },
      files: { "next-auth.d.ts": augmentation({ session: ["plan: string"] }) },
    });
  },
);

describe("the function that a callee names:", () => {
  const functionOf = (text: string): string | undefined => {
    const { resolver, node } = ask(text);
    return resolver.functionOf(node)?.getText();
  };
  test.each<[text: string, expected: string | undefined]>([
    ["const f = () => 1; at(f)", "() => 1"],
    ["const o = { f: function () {} }; at(o.f)", "function () {}"],
    ["declare function f(): void; at(f)", undefined],
    ["const f = 1; at(f)", undefined],
    ["const o = { f() {} }; at(o)", undefined],
  ])("%s", (text, expected) => {
    expect(functionOf(text)).toBe(expected);
  });
});

test("a function with a body can be followed, a signature cannot", () => {
  const { program } = bareWorkspace({
    "main.ts":
      "function a(): void; function a() {} class A { m() {} } interface I { n(): void } type F = () => void; namespace N { }",
  });
  // It gives the nodes their parents.
  program.getTypeChecker();
  const found: [string, boolean][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isBlock(node) || ts.isModuleDeclaration(node))
      found.push([node.getText(), hasBody(ts, node)]);
    ts.forEachChild(node, visit);
  };
  program.getSourceFiles().forEach(visit);
  expect(found).toEqual([
    ["function a(): void;", false],
    ["function a() {}", true],
    ["{}", false],
    ["m() {}", true],
    ["{}", false],
    ["n(): void", false],
    ["() => void", false],
    ["namespace N { }", false],
  ]);
});

test.each<[name: string, expected: string | undefined]>([
  ["a", "a"],
  ['"a b"', "a b"],
  ["1", "1"],
  ['["a"]', "a"],
  ["[`a`]", "a"],
  ["[a]", undefined],
  ["[1 + 1]", undefined],
  ["[`${a}`]", undefined],
])("the name under which a property is written: %s", (name, expected) => {
  const { node } = ask(`at({ ${name}: 1 })`);
  const key = ts.isObjectLiteralExpression(node) ? node.properties[0]?.name : undefined;
  expect(key && propertyName(ts, key)).toBe(expected);
});
