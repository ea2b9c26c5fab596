import { describe, test } from "vitest";
import { checkTold, type Told } from "../support/told.js";

const write = 'session.plan = "free"';

/** Each runs, whether anybody looks at what it gives or not. */
const certain: readonly (readonly [name: string, session: string])[] = [
  ["a computed name of a literal", `void { [(${write})]: 1 };`],
  ["a computed name of a method", `void { [(${write})]() { return 1; } };`],
  ["a computed name of a pattern", `const { [(${write})]: one }: Record<string, unknown> = {};\nvoid one;`],
  ["a computed name of a parameter's pattern", `(({ [(${write})]: one }: Record<string, unknown>) => one)({});`],
  ["a key that is not known", `void ({} as Record<string, unknown>)[(${write})];`],
  ["a part of a template", 'void `${(session.plan = "free")}`;'],
  ["an argument of new", `void new Set([(${write})]);`],
  ["a spread of a literal", `void [...(${write})];`],
  ["a spread of an object", `void { ...{ one: (${write}) } };`],
  ["typeof", `void typeof (${write});`],
  ["a switch", `switch ((${write})) { default: }`],
  ["a throw that is caught", `try { throw (${write}); } catch {}`],
  ["the start of a loop", `for (${write}; enabled; ) break;`],
  ["the list of a loop", `for (const one of [(${write})]) void one;`],
  ["the body of a getter's literal", `const { one } = { one: (${write}) };\nvoid one;`],
];

const uncertain: readonly (readonly [name: string, session: string])[] = [
  ["a default of a pattern", `const { one = (${write}) }: { one?: string } = JSON.parse("{}");\nvoid one;`],
  ["a default of a list's pattern", `const [one = (${write})]: string[] = JSON.parse("[]");\nvoid one;`],
  ["a default in a parameter's pattern", `(({ one = (${write}) }: { one?: string }) => one)(JSON.parse("{}"));`],
  ["an optional chain", `void (JSON.parse("null") as string[] | null)?.includes((${write}));`],
  ["the right side of ??=", `let one: string | undefined = JSON.parse("null");\none ??= (${write});\nvoid one;`],
];

describe("a write is always seen in:", () => {
  test.each(certain)("%s", (name, session) => {
    checkTold({ name, session, fields: ["Session.plan: string"], rules: ["no-undeclared-field"] });
  });
});

describe("a write is seen as uncertain in:", () => {
  test.each(uncertain)("%s", (name, session) => {
    checkTold({ name, session, fields: ["Session.plan?: string"], rules: ["no-undeclared-field"] });
  });
});

const sources: readonly Told[] = [
  {
    name: "a class's getter",
    parts: {
      head: 'class Callbacks { get session(): (given: any) => any { return ({ session }) => { session.plan = "free"; return session; }; } }',
      session: "session: new Callbacks().session",
    },
  },
  {
    name: "a static getter",
    parts: {
      head: 'class Callbacks { static get session(): (given: any) => any { return ({ session }) => { session.plan = "free"; return session; }; } }',
      session: "session: Callbacks.session",
    },
  },
  {
    name: "a literal's getter",
    parts: {
      session:
        'get session(): (given: any) => any { return ({ session }) => { session.plan = "free"; return session; }; }',
    },
  },
  {
    name: "a getter with a setter",
    parts: {
      head: 'const all = { set session(_: any) {}, get session(): any { return ({ session }: any) => { session.plan = "free"; return session; }; } };',
      session: "session: all.session",
    },
  },
  {
    name: "a factory with several signatures",
    parts: {
      head: "function make(plan: string): (given: any) => any;\nfunction make(plan: number): (given: any) => any;\nfunction make(plan: unknown) { return ({ session }: any) => { session.plan = String(plan); return session; }; }",
      session: 'session: make("free")',
    },
  },
  {
    name: "a generic factory",
    parts: {
      head: "function make<T extends string>(plan: T) { return ({ session }: any) => { session.plan = plan as string; return session; }; }",
      session: 'session: make("free")',
    },
  },
];

describe("a callback is found that is given by:", () => {
  test.each(sources)("$name", (told) => {
    checkTold({ ...told, some: ["Session.plan: string"] });
    checkTold({ ...told, declared: { session: ["plan: string"] }, rules: [] });
  });
});

test("a helper with several signatures is followed", () => {
  checkTold({
    name: "",
    parts: {
      head: 'function mark(one: any): void;\nfunction mark(one: any, plan: string): void;\nfunction mark(one: any, plan = "free"): void { one.plan = plan; }',
    },
    session: "mark(session);",
    some: ["Session.plan: string"],
  });
});
