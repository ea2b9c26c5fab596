import { describe, test } from "vitest";
import { checkTold, type Told } from "../support/told.js";

const cb = 'type Callback = NonNullable<NonNullable<NextAuthOptions["callbacks"]>["session"]>;';
const plan = 'session.plan = "free";';
const declared = { session: ["plan: string"] };

/** A `session` callback as it stands among the callbacks, with what it needs before. */
const member = (session: string, head: string): NonNullable<Told["parts"]> => ({ head: `${cb}\n${head}`, session });
const own = 'async ({ session }) => { session.plan = "free"; return session; }';

/** Where the callback itself comes from somewhere. */
const sources: readonly (readonly [name: string, session: string, head: string])[] = [
  [
    "a wrapper around a wrapper",
    `session: outer(${own})`,
    "const inner = (one: Callback): Callback => (given) => one(given);\nconst outer = (one: Callback): Callback => inner(inner(one));",
  ],
  [
    "a wrapper that is made",
    `session: wrapping("log")(${own})`,
    "const wrapping = (name: string) => (one: Callback): Callback => (given) => { console.log(name); return one(given); };\ndeclare const console: { log(one: unknown): void };",
  ],
  [
    "a generic wrapper",
    `session: traced(${own})`,
    "function traced<F extends (...given: never[]) => unknown>(one: F): F { return ((...given: never[]) => one(...given)) as F; }",
  ],
  [
    "several wrappers in a list",
    `session: wrappers.reduce((one, wrap) => wrap(one), base)`,
    `const base: Callback = ${own};\nconst wrappers: ((one: Callback) => Callback)[] = [];`,
  ],
  [
    "a class's method",
    "session: new Callbacks().session",
    'class Callbacks { session: Callback = async ({ session }) => { session.plan = "free"; return session; }; }',
  ],
  [
    "a class's static method",
    "session: Callbacks.session",
    'class Callbacks { static session: Callback = async ({ session }) => { session.plan = "free"; return session; }; }',
  ],
  [
    "a class's getter",
    "session: new Callbacks().session",
    `class Callbacks { get session(): Callback { return ${own}; } }`,
  ],
  ["a map", 'session: all.get("session")!', `const all = new Map<string, Callback>([["session", ${own}]]);`],
  ["a record", "session: all.session!", `const all: Record<string, Callback> = { session: ${own} };`],
  ["a list", "session: all[0]!", `const all: Callback[] = [${own}];`],
  ["a function that is bound", "session: base.bind(undefined)", `const base: Callback = ${own};`],
  [
    "a choice",
    "session: enabled ? base : other",
    `const base: Callback = ${own};\nconst other: Callback = ({ session }) => { session.plan = "pro"; return session; };`,
  ],
  ["a promise", "session: await made", `const made: Promise<Callback> = Promise.resolve(${own});`],
  [
    "an async factory",
    "session: (await make()).session",
    `const make = async (): Promise<{ session: Callback }> => ({ session: ${own} });`,
  ],
  ["a frozen object", "session: Object.freeze({ session: base }).session", `const base: Callback = ${own};`],
  [
    "an object that is put together",
    "...Object.fromEntries(entries)",
    `const entries: [string, Callback][] = [["session", ${own}]];`,
  ],
  ["an immediate function", `session: ((): Callback => ${own})()`, ""],
  ["code without types", `session: wrap(${own})`, "declare const wrap: any;"],
];

describe("a declared field is believed if the callback comes from:", () => {
  test.each(sources)("%s", (name, session, head) => {
    checkTold({ name, parts: member(session, head), declared, rules: [] });
  });
});

describe("an undeclared field is not called unassigned or unknown if the callback comes from:", () => {
  test.each(sources)("%s", (name, session, head) => {
    checkTold({ name, parts: member(session, head) });
  });
});

/** What may have written, seen or not. */
const bodies: readonly (readonly [name: string, session: string])[] = [
  ["Reflect.set", 'Reflect.set(session, "plan", "free");'],
  ["Object.defineProperty", 'Object.defineProperty(session, "plan", { value: "free", enumerable: true });'],
  ["Object.defineProperties", 'Object.defineProperties(session, { plan: { value: "free", enumerable: true } });'],
  [
    "entries that are gone through",
    'Object.entries({ plan: "free" }).forEach(([key, value]) => { (session as any)[key] = value; });',
  ],
  [
    "entries that a loop goes through",
    'for (const [key, value] of Object.entries({ plan: "free" })) (session as any)[key] = value;',
  ],
  ["a clone", 'const copy = structuredClone(session);\ncopy.plan = "free";\nreturn copy;'],
  ["what JSON makes of it", 'const copy = JSON.parse(JSON.stringify(session));\ncopy.plan = "free";\nreturn copy;'],
  ["a proxy", 'const proxy = new Proxy(session, {});\nproxy.plan = "free";'],
  ["a setter", 'const box = { set plan(value: string) { session.plan = value; } };\nbox.plan = "free";'],
  ["a getter", 'const box = { get plan() { session.plan = "free"; return 1; } };\nvoid box.plan;'],
  ["a private method", 'class Box { #fill() { session.plan = "free"; } run() { this.#fill(); } }\nnew Box().run();'],
  [
    "a class that extends",
    'class Base { constructor() { session.plan = "free"; } }\nclass Box extends Base {}\nnew Box();',
  ],
  ["toJSON", 'JSON.stringify({ toJSON() { session.plan = "free"; return 1; } });'],
  ["valueOf", 'void (+{ valueOf() { session.plan = "free"; return 1; } } as number);'],
  ["an iterator", 'for (const one of { *[Symbol.iterator]() { session.plan = "free"; yield 1; } }) void one;'],
  [
    "a timer in a promise",
    'declare const setTimeout: (run: () => void, after: number) => void;\nawait new Promise<void>((done) => setTimeout(() => { session.plan = "free"; done(); }, 1));',
  ],
  [
    "an event",
    'const target = { once(name: string, run: () => void) { void name; run(); } };\ntarget.once("user", () => { session.plan = "free"; });',
  ],
  ["Promise.allSettled", 'await Promise.allSettled([load().then(() => { session.plan = "free"; })]);'],
  ["Promise.race", 'await Promise.race([load().then(() => { session.plan = "free"; })]);'],
  ["a promise that is kept", 'const task = load().then(() => { session.plan = "free"; });\nawait load();\nawait task;'],
  ["an array method that stops", 'list.some(() => { session.plan = "free"; return true; });'],
  ["reduce", 'await list.reduce(async (before) => { await before; session.plan = "free"; }, Promise.resolve());'],
  [
    "a call by apply",
    'const fill = (target: typeof session) => { target.plan = "free"; };\nfill.apply(undefined, [session]);',
  ],
  [
    "a call by Reflect",
    'const fill = (target: typeof session) => { target.plan = "free"; };\nReflect.apply(fill, undefined, [session]);',
  ],
  [
    "an optional call",
    'const fill: ((target: typeof session) => void) | undefined = (target) => { target.plan = "free"; };\nfill?.(session);',
  ],
  ["eval", "eval('session.plan = 1');"],
  [
    "with what is spread last",
    'const more: Record<string, string> = { plan: "free" };\nreturn { ...session, ...more };',
  ],
  ["Object.assign of unknown entries", 'Object.assign(session, Object.fromEntries([["plan", "free"]]));'],
  ["a map's forEach", 'new Map([["plan", "free"]]).forEach((value, key) => { (session as any)[key] = value; });'],
  [
    "a decorator",
    'const fill = (..._: unknown[]): void => { session.plan = "free"; };\nclass Box { @fill run() {} }\nvoid Box;',
  ],
  ["a tagged template", 'const fill = (_: TemplateStringsArray): void => { session.plan = "free"; };\nfill`x`;'],
  ["a default of a parameter", '((_ = (session.plan = "free")) => _)();'],
  ["a computed key", 'void { [(session.plan = "free")]: 1 };'],
  ["an assignment in a condition", 'if ((session.plan = "free")) void 0;'],
  ["a label's block", 'fill: { session.plan = "free"; if (enabled) break fill; }'],
];

describe("a declared field is believed that is written by:", () => {
  test.each(bodies)("%s", (name, session) => {
    checkTold({ name, session, declared, rules: [] });
  });
});

describe("an undeclared field gets a true type that is written by:", () => {
  test.each(bodies)("%s", (name, session) => {
    checkTold({ name, session });
  });
});

test("a field that is written after all of that is still seen", () => {
  checkTold({
    name: "",
    session: `Reflect.set(session, "plan", "free");\nawait Promise.race([load()]);\nsession.seats = 3;\n${plan}`,
    some: ["Session.seats: number", "Session.plan: string"],
  });
});
