import { expect, test } from "vitest";
import { factsOf, namesIn } from "../../support/facts.js";

// Nothing else holds such a copy, so that what is found out about it, or written to it, is of no consequence.
test.each([
  ['if ({ ...token }.email === "a@b.c") token.a = 1;', ["a?"]],
  ["if ({ ...token }.email) token.a = 1; else token.b = 1;", ["a?", "b?"]],
  ["if ({ ...token }.email !== undefined) token.a = 1;", ["a?"]],
  ['switch (Object.assign({}, token).email) { case "a@b.c": token.a = 1; }', ["a?"]],
  ["({ ...token }).data.plan = 1; token.a = 1;", ["a"]],
])("a copy made within an expression: %s", (statements, fields) => {
  const { token } = factsOf({ jwt: `jwt({ token }) {\n${statements}\nreturn token;\n}` });
  expect(namesIn(token)).toEqual(fields);
});
