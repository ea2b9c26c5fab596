import { describe, expect, test } from "vitest";
import { factsOf, namesIn } from "../../support/facts.js";

const plan = 'class Plan { give() { session.plan = "free"; } }';

/** The fields of the session after some statements, and whether it may hold more. */
function after(...statements: readonly string[]): { readonly fields: readonly string[]; readonly isOpen: boolean } {
  const { session } = factsOf({
    head: "declare const outside: { give(): void };\ndeclare function handedOn<T>(of: T): T;",
    session: `session({ session }) {\n${statements.join("\n")}\nreturn session;\n}`,
  });
  return { fields: namesIn(session), isOpen: session.open.length > 0 };
}

describe("the call of a method", () => {
  test("it is followed into a class inside the callback, also under a second name", () => {
    expect(after(plan, "const one = new Plan();", "one.give();").fields).toEqual(["plan"]);
    expect(after(plan, "const one = new Plan();", "const same = one;", "same.give();").fields).toEqual(["plan"]);
  });

  test("it changes nothing if its object comes from outside, also under a second name", () => {
    expect(after("const one = outside;", "one.give();")).toEqual({ fields: [], isOpen: false });
  });

  test("only names tell where its object comes from: one that a function outside hands on may change anything", () => {
    expect(after(plan, "const one = handedOn(new Plan());", "one.give();")).toEqual({ fields: [], isOpen: true });
  });

  test("it is not followed for ever if its object is named by itself, as in unfinished code", () => {
    expect(after("const one: any = one.more;", "one.give();", "session.note = 1;").fields).toEqual(["note"]);
  });
});
