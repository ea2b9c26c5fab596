import ts from "typescript";
import { expect, test } from "vitest";
import { isAssignmentTarget } from "../../src/syntax/assignment-target.js";

/** Whether the first `a.b` of a statement is assigned to. */
function isTarget(text: string): boolean {
  const file = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true);
  const find = (node: ts.Node): ts.Expression | undefined =>
    ts.isPropertyAccessExpression(node) && node.getText() === "a.b" ? node : ts.forEachChild(node, find);
  const found = find(file);
  if (!found) throw new Error("The text holds an `a.b`.");
  return isAssignmentTarget(ts, found);
}

test.each([
  "a.b = 1;",
  "a.b ??= 1;",
  "(a.b as number) = 1;",
  "a.b!++;",
  "--a.b;",
  "delete a.b;",
  "({ x: a.b } = row);",
  "({ x: a.b = 1 } = row);",
  "({ x: { y: [a.b] } } = row);",
  "({ ...a.b } = row);",
  "[a.b] = row;",
  "[, ...a.b] = row;",
  "[(a.b)] = row;",
  "for (a.b of list);",
  "for (a.b in row);",
  "for ([a.b] of list);",
  "for ({ x: a.b } of list);",
])("the property is assigned to: %s", (text) => {
  expect(isTarget(text)).toBe(true);
});

test.each([
  "x = a.b;",
  "a.b === 1;",
  "!a.b;",
  "-a.b;",
  "f(a.b);",
  "f(...a.b);",
  "x = { y: a.b };",
  "x = { ...a.b };",
  "x = [...a.b];",
  "({ x = a.b } = row);",
  "({ [a.b]: x } = row);",
  "[x = a.b] = row;",
  "for (const x of a.b);",
  "for (x of [a.b]);",
  "a.b.c = 1;",
])("the property is only read: %s", (text) => {
  expect(isTarget(text)).toBe(false);
});
