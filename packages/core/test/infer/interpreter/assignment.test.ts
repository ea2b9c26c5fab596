import { describe, expect, test } from "vitest";
import { factsOf, type Facts } from "../../support/facts.js";

const head = `declare const is: boolean, other: string, key: "a" | "b", some: any;
declare const pair: [string, number], numbers: number[], maybe: [string, number?], nested: [[boolean], { x: string }];
declare const row: { a: string; b?: number; c: { d: boolean } };
declare const text: string;`;

function follow(statements: string): Facts {
  return factsOf({ head, session: `session({ session, token }) {\n${statements}\nreturn session;\n}` });
}

/** The fields of the session with what is written to them, and those inside a field: `a?: string | number`. */
function after(statements: string): string[] {
  const facts = follow(statements);
  type Fields = Facts["session"]["fields"];
  const texts = (fields: Fields, prefix: string): string[] =>
    [...fields].flatMap(([name, { writes, optional, inner }]) => {
      const types = writes.map((write) => facts.text(write.widened)).join(" | ");
      const own = writes.length > 0 ? [`${prefix}${name}${optional ? "?" : ""}: ${types}`] : [];
      return [...own, ...texts(inner, `${prefix}${name}.`)];
    });
  return [...texts(facts.session.fields, ""), ...texts(facts.sessionUser.fields, "user.")].sort();
}

type Row = [statements: string, fields: string[]];

describe("an assignment to a property", () => {
  test.each<Row>([
    ["session.a = 1;", ["a: number"]],
    ['session["a"] = 1;', ["a: number"]],
    ["(session.a) = 1;", ["a: number"]],
    ["(session.a as any) = 1;", ["a: number"]],
    ["(<any>session.a) = 1;", ["a: number"]],
    ["(session.a satisfies unknown) = 1;", ["a: number"]],
    ["session.a! = 1;", ["a: number"]],
    ["session!.a = 1;", ["a: number"]],
    ["(session as any).a = 1;", ["a: number"]],
    ["(is ? session : some).a = 1;", ["a?: number"]],
    ["session.user.id = text;", ["user.id: string"]],
    ["session.user!.id = text;", ["user.id: string"]],
    ["some.a = 1;", []],
    ["some.a.b = 1;", []],
    ["session[key] = 1;", ["a?: number", "b?: number"]],
    ["session.a = text; session[key] = 1;", ["a: string | number", "b?: number"]],
    ["session[other] = 1;", []],
    ["let s = some; s = session; s.a = 1;", ["a: number"]],
    ["let s = session; s = some; s.a = 1;", []],
    ["let s = session; if (is) s = some; s.a = 1;", ["a?: number"]],
  ])("the fields after: %s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });

  test("a property without a known name opens the objects it may belong to", () => {
    const { session, sessionUser, token } = follow("session[other] = 1;");
    expect([session, sessionUser, token].map(({ open }) => open.map(({ node, why }) => [node.getText(), why]))).toEqual(
      [[["session[other]", "its name is computed"]], [["session[other]", "its name is computed"]], []],
    );
    expect(follow("session[key] = 1;").session.open).toEqual([]);
  });

  test.each<[statement: string, casts: string[]]>([
    ["(session.a as any) = 1;", ["session.a as any"]],
    ["(<any>session.a) = 1;", ["<any>session.a"]],
    ["session.a! = 1;", []],
    ["(session.a) = 1;", []],
    ["(session as any).a = 1;", ["session as any"]],
  ])("the casts on the way to the property: %s", (statement, casts) => {
    expect(follow(statement).seen.casts.map((cast) => cast.getText())).toEqual(casts);
  });

  test("a property that is only read to reach into it is no read", () => {
    const { seen } = follow("token.data.plan = token.plan;");
    expect(seen.reads.map(({ names }) => names.join("."))).toEqual(["plan"]);
  });
});

describe("an assignment to a property of a field's value:", () => {
  test.each<Row>([
    ["session.data.x = 1;", ["data.x: number"]],
    ["session.data!.x = 1;", ["data.x: number"]],
    ["(session.data as any).x = 1;", ["data.x: number"]],
    ['session["data"].x = 1;', ["data.x: number"]],
    ["session.data.deep.x = 1;", ["data.deep.x: number"]],
    ["session.user.data.x = 1;", ["user.data.x: number"]],
    ["session.data = some; session.data.x = 1;", ["data.x: number", "data: any"]],
    ["session.data = { y: text }; session.data.x = 1;", ["data.x: number", "data: { y: string; }"]],
    ["if (is) session.data.x = 1;", ["data.x?: number"]],
    ["session.data[key] = 1;", []],
    ["session[key].x = 1;", []],
    ["session.data[other].x = 1;", []],
    ["some.data.x = 1;", []],
    ["const { data } = session; data.x = 1;", []],
  ])("%s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });
});

describe("an assignment to a list of targets:", () => {
  test.each<Row>([
    ["[session.a, session.b] = pair;", ["a: string", "b: number"]],
    ["[, session.b] = pair;", ["b: number"]],
    ["[session.a, session.b] = numbers;", ["a: number", "b: number"]],
    ["[session.a, ...session.b] = pair;", ["a: string", "b: unknown"]],
    ["[session.a, session.b, session.c] = pair;", ["a: string", "b: number", "c: unknown"]],
    ["[session.a, session.b = false] = maybe;", ["a: string", "b: number | boolean"]],
    ["[session.a, session.b, session.c = false] = pair;", ["a: string", "b: number", "c: unknown"]],
    ["[[session.a], { x: session.b }] = nested;", ["a: boolean", "b: string"]],
    ["[session.a] = some;", ["a: unknown"]],
    ["let s; [s] = [session]; s.a = 1;", []],
  ])("%s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });
});

describe("an assignment to a pattern of targets:", () => {
  test.each<Row>([
    ["({ a: session.a } = row);", ["a: string"]],
    ['({ "a": session.a } = row);', ["a: string"]],
    ["({ b: session.b } = row);", ["b: number | undefined"]],
    ["({ b: session.b = text } = row);", ["b: string | number"]],
    ["({ c: { d: session.d } } = row);", ["d: boolean"]],
    ["({ c: session.c, ...session.d } = row);", ["c: { d: boolean; }", "d: unknown"]],
    ["({ e: session.e } = some);", ["e: unknown"]],
    ["({ [key]: session.e } = row as any);", ["e: unknown"]],
    ["let s = session; ({ s } = some); s.a = 1;", []],
    ["({ a: session.a, ...some.rest } = row);", ["a: string"]],
  ])("%s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });
});
