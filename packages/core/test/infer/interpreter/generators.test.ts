import { describe, test } from "vitest";
import { checkTold, type Told } from "../../support/told.js";

const steps = (before: string, after = ""): string => `function* steps() { ${before} yield 1; ${after} }\n`;
const plan = 'session.plan = "free";';

const undeclared: readonly Told[] = [
  { name: "one that nobody asks has not run", session: `${steps(plan)}steps();`, fields: ["Session.plan?: string"] },
  {
    name: "one that is asked once has run as far as its first answer",
    session: `${steps(plan)}steps().next();`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "what stands behind that has not",
    session: `${steps("", plan)}steps().next();`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "one in a list has run",
    session: `${steps(plan, "session.seats = 2;")}void [...steps()];`,
    fields: ["Session.plan: string", "Session.seats: number"],
  },
  {
    name: "and one that a loop goes through",
    session: `${steps("", plan)}for (const step of steps()) void step;`,
    fields: ["Session.plan: string"],
  },
  {
    name: "unless the loop may end before",
    session: `${steps("", plan)}for (const step of steps()) { if (enabled) break; void step; }`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "a loop inside the loop ends itself only, of which nobody keeps count",
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
    name: "one whose first answer is taken apart",
    session: `${steps("", plan)}const [first] = steps(); void first;`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "one that another goes through",
    session: `${steps(plan)}function* all() { yield* steps(); }\nvoid [...all()];`,
    fields: ["Session.plan: string"],
  },
  {
    name: "one that waits",
    session: `async function* steps() { ${plan} yield await load(); }\nfor await (const step of steps()) void step;`,
    fields: ["Session.plan: string"],
  },
  {
    name: "one by its name",
    session: `${steps(plan)}const all = steps(); for (const step of all) void step;`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "one that is given the session",
    session: `function* fill(target: typeof session) { target.plan = "free"; yield 1; }\nvoid [...fill(session)];`,
    fields: ["Session.plan: string"],
  },
  {
    name: "one that others run",
    session: `declare function run(steps: () => Generator<number>): Promise<void>;\nawait run(function* () { ${plan} yield 1; });`,
    fields: ["Session.plan?: string"],
  },
  {
    name: "one of which a list makes as many as it has",
    session: `["a"].forEach(function* () { ${plan} yield 1; });`,
    fields: ["Session.plan?: string"],
  },
];

describe("a generator runs as far as it is asked to:", () => {
  test.each(undeclared)("$name", (told) => {
    checkTold({ ...told, rules: told.fields?.map(() => "no-undeclared-field") ?? [] });
  });
});

describe("nothing is said of a declared field that it may write:", () => {
  test.each(undeclared)("$name", (told) => {
    const members = told.name.includes("in a list") ? ["plan: string", "seats: number"] : ["plan: string"];
    checkTold({ ...told, declared: { session: members }, rules: [] });
  });
});
