import { describe, test } from "vitest";
import { checkTold, type Told } from "../../support/told.js";

const twice = 'session.plan = "free"; await load(); session.plan = 2;';
const change = `async function change() { ${twice} }\n`;
const timer = "declare const setTimeout: (run: () => void, after: number) => void;\n";

/** Asynchronous code, and the fields that a reader of the session may find. */
const rows: readonly (readonly [name: string, session: string, ...fields: string[]])[] = [
  ["a helper that is awaited has run to its end", `${change}await change();`, "Session.plan: number"],
  ["a helper that nobody awaits may stay at its `await`", `${change}void change();`, "Session.plan: string | number"],
  ["a helper as a statement may stay", `${change}change();`, "Session.plan: string | number"],
  ["a helper with only a `catch` may stay", `${change}change().catch(() => 1);`, "Session.plan: string | number"],
  [
    "a helper whose promise is awaited further down ends",
    `${change}const task = change();\nawait task;`,
    "Session.plan: number",
  ],
  [
    "a helper among others in `Promise.all` ends",
    `${change}await Promise.all([change(), load()]);`,
    "Session.plan: number",
  ],
  [
    "a helper whose promise goes into a list may stay",
    `${change}const tasks: unknown[] = [];\ntasks.push(change());`,
    "Session.plan: string | number",
  ],
  [
    "a write behind an `await` may be missing",
    "void (async () => { await load(); session.plan = 2; })();",
    "Session.plan?: number",
  ],
  [
    "a method may stay",
    `const tools = { async change() { ${twice} } };\nvoid tools.change();`,
    "Session.plan: string | number",
  ],
  [
    "a helper that returns the promise of another may stay",
    `${change}const go = () => change();\nvoid go();`,
    "Session.plan: string | number",
  ],
  [
    "a helper that returns an awaited promise ends",
    `${change}const go = () => change();\nawait go();`,
    "Session.plan: number",
  ],
  [
    "a helper stays where one stays that it awaits",
    `${change}async function outer() { await change(); session.seats = 3; }\nvoid outer();`,
    "Session.plan: string | number",
    "Session.seats?: number",
  ],
  [
    "a helper goes on past one that it does not await",
    `${change}async function outer() { void change(); session.seats = 3; }\nvoid outer();`,
    "Session.plan: string | number",
    "Session.seats: number",
  ],
  [
    "a loop that awaits may stay",
    'async function change() { session.plan = "free"; for await (const one of list) void one; session.plan = 2; }\nvoid change();',
    "Session.plan: string | number",
  ],
  [
    "a condition that awaits may stay",
    'void (async () => { session.plan = "free"; if (await load()) session.plan = 2; else session.plan = 3; })();',
    "Session.plan: string | number",
  ],
  ["a timer's function may stay", `${timer}setTimeout(async () => { ${twice} }, 1);`, "Session.plan?: string | number"],
  [
    "a timer's function may hand on",
    `${change}${timer}setTimeout(() => change(), 1);`,
    "Session.plan?: string | number",
  ],
  ["a function for each item may stay", `["a"].forEach(async () => { ${twice} });`, "Session.plan: string | number"],
  [
    "functions for items that are awaited end",
    `await Promise.all(["a"].map(async () => { ${twice} }));`,
    "Session.plan: number",
  ],
  [
    "a function for a promise may stay",
    `void load().then(async () => { ${twice} });`,
    "Session.plan?: string | number",
  ],
  ["a function for an awaited promise ends", `await load().then(async () => { ${twice} });`, "Session.plan: number"],
  [
    "an executor may stay",
    `void new Promise<void>(async (done) => { ${twice} done(); });`,
    "Session.plan: string | number",
  ],
  ["an executor ends", `await new Promise<void>(async (done) => { ${twice} done(); });`, "Session.plan: number"],
  [
    "a generator that is gone through by an awaiting loop ends",
    `async function* steps() { ${twice} yield 1; }\nfor await (const one of steps()) void one;`,
    "Session.plan: number",
  ],
  [
    "a helper that throws, and that nobody awaits, leaves the callback going",
    'async function change() { if (enabled) throw new Error("no"); session.plan = "free"; }\nvoid change();',
    "Session.plan?: string",
  ],
  [
    "a helper that throws ends the callback that awaits it",
    'async function change() { if (enabled) throw new Error("no"); session.plan = "free"; }\nawait change();',
    "Session.plan: string",
  ],
  [
    "a helper that lets another throw leaves the callback going",
    'function fail() { if (enabled) throw new Error("no"); }\nasync function change() { fail(); session.plan = "free"; }\nvoid change();',
    "Session.plan?: string",
  ],
  [
    "a helper that catches goes on",
    'function fail() { if (enabled) throw new Error("no"); }\nasync function change() { try { fail(); } catch { void 0; } session.plan = "free"; }\nvoid change();',
    "Session.plan: string",
  ],
  [
    "a helper with a `catch` that is awaited has made its first write",
    'async function change() { session.plan = "free"; await load(); session.seats = 3; }\nawait change().catch(() => 1);',
    "Session.plan: string",
    "Session.seats?: number",
  ],
  [
    "a promise behind `then` fails before or behind the function",
    'async function change() { session.plan = "free"; await load(); session.seats = 3; }\nawait change().then(() => { session.since = 1; }).catch(() => 1);',
    "Session.plan: string",
    "Session.seats?: number",
    "Session.since?: number",
  ],
  [
    "a helper that never fails has a `catch` that may run",
    'async function change() { session.plan = "free"; }\nawait change().catch(() => { session.seats = 3; });',
    "Session.plan: string",
    "Session.seats?: number",
  ],
  [
    "a helper that is not asynchronous throws into the callback",
    'function change() { if (enabled) throw new Error("no"); session.plan = "free"; }\nchange();',
    "Session.plan: string",
  ],
];

describe("asynchronous code runs as far as it is waited for:", () => {
  test.each(rows)("%s", (name, session, ...fields) => {
    checkTold({ name, session, fields, rules: fields.map(() => "no-undeclared-field") });
  });
});

/** Nobody can tell whether somebody awaits these. */
const unknown: readonly Told[] = [
  {
    name: "a promise in a list",
    session:
      "const tasks: Promise<unknown>[] = [];\ntasks.push((async () => { await load(); session.plan = 2; })());\nawait Promise.all(tasks);",
  },
  {
    name: "a promise that is passed on",
    session:
      "const wait = (one: Promise<void>) => one;\nawait wait((async () => { await load(); session.plan = 2; })());",
  },
];

describe("a required field is believed if nobody can tell whether its write is awaited:", () => {
  test.each(unknown)("$name", (told) => {
    checkTold({ ...told, declared: { session: ["plan: number"] }, rules: [] });
  });
});
