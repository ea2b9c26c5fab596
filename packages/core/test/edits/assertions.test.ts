import ts from "typescript";
import { describe, expect, test } from "vitest";
import {
  assertedValue,
  isAssertion,
  isObjectLiteral,
  removeAssertion,
  skipParentheses,
  type Assertion,
} from "../../src/edits/assertions.js";
import { applyEdits } from "../../src/edits/text-edit.js";

const parse = (text: string): ts.SourceFile => ts.createSourceFile("/main.ts", text, ts.ScriptTarget.Latest, true);

/** The outermost assertion of a text that comes first. */
function assertionIn(text: string): Assertion | undefined {
  const find = (node: ts.Node): Assertion | undefined => (isAssertion(ts, node) ? node : ts.forEachChild(node, find));
  return find(parse(text));
}

/** The value of `x = …`. */
function valueIn(text: string): ts.Expression {
  const [statement] = parse(`x = ${text};`).statements;
  if (statement && ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression))
    return statement.expression.right;
  throw new Error("It is an assignment.");
}

describe("a removed assertion", () => {
  test.each([
    ["x = session as any;", "x = session;"],
    ["x = <any>session;", "x = session;"],
    ["x = session as unknown as Session;", "x = session;"],
    ["x = <Session>(<unknown>session);", "x = (<unknown>session);"],
    ["(session as any).user = 1;", "session.user = 1;"],
    ["(<any>session.user).role;", "session.user.role;"],
    ["f((session as any), 1);", "f(session, 1);"],
    ["f(session as any, 1);", "f(session, 1);"],
    // Parentheses that the value itself needs stay.
    ["(a ?? b as any).role;", "(a ?? b).role;"],
    ["(await load() as any).role;", "(await load()).role;"],
    ["() => ({} as any);", "() => ({});"],
    ["return(session as any);", "return session;"],
    ["return(a + b as any);", "return(a + b);"],
    ["return <any>session;", "return session;"],
    ["return<any>session;", "return session;"],
    ["x = ( /* who */ session as any );", "x = session;"],
    ["[(session as any)];", "[session];"],
    // Where statements have no semicolons, one guards a parenthesis that starts a line.
    ["x = y\n;(session as any).user = 1", "x = y\nsession.user = 1"],
    ["const x = y\n  ;(<any>session).user = 1", "const x = y\n  session.user = 1"],
    ["x = y; (session as any).user = 1;", "x = y; session.user = 1;"],
    ["x = y\n;(a ?? b as any).role", "x = y\n;(a ?? b).role"],
    ["x = y\n;([] as any).length = 1", "x = y\n;[].length = 1"],
    // There it is a statement, and the only one.
    ["if (x)\n;(session as any).user = 1", "if (x)\n;session.user = 1"],
    ["while (x)\n;(session as any).user = 1", "while (x)\n;session.user = 1"],
  ])("%s leaves %s", (before, after) => {
    const assertion = assertionIn(before);
    expect(applyEdits(before, assertion ? removeAssertion(ts, assertion) : [])).toBe(after);
  });

  test("a value that stands first takes a single edit", () => {
    const assertion = assertionIn("x = session as any;");
    expect(assertion && removeAssertion(ts, assertion)).toEqual([
      { fileName: "/main.ts", start: 11, end: 18, text: "" },
    ]);
  });

  test("a const assertion is not an assertion of a type", () => {
    expect(assertionIn('x = "a" as const;')).toBeUndefined();
    expect(assertionIn('x = <const>"a";')).toBeUndefined();
    expect(assertionIn("x = a as const as B;")?.getText()).toBe("a as const as B");
    expect(assertionIn("x = a satisfies B;")).toBeUndefined();
  });
});

test("the asserted value is found behind all assertions", () => {
  const valueOf = (text: string): string | undefined => {
    const assertion = assertionIn(text);
    return assertion && assertedValue(ts, assertion).getText();
  };
  expect(valueOf("x = a as B as C;")).toBe("a");
  expect(valueOf("x = <C>(a as B);")).toBe("(a as B)");
  expect(valueOf("x = a as const as C;")).toBe("a as const");
});

test("an object literal in parentheses counts as one", () => {
  expect(isObjectLiteral(ts, valueIn("{ a: 1 }"))).toBe(true);
  expect(isObjectLiteral(ts, valueIn("(({ a: 1 }))"))).toBe(true);
  expect(isObjectLiteral(ts, valueIn("{ a: 1 } as A"))).toBe(false);
  expect(isObjectLiteral(ts, valueIn("(a)"))).toBe(false);
  expect(skipParentheses(ts, valueIn("((a as B))")).getText()).toBe("a as B");
});
