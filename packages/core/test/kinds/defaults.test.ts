import { describe, test } from "vitest";
import { checkTold } from "../support/told.js";

const write = 'session.plan = "a"';
const assigned = ["Session.plan: string"];
const maybe = ["Session.plan?: string"];
const never: readonly string[] = [];

type Row = readonly [name: string, session: string, fields: readonly string[]];

/** The default of a parameter runs where it is `undefined`, before the body does. */
const ofParameters: readonly Row[] = [
  ["the body returns at once", `((one = (${write})) => { return; })();`, assigned],
  ["a constant is `undefined`", `const none = undefined;\n((one = (${write})) => one)(none);`, assigned],
  ["`null` is given", `((one: string | null = (${write})) => one)(null);`, never],
  ["a text is given that is not known", `((one = (${write})) => one)(list[0]);`, maybe],
  ["a text or nothing is given", `((one = (${write})) => one)(list[0] ?? undefined);`, maybe],
  ["one of two is given", `((one = (${write})) => one)(enabled ? undefined : "b");`, maybe],
  ["one of two texts is given", `((one = (${write})) => one)(enabled ? "a" : "b");`, never],
  ["an asynchronous function is awaited", `await (async (one = (${write})) => one)();`, assigned],
  ["nobody awaits an asynchronous function", `void (async (one = (${write})) => one)();`, assigned],
  ["a method is called", `({ run(one = (${write})) { return one; } }).run();`, assigned],
  ["`call` gives only what `this` is", `((one = (${write})) => one).call(undefined);`, assigned],
  [
    "a function calls itself",
    `function run(left: number, one = (${write})): unknown { return left ? run(left - 1) : one; }\nrun(2);`,
    assigned,
  ],
  ["an earlier default is read", '((one = "a", two = (session.plan = one)) => two)();', assigned],
  ["the default calls a function", `const mark = (): string => (${write});\n((one = mark()) => one)();`, assigned],
  ["the default hands the session on", '((one = Object.assign(session, { plan: "a" })) => one)();', assigned],
  ["the default is the session", '((one: any = session) => { one.plan = "a"; })();', assigned],
  ["a loop runs once at least", `do { ((one = (${write})) => one)(); } while (enabled);`, assigned],
  ["a loop may not run", `for (const _ of list) ((one = (${write})) => one)();`, maybe],
  ["a function is called if something holds", `const run = (one = (${write})) => one;\nif (enabled) run();`, maybe],
  ["nobody calls the function", `const run = (one = (${write})) => one;\nvoid run;`, never],
  [
    "a default throws before the body",
    'try { ((one: unknown = (() => { throw new Error(); })()) => { session.plan = "a"; })(); } catch {}',
    never,
  ],
];

/** What a list that is spread hides is not lost. */
const behindSpreads: readonly Row[] = [
  ["a function that nobody sees called", `((..._: unknown[]) => undefined)(...list, () => (${write}));`, maybe],
  [
    "a function that may be called",
    `((one: unknown, two?: () => unknown) => two?.())(...(list as [unknown]), () => (${write}));`,
    maybe,
  ],
];

/** What is spread into a call is as many arguments as its type says. */
const ofSpreads: readonly Row[] = [
  ["a pair gives both", `((one: string, two = (${write})) => two)(...(["a", "b"] as const));`, never],
  [
    "a pair is behind another argument",
    `((one: string, two: string, three = (${write})) => three)("a", ...(["b", "c"] as const));`,
    never,
  ],
  [
    "a pair leaves one out",
    `((one: string, two: string, three = (${write})) => three)(...(["a", "b"] as const));`,
    assigned,
  ],
  ["an empty list gives none", `((one = (${write})) => one)(...([] as const));`, assigned],
  ["a list may give it", `((one?: string, two: string = (${write})) => two)(...(list as [string?, string?]));`, maybe],
  ["nobody knows how much a list gives", `((one = (${write}), ..._: string[]) => one)(...list);`, maybe],
  [
    "an argument follows a list",
    `((one?: string, two: string = (${write}), ..._: string[]) => two)(...list, "a");`,
    maybe,
  ],
];

/** The default in a pattern runs where the field is `undefined`. */
const ofPatterns: readonly Row[] = [
  ["a parameter's object lacks it", `(({ one = (${write}) }: { one?: string }) => one)({});`, assigned],
  ["a parameter's object has it", `(({ one = (${write}) }: { one?: string }) => one)({ one: "b" });`, never],
  ["a parameter's object has a text", `(({ one = (${write}) }: { one?: string }) => one)({ one: list[0] });`, maybe],
  [
    "a parameter's object may have it",
    `(({ one = (${write}) }: { one?: string }) => one)({ ...(enabled && { one: "b" }) });`,
    maybe,
  ],
  ["the object is a default, too", `(({ one = (${write}) }: { one?: string } = {}) => one)();`, assigned],
  ["the object is a default that has it", `(({ one = (${write}) }: { one?: string } = { one: "b" }) => one)();`, never],
  [
    "an earlier field is read",
    '(({ one, two = (session.plan = one) }: { one: string; two?: string }) => two)({ one: "a" });',
    assigned,
  ],
  [
    "it stands in a pattern within",
    `(({ of: { one = (${write}) } }: { of: { one?: string } }) => one)({ of: {} });`,
    assigned,
  ],
  ["a variable's object lacks it", `const { one = (${write}) }: { one?: string } = {};\nvoid one;`, assigned],
  ["a variable's object has a text", `const { one = (${write}) } = { one: list[0] };\nvoid one;`, maybe],
  [
    "an assignment's part has another name",
    `let two: string | undefined;\n({ one: two = (${write}) } = JSON.parse("{}"));\nvoid two;`,
    maybe,
  ],
  [
    "an assignment's list lacks it",
    `let one: string | undefined;\n[one = (${write})] = JSON.parse("[]") as string[];\nvoid one;`,
    maybe,
  ],
  [
    "an assignment's pattern is within another",
    `let one: string | undefined;\n({ of: [{ one = (${write}) }] } = JSON.parse("{}"));\nvoid one;`,
    maybe,
  ],
  [
    "a loop's pattern lacks it",
    `let one: string | undefined;\nfor ({ one = (${write}) } of JSON.parse("[]") as { one?: string }[]) void one;`,
    maybe,
  ],
  [
    "an assignment's object lacks it",
    `let one: string | undefined;\n({ one = (${write}) } = {} as { one?: string });\nvoid one;`,
    maybe,
  ],
];

describe("the default of a parameter is seen where:", () => {
  test.each(ofParameters)("%s", (name, session, fields) => {
    checkTold({ name, session, fields });
  });
});

describe("the default of a parameter is seen behind a spread where:", () => {
  test.each(ofSpreads)("%s", (name, session, fields) => {
    checkTold({ name, session, fields });
  });
});

describe("a write is seen behind a spread in:", () => {
  test.each(behindSpreads)("%s", (name, session, fields) => {
    checkTold({ name, session, fields });
  });
});

describe("the default in a pattern is seen where:", () => {
  test.each(ofPatterns)("%s", (name, session, fields) => {
    checkTold({ name, session, fields });
  });
});

test("the default of a helper's parameter writes to an earlier argument", () => {
  const head = 'function mark(one: any, plan = (one.plan = "a")) { return plan as string; }';
  checkTold({ name: "", parts: { head }, session: "mark(session);", fields: assigned });
});

test("the default of a callback's second parameter always runs", () => {
  const session = 'session: (given: any, mark = (given.session.plan = "a" as string)) => (void mark, given.session)';
  checkTold({ name: "", parts: { session }, some: assigned });
});
