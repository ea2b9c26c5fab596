import { describe, expect, test } from "vitest";
import { factsOf } from "../../support/facts.js";

const head = `import type { Session } from "next-auth";
interface Row { id: number; plan: string }
declare const is: boolean, rows: Row[], emitter: { on(name: string, act: () => void): void };
declare function load(): Promise<Row>;
declare function query(): PromiseLike<Row>;
declare function traced<T>(name: string, act: () => Promise<T>): Promise<T>;
declare function transaction<T>(act: (tx: { find(): Promise<Row> }) => Promise<T>): Promise<T>;
declare const store: { run<T>(value: object, act: () => T): T };
declare function register(act: () => void): void;
declare function forEach(act: () => void): void;
declare function listen(on: { user(): void }): void;
declare function all(acts: readonly (() => Promise<void>)[]): Promise<void>;
declare class Job { constructor(act: () => void); done(): Promise<void>; }
declare const cache: Map<string, Session>;
declare function cached(): Session | undefined;
declare function made(): Promise<import("next-auth").DefaultSession | Session>;`;

/** Whether a field of the session is there after these statements: always, on some paths only, or perhaps, where nobody can see. */
type Presence = "always" | "perhaps" | "sometimes";

function after(statements: string): { readonly fields: Record<string, Presence>; readonly isOpen: boolean } {
  const session = `async session({ session, token }) {\n${statements}\nreturn session;\n}`;
  const {
    session: { fields, open },
    sessionUser,
  } = factsOf({ head, session });
  const ofUser = [...sessionUser.fields].map(([name, field]) => [`user.${name}`, field] as const);
  const written = [...fields, ...ofUser].filter(([, { writes }]) => writes.length > 0);
  return {
    fields: Object.fromEntries(
      written.map(([name, { optional, inDoubt }]) => [name, optional ? (inDoubt ? "perhaps" : "sometimes") : "always"]),
    ),
    isOpen: open.length > 0,
  };
}

type Row = [statements: string, fields: Record<string, Presence>];
const set = "session.a = 1;";

describe("a function given to an awaited promise has run:", () => {
  test.each<Row>([
    [`await load().then((row) => { ${set} });`, { a: "always" }],
    [`await query().then((row) => { ${set} });`, { a: "always" }],
    [`await load().then(() => load()).then(() => { ${set} });`, { a: "always" }],
    [`await load().then(() => { ${set} }).finally(() => { session.b = 1; });`, { a: "always", b: "always" }],
    [`await load().then(() => { ${set} }, () => { session.a = 2; });`, { a: "always" }],
    [`await load().then(() => { ${set} }).catch(() => { session.a = 2; });`, { a: "always" }],
    [`await load().then(() => { ${set} }).catch(() => undefined);`, { a: "sometimes" }],
    [`await load().then(() => { ${set} }, () => undefined);`, { a: "sometimes" }],
    [`await load().catch(() => { ${set} });`, { a: "sometimes" }],
    [`return load().then(() => { ${set} return session; });`, { a: "always" }],
    [`return await load().then(() => ({ ...session, a: 1 }));`, { a: "always" }],
    [`return Promise.resolve(session).then((one) => { one.a = 1; return one; });`, { a: "always" }],
    [`const loading = load().then(() => { ${set} }); await loading;`, { a: "always" }],
    [`const loading = load().then(() => { ${set} }); await Promise.all([loading]);`, { a: "always" }],
    [
      `await Promise.all([load().then(() => { ${set} }), load().then(() => (session.b = 1))]);`,
      { a: "always", b: "always" },
    ],
    [`await Promise.allSettled([load().then(() => { ${set} })]);`, { a: "always" }],
    [`await (is ? load().then(() => { ${set} }) : load().then(() => { session.a = 2; }));`, { a: "always" }],
    [`await load().then(function (row) { session.a = row.id; });`, { a: "always" }],
    [`const set = () => { ${set} }; await load().then(set);`, { a: "always" }],
    [`await load().then((row) => { if (is) ${set} });`, { a: "sometimes" }],
  ])("%s", (statements, fields) => {
    expect(after(statements).fields).toEqual(fields);
  });
});

describe("a function given to a promise that nobody awaits has not run yet:", () => {
  test.each<Row>([
    [`load().then(() => { ${set} });`, { a: "sometimes" }],
    [`void load().then(() => { ${set} });`, { a: "sometimes" }],
    [`queueMicrotask(() => { ${set} });`, { a: "sometimes" }],
    [`setTimeout(() => { ${set} }, 10);`, { a: "sometimes" }],
  ])("%s", (statements, fields) => {
    expect(after(statements).fields).toEqual(fields);
  });
});

describe("a function given to a promise that may be awaited is in doubt:", () => {
  test.each<Row>([
    [`const jobs = []; jobs.push(load().then(() => { ${set} })); await Promise.all(jobs);`, { a: "perhaps" }],
    [`await Promise.race([load().then(() => { ${set} }), load()]);`, { a: "perhaps" }],
    [`emitter.on("user", () => { ${set} });`, { a: "perhaps" }],
    [`register(() => { ${set} });`, { a: "perhaps" }],
    [`listen({ user: () => { ${set} } });`, { a: "perhaps" }],
    [`await all([async () => { ${set} }]);`, { a: "perhaps" }],
    [`const job = new Job(() => { ${set} }); await job.done();`, { a: "perhaps" }],
    [`store.run({}, () => { ${set} });`, { a: "perhaps" }],
    [`rows.forEach((row) => { session.a = row.id; });`, { a: "perhaps" }],
    [`rows.map((row) => (session.a = row.id));`, { a: "perhaps" }],
    [`rows.sort((one, other) => { ${set} return one.id - other.id; });`, { a: "perhaps" }],
    [`["x"].sort(() => { ${set} return 0; });`, { a: "perhaps" }],
    [`forEach(() => { ${set} });`, { a: "perhaps" }],
    [`rows.reduce((sum, row) => { ${set} return sum + row.id; }, 0);`, { a: "perhaps" }],
    [`await Promise.all(rows.map(async (row) => { session.a = row.id; }));`, { a: "perhaps" }],
    [`register(() => { ${set} }); if (is) session.b = 1;`, { a: "perhaps", b: "sometimes" }],
  ])("%s", (statements, fields) => {
    expect(after(statements).fields).toEqual(fields);
  });
});

describe("a function given to an awaited call is taken to have run:", () => {
  test.each<Row>([
    [`await traced("session", async () => { ${set} });`, { a: "always" }],
    [`await transaction(async (tx) => { session.a = (await tx.find()).id; });`, { a: "always" }],
    [`await store.run({}, async () => { ${set} });`, { a: "always" }],
    [`return store.run({}, () => { ${set} return session; });`, { a: "always" }],
    [`await transaction(async (tx) => { if (is) return; ${set} });`, { a: "sometimes" }],
    [`["x", "y"].forEach((one) => { session.a = one; });`, { a: "always" }],
    [`await Promise.all(["x"].map(async (one) => { session.a = one; }));`, { a: "always" }],
    [`await new Promise<void>((resolve) => { ${set} resolve(); });`, { a: "always" }],
    [`await new Promise<void>((resolve) => setTimeout(() => { ${set} resolve(); }, 1));`, { a: "perhaps" }],
  ])("%s", (statements, fields) => {
    expect(after(statements).fields).toEqual(fields);
  });
});

describe("code that runs without being followed", () => {
  test.each([
    "const box = { set plan(value: string) { session.plan = value; } }; box.plan = 'x';",
    "const box = { get plan() { return (session.plan = 'x'); } }; void box.plan;",
    "const box = { toJSON() { session.plan = 'x'; return {}; } }; JSON.stringify(box);",
    "for (const one of { *[Symbol.iterator]() { session.plan = 'x'; yield 1; } }) void one;",
    "await { then(done: (value: number) => void) { session.plan = 'x'; done(1); } };",
    "class Plan { constructor() { session.plan = 'x'; } } new Plan();",
    "class Plan { static { session.plan = 'x'; } } void Plan;",
    "class Plan { static one = (session.plan = 'x'); } void Plan;",
    "class Plan { static { ({ plan: session.plan } = { plan: 'x' }); } } void Plan;",
    "class Plan { static { [session.plan] = ['x']; } } void Plan;",
    "class Plan { static { ({ ...session.plan } = { a: 'x' }); } } void Plan;",
    "class Plan { static { for (session.plan of ['x']); } } void Plan;",
    "class Plan { static { for ({ a: session.plan } of [{ a: 'x' }]); } } void Plan;",
    "class Plan { static { [[, session.plan = 'x']] = [[]]; } } void Plan;",
    "void new (class { one = (session.plan = 'x'); })();",
    "const set = () => { session.plan = 'x'; }; class Plan { one = set(); } new Plan();",
    "function set() { session.plan = 'x'; } class Plan { one = set(); } new Plan();",
    "class Plan { constructor() { const own = session; own.plan = 'x'; } } new Plan();",
    "class Plan { constructor() { Object.assign(session, { plan: 'x' }); } } new Plan();",
    "const tag = (parts: TemplateStringsArray) => { session.plan = 'x'; }; tag`x`;",
    "const tag = (parts: TemplateStringsArray, one: Session) => undefined; tag`${session}`;",
    "const held = new Proxy(session, {}); held.plan = 'x';",
  ])("it leaves the session open: %s", (statements) => {
    expect(after(statements).isOpen).toBe(true);
  });

  test.each([
    "class Plan { name = session.expires; } new Plan();",
    "const box = { get plan() { return session.expires; } }; void box.plan;",
    "const copy = { ...session, get more() { return 1; } }; void copy;",
    "class Plan { constructor() { const session = { plan: '' }; session.plan = 'x'; } } new Plan();",
  ])("it does not leave the session open if it only reads: %s", (statements) => {
    expect(after(statements).isOpen).toBe(false);
  });
});

describe("code that runs without being followed may remove what it names:", () => {
  test.each<Row>([
    [`${set} class Plan { static { Object.assign(session, { a: undefined }); } } void Plan;`, { a: "perhaps" }],
    [`${set} class Plan { constructor() { delete (session as any).a; } } new Plan();`, { a: "perhaps" }],
    [`${set} const own = session; class Plan { static { own["a"] = undefined; } } void Plan;`, { a: "perhaps" }],
    [`${set} class Plan { static { session.b = 1; } } void Plan;`, { a: "always" }],
    ["session.user.a = 1; class Plan { static { session.user.a = undefined; } } void Plan;", { "user.a": "perhaps" }],
    [
      "session.user.a = 1; const box = { set b(given: number) { session.user.a = undefined; } }; box.b = 1;",
      { "user.a": "perhaps" },
    ],
    ["session.user.a = 1; class Plan { static { session.user.b = 1; } } void Plan;", { "user.a": "always" }],
    [`class Plan { static { session.a = undefined; } } void Plan; ${set}`, { a: "always" }],
  ])("%s", (statements, fields) => {
    expect(after(statements).fields).toEqual(fields);
  });
});

describe("a session of only the library's type may hold anything:", () => {
  test.each<[statements: string, fields: Record<string, Presence>]>([
    ["const hit = cache.get('x'); if (hit) return hit; session.a = 1;", { a: "perhaps" }],
    [
      "const hit = cached(); if (hit !== undefined) return hit; session.a = 1; cache.set('x', session);",
      { a: "perhaps" },
    ],
    ["return made() as Promise<Session>;", {}],
    ["const one = await made(); return one as Session;", {}],
    ["if (is) return { ...(await made()), expires: '' }; session.a = 1;", { a: "perhaps" }],
    ["if (is) return session; const hit = cached(); if (hit) return hit; session.a = 1;", { a: "sometimes" }],
  ])("%s", (statements, fields) => {
    const { fields: found, isOpen } = after(statements);
    const own = Object.entries(found).filter(([name]) => name.length === 1);
    expect([Object.fromEntries(own), isOpen]).toEqual([fields, true]);
  });
});
