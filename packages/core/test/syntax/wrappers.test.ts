import ts from "typescript";
import { describe, expect, test } from "vitest";
import { unwrapped, unwrappedText } from "../../src/syntax/wrappers.js";
import { factsOf, namesIn } from "../support/facts.js";

const valueIn = (text: string): ts.Expression => {
  const [statement] = ts.createSourceFile("/main.ts", `x = ${text};`, ts.ScriptTarget.Latest, true).statements;
  if (!statement || !ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression))
    throw new Error(`${text} is no value`);
  return statement.expression.right;
};

test.each(["a", "(a)", "a as B", "a as const", "<B>a", "a satisfies B", "a!", "((<B>(a as any))! satisfies C)"])(
  "the value of %s is a",
  (text) => {
    expect(unwrapped(ts, valueIn(text)).getText()).toBe("a");
  },
);

test("a call, an access and an operation lose nothing", () => {
  for (const text of ["f(a as B)", "(a as B).c", "!(a as B)"])
    expect(unwrapped(ts, valueIn(text)).getText()).toBe(text);
});

test.each([
  ["((a.b as any)!.c satisfies D)", "a.b.c"],
  ["(a || b) && (c)", "(a || b) && c"],
  ["f((<any>a).b!, c)", "f(a.b, c)"],
  ["(a! + b) * 2", "(a + b) * 2"],
])("the text of %s without wrappers is %s", (text, bare) => {
  expect(unwrappedText(ts, valueIn(text))).toBe(bare);
});

/** Each puts one wrapper around a value, of which the type stays what it is. */
const wrappers: readonly (readonly [name: string, wrap: (value: string) => string])[] = [
  ["parentheses", (value) => `(${value})`],
  ["!", (value) => `${value}!`],
  ["as", (value) => `(${value} as typeof ${value})`],
  ["<T>", (value) => `(<typeof ${value}>${value})`],
  ["satisfies", (value) => `(${value} satisfies typeof ${value})`],
  ["as inside satisfies", (value) => `((${value} as typeof ${value}) satisfies typeof ${value})`],
];

/** Statements of a `session` callback around one value, and the fields that these give, whatever stands around the value. */
const places: readonly (readonly [statements: (w: (value: string) => string) => string, fields: readonly string[]])[] =
  [
    [(w) => `if (${w("token.sub")}) session.a = 1;`, ["a"]],
    [(w) => `if (!${w("token.sub")}) return session; session.a = 1;`, ["a"]],
    [(w) => `if (${w("token.sub")} && is) session.a = 1; else session.a = 2;`, ["a"]],
    [(w) => `if (${w("token.sub")} !== undefined) session.a = 1;`, ["a"]],
    [(w) => `if (undefined !== ${w("token.sub")}) session.a = 1;`, ["a"]],
    [(w) => `if (typeof ${w("token.sub")} === "string") session.a = 1;`, ["a"]],
    [(w) => `if (${w("is")}) session.a = 1; if (!is) session.a = 2;`, ["a"]],
    [(w) => `if (is) session.a = 1; if (!${w("is")}) session.a = 2;`, ["a"]],
    [(w) => `if (${w("plan")} === "free") session.a = 1; if (plan !== "free") session.a = 2;`, ["a"]],
    [(w) => `switch (${w("plan")}) { case "free": session.a = 1; break; case "pro": session.a = 2; }`, ["a"]],
    [(w) => `${w("session")}.a = 1;`, ["a"]],
    [(w) => `${w("session.user")}.a = 1; session.b = 1;`, ["b"]],
    [(w) => `Object.assign(${w("session")}, { a: 1 });`, ["a"]],
    [(w) => `const copy = { ...${w("session")}, a: 1 }; return copy;`, ["a"]],
    [(w) => `const other = ${w("session")}; other.a = 1;`, ["a"]],
    [(w) => `fill(${w("session")});`, ["c"]],
    [(w) => `${w("fill")}(session);`, ["c"]],
    [(w) => `session.a = 1; return ${w("session")};`, ["a"]],
    [(w) => `session.a = 1; delete ${w("session")}.a;`, []],
    [(w) => `if ("user" in ${w("session")}) session.a = 1;`, ["a"]],
    [(w) => `${w("Object")}.assign(session, { a: 1 });`, ["a"]],
    [(w) => `${w("token.sub")} && (session.a = 1);`, ["a"]],
    [(w) => `${w("token.sub")} || (session.a = 1);`, []],
    [(w) => `${w("token.sub")} ? (session.a = 1) : null;`, ["a"]],
    [(w) => `[1].includes(1) && ${w("is")} && (session.a = 1);`, ["a?"]],
  ];

const head = `import type { Session } from "next-auth";
declare const is: boolean, plan: "free" | "pro";
function fill(session: Session): void { session.c = 1; }`;

function after(statements: string): string[] {
  const session = `async session({ session, token }) {\n${statements}\nreturn session;\n}`;
  return namesIn(factsOf({ head, session }).session).sort();
}

describe.each(places.map(([statements, fields]) => [statements((value) => value), statements, fields] as const))(
  "%s",
  (_, statements, fields) => {
    test("the node gives its fields", () => {
      expect(after(statements((value) => value))).toEqual(fields);
    });

    test.each(wrappers)("the node gives the same fields with %s around the value", (__, wrap) => {
      expect(after(statements(wrap))).toEqual(fields);
    });
  },
);
