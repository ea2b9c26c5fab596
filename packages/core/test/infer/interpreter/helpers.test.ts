import { expect, test } from "vitest";
import { factsOf, namesIn } from "../../support/facts.js";

const fill = (body: string): string => `import type { Session } from "next-auth";
declare const is: boolean;
function fill(target: Session) {
${body}
}`;

test.each([
  ["a closure", 'const change = () => { target.plan = "free"; };\nchange();', ["plan"]],
  ["one that may be called", 'const change = () => { target.plan = "free"; };\nif (is) change();', ["plan?"]],
  ["a function", 'function change() { target.plan = "free"; }\nchange();', ["plan"]],
  ["one that is called where it stands", '(() => { target.plan = "free"; })();', ["plan"]],
])("a helper's changes by %s of its own are followed", (_name, body, fields) => {
  const { session } = factsOf({ head: fill(body), session: "session({ session }) { fill(session); return session; }" });
  expect(namesIn(session)).toEqual(fields);
});

test.each([
  ["what it was given", "return is ? target : fill(target);"],
  ["a copy", "if (is) return { ...target }; target.plan = 'free'; return fill(target);"],
])("a helper that calls itself leaves its result unknown: %s", (_name, body) => {
  const head = fill(body).replace("(target: Session)", "(target: Session): Session");
  const { session } = factsOf({ head, session: "session({ session }) { return fill(session); }" });
  expect(session.open.map(({ why }) => why)).toContain("the call is nested too deep to follow");
});

test("a helper that calls itself with a new object may return it changed", () => {
  const head = `declare const is: boolean;
function more(of: object): { plan: string } {
  return is ? { plan: "free" } : more({ plan: "paid" });
}`;
  const { session } = factsOf({ head, session: "session({ session }) { return { ...session, ...more(session) }; }" });
  expect(namesIn(session)).toEqual(["plan"]);
  expect(session.open.map(({ why }) => why)).toEqual(["the call is nested too deep to follow"]);
});

test("a name that stands for another value in the next round of a loop is followed", () => {
  const head = fill(`let other: Session = { ...target };
do {
  if (is) other.plan = "free";
  other = target;
} while (target.expires);`);
  const { session } = factsOf({ head, session: "session({ session }) { fill(session); return session; }" });
  const isSeen = namesIn(session).length > 0 || session.open.length > 0;
  expect(isSeen).toBe(true);
});
