import { describe, test } from "vitest";
import { checkTold } from "../support/told.js";

const assigned = ["Session.plan: string"];

/** Functions that come back only by an error, as far as their types tell. */
const neverBack: readonly (readonly [name: string, head: string, call: string])[] = [
  ["itself", "function again(one: any) { return again(one); }", "again(session);"],
  ["itself, as an arrow", "const again = (one: any): never => again(one);", "again(session);"],
  [
    "itself, until it throws",
    "function again(left: number) { if (left > 0) return again(left - 1); throw new Error(); }",
    "again(3);",
  ],
  ["an asynchronous function", "async function again(one: any) { return await again(one); }", "await again(session);"],
];

/** Of what else calls itself the compiler says `any`, or what is declared: as far as anybody can tell, it may come back. */
const circles: readonly (readonly [name: string, head: string, call: string])[] = [
  [
    "itself, on either way",
    "function again(left: number) { return left > 0 ? again(left - 1) : again(left + 1); }",
    "again(3);",
  ],
  ["itself, through a cast", "function again(one: any) { return (again(one))!; }", "again(session);"],
  ["a class's method", "class Box { static again(one: any) { return Box.again(one); } }", "Box.again(session);"],
  [
    "another that throws",
    "function fail(): never { throw new Error(); }\nfunction again(one: any) { return one ? fail() : again(one); }",
    "again(session);",
  ],
  [
    "two functions",
    "function one(of: any) { return two(of); }\nfunction two(of: any) { return one(of); }",
    "one(session);",
  ],
  [
    "an asynchronous function",
    "async function again(one: any): Promise<any> { return again(one); }",
    "await again(session);",
  ],
  ["a default", "function again(one: any, two: any = again(one)): any { return two; }", "again(session);"],
  ["a variable", "const again: any = () => again();", "again(session);"],
  ["a getter", "const box = { get again(): any { return box.again; } };", "box.again(session);"],
  ["a class", "class Box { again: any = new Box(); }", "new Box().again(session);"],
  ["a generator", "function* again(one: any): any { yield* again(one); }", "[...again(session)];"],
];

describe("a callback is followed where a function returns only:", () => {
  test.each(neverBack)("%s", (name, head, call) => {
    checkTold({ name, parts: { head }, session: `if (enabled) ${call}\nsession.plan = "a";`, fields: assigned });
    checkTold({ name, parts: { head }, session: `${call}\nsession.plan = "a";`, fields: [] });
  });
});

describe("a callback is followed where there is a circle through:", () => {
  test.each(circles)("%s", (name, head, call) => {
    checkTold({ name, parts: { head }, session: `session.plan = "a";\nif (enabled) ${call}`, some: [] });
    checkTold({ name, parts: { head }, session: `${call}\nsession.plan = "a";`, some: assigned });
  });
});

test("a callback may return a function that only calls itself", () => {
  const head = 'import type { JWT } from "next-auth/jwt";\nfunction mark(target: JWT) { return mark(target); }';
  checkTold({ name: "", parts: { head, jwt: "jwt({ token }) { return mark(token); }" }, fields: [], rules: [] });
});
