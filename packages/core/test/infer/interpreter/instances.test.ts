import { describe, expect, test } from "vitest";
import { factsOf, namesIn } from "../../support/facts.js";

const head = `class Person {
  id = "1";
  name?: string;
  #secret = 2;
  private hash = "x";
  protected salt = "y";
  get initials(): string { return this.id; }
  set plan(value: string) { this.hash = value + this.salt + String(this.#secret); }
  greet(): string { return this.hash; }
}`;

function userAfter(statements: string): string[] {
  const session = `session({ session }) {\n${statements}\nreturn session;\n}`;
  return namesIn(factsOf({ head, session }).sessionUser).sort();
}

describe("only the public fields of an instance are copied:", () => {
  test.each([
    ["session.user = new Person();", ["id", "name?"]],
    ["session.user = { ...new Person() };", ["id", "name?"]],
    // The library has put a name there already.
    ["session.user = { ...session.user, ...new Person() };", ["id", "name"]],
    ["Object.assign(session.user, new Person());", ["id", "name"]],
    ["const one = new Person(); session.user = { ...one, plan: 'free' };", ["id", "name?", "plan"]],
  ])("%s", (statements, fields) => {
    expect(userAfter(statements)).toEqual(fields);
  });
});

test("an assignment to `__proto__` writes no field", () => {
  const { session } = factsOf({
    session: `session({ session }) {
      (session as any).__proto__ = { plan: "x" };
      (session as any)["__proto__"] = 1;
      return { ...session, __proto__: null };
    }`,
  });
  expect(namesIn(session)).toEqual([]);
});
