import { describe, expect, test } from "vitest";
import { credentials } from "../support/auth-file.js";
import { factsOf, namesIn } from "../support/facts.js";

/** The fields of the token that a `jwt` callback writes, which is given `update` by the client. */
function tokenOf(body: string): string[] {
  const jwt = `jwt({ token, user, trigger, session: update }) { ${body} }`;
  return namesIn(factsOf({ providers: [credentials('{ id: "1" }')], jwt }).token);
}

describe("a value that a client sends is there only when the token is updated:", () => {
  test.each([
    ["token.a = update?.a; return token;", ["a?"]],
    ["token.a = user?.id ?? update?.a; return token;", ["a?"]],
    ["token.a = update; return token;", ["a?"]],
    ["token.a = update?.user.a; return token;", ["a?"]],
    ["token.a = update?.['user']?.a; return token;", ["a?"]],
    ["const sent = update?.user; token.a = sent?.a; return token;", ["a?"]],
    ["token.a = user?.id.length; return token;", ["a?"]],
    ["Object.assign(token, { a: update?.a }); return token;", ["a?"]],
    ["return { ...token, a: update?.a };", ["a?"]],
    ["if (update) token.a = update.a; return token;", ["a?"]],
    ["if (user) token.a = user.id; if (update) token.a = update.a; return token;", ["a"]],
    ['if (user) token.a = user.id; if (trigger === "update") token.a = update.a; return token;', ["a"]],
    ['token.a = update?.a ?? token.a ?? "free"; return token;', ["a"]],
    ["if (!update) token.a = 1; return token;", ["a"]],
    ["if (!trigger && update) token.a = 1; return token;", []],
    ['if (trigger === "update" && !update) token.a = 1; return token;', ["a?"]],
  ])("%s", (body, names) => {
    expect(tokenOf(body)).toEqual(names);
  });
});

describe("a run starts from the token that any earlier one has left:", () => {
  test.each([
    ["if (token.a) token.b = 1; token.a = update?.a; return token;", ["a?", "b?"]],
    ["if (token.a !== undefined) return { ...token, b: 1 }; return { ...token, a: update?.a };", ["a?", "b?"]],
    ["if (token.a) return { b: 1 }; token.a = update?.a; return token;", ["a?", "b?"]],
    ["token.a ??= update?.a; if (token.b) token.c = 1; if (token.a) token.b = 1; return token;", ["a?", "b?", "c?"]],
    ['if (user) return { ...token, a: "x" }; if (!token.a) return { b: 1 }; return {};', ["a?", "b?"]],
    ["if (token.a === null) token.b = 1; token.a = user ? null : 1; return token;", ["a", "b?"]],
    ["if (token.a === 2) token.b = 1; token.a = user ? 1 : 2; return token;", ["a", "b?"]],
    ['if (user) token.a = "x"; if (!token.a) token.b = 1; return token;', ["a"]],
  ])("%s", (body, names) => {
    expect([...tokenOf(body)].sort()).toEqual(names);
  });
});
