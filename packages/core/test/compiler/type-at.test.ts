import ts from "typescript";
import { describe, expect, test } from "vitest";
import { typeAt } from "../../src/compiler/type-at.js";
import { fileOf, programOf } from "../support/program.js";

/** All nodes of a file that are literals or stand around one, innermost first. */
function literalsIn(file: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) found.push(node);
    if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node)) found.push(node);
  };
  visit(file);
  return found;
}

describe("the type of a literal within others", () => {
  test.each([
    'const value = { a: { b: { c: "text" } } };',
    "const value = { a: [{ b: [{ c: 1 }] }] };",
    'const value = { a: [{ b: 1 }, { c: "two" }] };',
    'const value = { a: ({ b: ({ c: "text" }) } satisfies object) };',
    'const value = { a: { b: { c: "text" } } } as const;',
    'const value: { a: { b: "one" | "two" } } = { a: { b: "one" } };',
    'const value: { a: [{ b: "one" }] } = { a: [{ b: "one" }] };',
    "const value: { a: { b: 1 }[] | undefined } = { a: [{ b: 1 }] };",
    "const value = { a: { b: 1 }, ...{ a: { c: 2 } } };",
    "const value = { ...{ a: { c: 2 } }, a: { b: 1 } };",
    "const value = { a: { b: 1 }, a: { c: 2 } };",
    'const value = { ["a"]: { b: { c: 1 } }, b: { c: 1 } };',
    'const value = { "a.b": { 1: { c: { d: 1 } } } };',
    "const value = { a: [...[{ b: 1 }]] };",
    "const value = { a: [[[{ b: [] }]]] };",
    "const given = <T>(one: T): T => one; const value = given({ a: { b: { c: 1 } } });",
    "const value = { a: { b: (n: number) => ({ c: { d: n } }) } };",
    "const value = { a: { get b() { return { c: 1 }; } } };",
    "let a = { b: 1 }; ({ a: a, c: { d: a } = { d: { b: 2 } } } = { a: { b: 1 } } as any);",
  ])("it is the checker's own: %s", (text) => {
    const program = programOf({ "main.ts": text });
    const checker = program.program.getTypeChecker();
    const literals = literalsIn(fileOf(program, "main.ts"));
    const own = programOf({ "main.ts": text });
    const ownChecker = own.program.getTypeChecker();
    expect(literals.map((node) => checker.typeToString(typeAt(ts, checker, node)))).toEqual(
      literalsIn(fileOf(own, "main.ts")).map((node) => ownChecker.typeToString(ownChecker.getTypeAtLocation(node))),
    );
  });

  test.each<[name: string, around: (inner: string) => string]>([
    ["objects", (inner) => `{ a: ${inner} }`],
    ["lists", (inner) => `[${inner}]`],
    ["lists of objects", (inner) => `[{ a: ${inner} }]`],
    ["objects in parentheses", (inner) => `({ a: ${inner} })`],
    ["objects that satisfy a type", (inner) => `{ a: ${inner} satisfies object }`],
  ])("it is one question to the checker for 300 literals: %s", (_, around) => {
    let text = "{ last: 1 }";
    for (let depth = 1; depth < 300; depth++) text = around(text);
    const program = programOf({ "main.ts": `const value = ${text};` });
    const checker = program.program.getTypeChecker();
    let asked = 0;
    const counting: ts.TypeChecker = {
      ...checker,
      getTypeAtLocation: (node) => {
        asked++;
        return checker.getTypeAtLocation(node);
      },
    };
    const types = literalsIn(fileOf(program, "main.ts")).map((node) => typeAt(ts, counting, node));
    expect(types.length).toBeGreaterThanOrEqual(300);
    expect(asked).toBe(1);
  });
});
