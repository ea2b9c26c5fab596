import { describe, test } from "vitest";
import { checkTold, type Told } from "../../support/told.js";

const steps = (before: string, after = ""): string => `function* steps() { ${before} yield 1; ${after} }\n`;
const plan = 'session.plan = "free";';

const undeclared: readonly Told[] = [
  { name: "one that nobody iterates", session: `${steps(plan)}steps();`, fields: ["Session.plan?: string"] },
  {
    name: "one that is asked once, before its first value",
    session: `${steps(plan)}steps().next();`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "one that is asked once, behind its first value",
    session: `${steps("", plan)}steps().next();`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "one in a list",
    session: `${steps(plan, "session.seats = 2;")}void [...steps()];`,
    fields: ["Session.plan: string", "Session.seats: number"],
  },
  {
    name: "one in a loop",
    session: `${steps("", plan)}for (const step of steps()) void step;`,
    fields: ["Session.plan: string"],
  },
  {
    name: "one in a loop that may end before",
    session: `${steps("", plan)}for (const step of steps()) { if (enabled) break; void step; }`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "one in a loop around another that only ends itself",
    session: `${steps("", plan)}for (const step of steps()) { for (;;) { void step; break; } }`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "one that becomes an array",
    session: `${steps(plan)}void Array.from(steps());`,
    fields: ["Session.plan: string"],
  },
  { name: "one that becomes a set", session: `${steps(plan)}void new Set(steps());`, fields: ["Session.plan: string"] },
  {
    name: "one whose first value is taken apart",
    session: `${steps("", plan)}const [first] = steps(); void first;`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "one that another iterates",
    session: `${steps(plan)}function* all() { yield* steps(); }\nvoid [...all()];`,
    fields: ["Session.plan: string"],
  },
  {
    name: "one that awaits",
    session: `async function* steps() { ${plan} yield await load(); }\nfor await (const step of steps()) void step;`,
    fields: ["Session.plan: string"],
  },
  {
    name: "one that a local name holds",
    session: `${steps(plan)}const all = steps(); for (const step of all) void step;`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "one that is given the session",
    session: `function* fill(target: typeof session) { target.plan = "free"; yield 1; }\nvoid [...fill(session)];`,
    fields: ["Session.plan: string"],
  },
  {
    name: "one that other code iterates",
    session: `declare function run(steps: () => Generator<number>): Promise<void>;\nawait run(function* () { ${plan} yield 1; });`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "one that a list makes for each of its elements",
    session: `["a"].forEach(function* () { ${plan} yield 1; });`,
    fields: ["Session.plan?: string"],
  },
];

/** Generators that set a field twice. */
const setTwice: readonly Told[] = [
  {
    name: "one in a loop that may end between two values of a field",
    session: `${steps(plan, "session.plan = 2;")}for (const step of steps()) { if (enabled) break; void step; }`,
    fields: ["Session.plan?: string | number"],
  },
  {
    name: "one that does more when it is ended",
    session: `${steps(`try { ${plan}`, "session.plan = 2; } finally { session.seats = 3; }")}for (const step of steps()) { if (enabled) break; void step; }`,
    fields: ["Session.plan?: string | number", "Session.seats?: number"],
  },
  {
    name: "one behind another that may end between two values of a field",
    session: `${steps(plan, "session.plan = 2;")}function* all() { yield* steps(); }\nfor (const step of all()) { if (enabled) break; void step; }`,
    fields: ["Session.plan?: string | number"],
  },
  {
    name: "one in a list that sets a field twice",
    session: `${steps(plan, "session.plan = 2;")}void [...steps()];`,
    fields: ["Session.plan: number"],
  },
  {
    name: "one in a list inside another that may end",
    session: `${steps(plan, "session.plan = 2;")}function* all() { void [...steps()]; yield 2; }\nfor (const step of all()) { if (enabled) break; void step; }`,
    fields: ["Session.plan?: number"],
  },
];

describe("a generator runs as far as it is asked to:", () => {
  test.each([...undeclared, ...setTwice])("$name", (told) => {
    checkTold({ ...told, rules: told.fields?.map(() => "no-undeclared-field") ?? [] });
  });
});

describe("a declared field that a generator may write is not reported:", () => {
  test.each(undeclared)("$name", (told) => {
    const members = told.name.includes("in a list") ? ["plan: string", "seats: number"] : ["plan: string"];
    checkTold({ ...told, declared: { session: members }, rules: [] });
  });
});
