import { describe } from "vitest";
import { testFollowed, type FollowedCase } from "../../support/followed.js";

/** `if (text)`, and what is said of a field that is written there: `S.plan: string` where it is always taken. */
const condition = (text: string, fields: readonly string[], before = ""): FollowedCase => ({
  name: `${before} ${text}`,
  session: `${before}\nif (${text}) session.plan = row.plan;`,
  fields,
});
const always = ["S.plan: string"];
const perhaps = ["S.plan?: string"];
const never: readonly string[] = [];
const onBoth = (node: string, why: string): string[] => ["S", "U"].map((name) => `${name} ${node}: ${why}`);

describe("the session under another name is still the session", () => {
  testFollowed([
    ...["(session)", "session satisfies Session", "session!", "await session"].map((text) => ({
      name: text,
      session: `const same = ${text};\nsame.plan = row.plan;`,
      fields: always,
      casts: [],
    })),
    ...["session as any", "<any>session", "session as Session"].map((text) => ({
      name: text,
      session: `const same = ${text};\nsame.plan = row.plan;`,
      fields: always,
      casts: [text],
    })),
    {
      name: "the value of an assignment",
      session: "let other: any;\nconst same = (other = session);\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "behind a comma",
      session: "const same = (log(1), session);\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "what stands before a comma is run",
      session: "(session.plan = row.plan), log(session);",
      fields: always,
    },
    {
      name: "its user, by a name in brackets",
      session: 'session["user"].id = token.sub!;',
      fields: ["U.id: string"],
    },
    {
      name: "either branch of a conditional expression",
      session: "const copy = { ...session };\nconst one = enabled ? session : copy;\none.plan = row.plan;\nreturn one;",
      fields: always,
    },
  ]);
});

describe("a value that is written out decides a condition", () => {
  testFollowed([
    condition('"on"', always),
    condition('""', never),
    condition("mode", always, 'const mode = "on";'),
    condition("`on`", always),
    condition("1", always),
    condition("0", never),
    condition("true", always),
    condition("false", never),
    condition("null", never),
    condition("undefined", never),
    condition("void log(1)", never),
    condition("!true", never),
    condition("!false", always),
    condition("!session", never),
    condition("() => 1", always),
    condition("[]", perhaps),
    condition('mode === "on"', always, 'const mode = "on" as "on" | "off";'),
    condition("same", always, 'const same = "on" === "on";'),
    condition("same", never, 'const same = "on" !== "on";'),
    condition("same", always, 'const same = "on" == "on";'),
    condition("same", never, 'const same = "on" != "on";'),
    condition("Boolean(true)", always),
    condition("Boolean(false)", never),
    condition("Boolean()", perhaps),
  ]);
});

describe("a sign says nothing of a condition", () => {
  testFollowed([
    {
      name: "a minus",
      session: "if (row.id) { const below = -row.id; if (below) session.plan = row.plan; }",
      fields: perhaps,
    },
    {
      name: "a plus changes nothing",
      session: "const count = +(session as any).count; if (count) session.plan = row.plan;",
      fields: perhaps,
    },
    ...["count++", "count--"].map((text) => ({
      name: text,
      session: `(session as any).${text};`,
      fields: ["S.count: number"],
    })),
    ...["++", "--"].map((operator) => ({
      name: `${operator} before it`,
      session: `${operator}(session as any).count;`,
      fields: ["S.count: number"],
    })),
    {
      name: "a sign before a field is no write",
      session: "log(-(session as any).count); log(+(session as any).count); log(~(session as any).count);",
      fields: [],
    },
  ]);
});

describe("a followed object that is put into another one is out of sight", () => {
  const why = "it is put where it is not followed";
  testFollowed([
    { name: "in a list", session: "const all = [session];", fields: [], open: onBoth("session", why) },
    { name: "in an instance", session: "new Set(session as any);", fields: [], open: onBoth("session as any", why) },
    { name: "only its user", session: "const all = [session.user];", fields: [], open: [`U session.user: ${why}`] },
    { name: "a list of other values", session: "const all = [token.sub, names];", fields: [] },
    { name: "a list is run", session: "const all = [(session.plan = row.plan)];", fields: always },
  ]);
});

describe("every expression is run for what it does", () => {
  testFollowed(
    [
      "log(`of ${(session.plan = row.plan)}`);",
      "log({ a: (session.plan = row.plan) });",
      "log([...[(session.plan = row.plan)]]);",
      "new Set([(session.plan = row.plan)]);",
      "void (session.plan = row.plan);",
      "typeof (session.plan = row.plan);",
      "(session.plan = row.plan) + 1;",
      "1 < (session.plan = row.plan).length;",
      "names[(session.plan = row.plan).length];",
      "delete (session.plan = row.plan);",
      "for (const one of names) log(one);\nsession.plan = row.plan;",
      "log(...[(session.plan = row.plan)]);",
      "(session.plan = row.plan).trim();",
      "(session.plan = row.plan) as unknown;",
    ].map((text) => ({ name: text, session: `;${text}`, fields: always })),
  );
});

describe("what an access by a computed name reaches", () => {
  const why = "it may be reached by a computed name";
  testFollowed([
    {
      name: "any name: each object that it may stand for",
      session: "const one = (session as any)[names[0]!];",
      fields: [],
      open: [`U (session as any)[names[0]!]: ${why}`],
    },
    {
      name: "one of several names: the objects of those names",
      session: 'const one = session[enabled ? "user" : "expires"] as any;\none.plan = row.plan;',
      fields: [],
      open: [`U session[enabled ? "user" : "expires"]: ${why}`],
    },
    {
      name: "one of several names, and no object among them",
      head: 'declare const key: "expires" | "plan";',
      session: "log((session as any)[key]);",
      fields: [],
    },
    {
      name: "a name that has one literal for its type",
      head: 'const key = "user";',
      session: "session[key].id = token.sub!;",
      fields: ["U.id: string"],
    },
    { name: "a field of something else", session: "log((row as any)[names[0]!]);", fields: [] },
    { name: "the name is run", session: "log(names[(session.plan = row.id)]);", fields: ["S.plan: number"] },
  ]);
});

describe("what is not there in a run", () => {
  testFollowed([
    {
      name: "an optional chain of it is undefined",
      session: "if (user?.id) session.kind = 1; else session.kind = row.plan;",
      fields: ["S.kind: string"],
      absent: [],
    },
    {
      name: "an access without one is noted",
      session: "session.user.id = user.id;",
      fields: ["U.id: string"],
      absent: ["user: user.id"],
    },
    {
      name: "an optional chain of what is there is what it reads",
      strategy: "database",
      session: "session.user.id = user?.id; if (user?.name) session.kind = 1; else session.kind = row.plan;",
      fields: ["S.kind: string | number", "U.id: string"],
      absent: [],
      sources: { "U.id": ["User.id"] },
    },
    {
      name: "the token under a database",
      strategy: "database",
      session: 'log(token["sub"]); log(token?.sub);',
      fields: [],
      absent: ['token: token["sub"]'],
    },
    {
      name: "an optional chain of a value",
      session: "const found = find(); if (found?.plan) session.plan = row.plan;",
      fields: perhaps,
    },
  ]);
});

describe("object literals", () => {
  testFollowed([
    {
      name: "members of every kind",
      session:
        'const plan = row.plan;\nreturn { ...session, plan, id: row.id, "a-b": 1, [`c`]: 2, go() { return 1; }, get on() { return true; } };',
      fields: ["S.a-b: number", "S.c: number", "S.go: () => number", "S.id: number", "S.on: boolean", "S.plan: string"],
    },
    {
      name: "a computed name may be any",
      session: "return { ...session, [names[0]!]: row.id };",
      fields: [],
      open: onBoth("[names[0]!]: row.id", "its name is computed"),
    },
    {
      name: "a computed name may be one of several",
      head: 'declare const key: "a" | "b";',
      session: "return { ...session, [key]: row.id };",
      fields: ["S.a?: number", "S.b?: number"],
    },
    {
      name: "what a member's value does is done",
      session: "const made = { a: (session.plan = row.plan), ...(log((session.id = 1)), row) };",
      fields: ["S.id: number", "S.plan: string"],
    },
    {
      name: "a field that none of its members brings is not there",
      session: "const made: any = { id: row.id };\nif (made.plan) session.plan = row.plan;",
      fields: never,
    },
    {
      name: "a shorthand holds what its name stands for",
      session: "const holder = { session };\nholder.session.plan = row.plan;",
      fields: always,
    },
    {
      name: "an asserted type says what a literal holds",
      session: 'return { ...session, plan: row.plan } as Session & { plan: "free"; seats: number; note?: string };',
      fields: ['S.plan: "free"', "S.seats: number"],
      casts: [],
    },
    {
      name: "an asserted type in the old form",
      session: "return <Session & { seats: number }>{ ...session };",
      fields: ["S.seats: number"],
    },
    {
      name: "`satisfies` and `!` say nothing of it",
      session: "return ({ ...session, plan: row.plan } satisfies Session & { plan: string; note?: string })!;",
      fields: always,
    },
    {
      name: "an asserted type of a value of which nothing is known says what it holds",
      session: "return (await load()) as Session & { id: string };",
      fields: [
        "S.expires: string",
        "S.id: string",
        "U.email?: string | null | undefined",
        "U.image?: string | null | undefined",
        "U.name?: string | null | undefined",
      ],
    },
    {
      name: "an asserted type of something else than a literal adds nothing",
      session: "const same = session as Session & { seats: number };\nreturn same;",
      fields: [],
      casts: ["session as Session & { seats: number }"],
    },
  ]);
});

describe("which casts are seen", () => {
  testFollowed([
    {
      name: "of the session, the token and the inputs, where they tell nothing new",
      jwt: "(token as any).plan = (profile as any).plan; log((user as any).plan);",
      fields: ["T.plan: any"],
      casts: ["profile as any", "token as any", "user as any"],
    },
    {
      name: "not of other values",
      session: "log(row as any); log(names as any); log(token.sub as any);",
      fields: [],
      casts: [],
    },
    {
      name: "no `!`, no `satisfies`, no `as const`",
      session: "log(session!); log(session satisfies Session); log(session as const);",
      fields: [],
      casts: [],
    },
    { name: "not one that tells something", session: "log(({ ...session }) as Session);", fields: [], casts: [] },
  ]);
});

describe("operators that may run their right side or not", () => {
  testFollowed([
    { name: "&&", session: "enabled && (session.plan = row.plan);", fields: perhaps },
    { name: "&& behind what is always there", session: "session && (session.plan = row.plan);", fields: always },
    { name: "&& behind what is never there", session: "user && (session.plan = row.plan);", fields: never },
    { name: "||", session: "enabled || (session.plan = row.plan);", fields: perhaps },
    { name: "|| behind what is never there", session: "user || (session.plan = row.plan);", fields: always },
    { name: "?? behind what is never there", session: "user ?? (session.plan = row.plan);", fields: always },
    { name: "?? behind what is always there", session: "session ?? (session.plan = row.plan);", fields: never },
    { name: "?? behind a function", session: "(() => 1) ?? (session.plan = row.plan);", fields: never },
    { name: "?? behind null", session: "null ?? (session.plan = row.plan);", fields: always },
    { name: "?? behind undefined", session: "undefined ?? (session.plan = row.plan);", fields: always },
    { name: "?? behind false", session: "(false as any) ?? (session.plan = row.plan);", fields: never },
    { name: "?? behind a call", session: "find() ?? (session.plan = row.plan);", fields: perhaps },
    {
      name: "?? behind an input that may be there",
      jwt: "profile ?? (token.plan = row.plan);",
      fields: ["T.plan?: string"],
    },
    { name: "?? behind one of several values", session: "trigger ?? (session.plan = row.plan);", fields: perhaps },
    {
      name: "?? behind a name that is null, or undefined",
      session: "let none: any = null;\nfor (const one of names) none = undefined;\nnone ?? (session.plan = row.plan);",
      fields: always,
    },
    {
      name: "the value of && is the right side, where the left one is true",
      session: "const same = session && session;\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "the value of || is the left side, where that is true",
      session: "const same = session || { ...session };\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "the value of || is the right side, where the left one is false",
      session: "const same = (user as any) || session;\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "the value of || is the right side, where the left one is an empty text",
      session: 'const same = ("" as any) || session;\nsame.plan = row.plan;',
      fields: always,
    },
    {
      name: "the value of && is false, where the left side is false",
      session: "const both = enabled && find();\nif (!enabled) { if (both) session.plan = row.plan; }",
      fields: never,
    },
    {
      name: "the value of ?? is the left side, where that is there",
      session: "const same = session ?? { ...session };\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "the value of ?? is the right side, where the left one is not there",
      session: "const same = (user as any) ?? session;\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "the value of ?? is the right side, if it is there, where nobody knows",
      session: "const same = (find() as any) ?? session;\nsame.plan = row.plan;",
      fields: perhaps,
    },
    {
      name: "what ?? comes to has the type of the whole",
      head: "declare function first(): Promise<{ id: number } | undefined>; declare function second(): Promise<{ id: number; plan: string }>;",
      session: "const found = (await first()) ?? (await second());\nreturn found;",
      fields: ["S.id: number"],
    },
    {
      name: "what && spreads where its left side is false adds nothing",
      session: "return { ...session, ...(enabled && { plan: row.plan }), ...(anything && { id: row.id }) };",
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "null before && is null before ?? too",
      session: "return (token.name && { ...session, plan: row.plan }) ?? session;",
      fields: perhaps,
    },
    {
      name: "undefined before && is undefined before ?? too",
      session: "return (find() && { ...session, plan: row.plan }) ?? session;",
      fields: perhaps,
    },
    {
      name: "anything before && may be null before ??",
      session: "return (anything && { ...session, plan: row.plan }) ?? session;",
      fields: perhaps,
    },
    {
      name: "false before && is not null before ??",
      session: "return (enabled && session) ?? { ...session, plan: row.plan };",
      fields: never,
    },
  ]);
});

describe("assignments with an operator", () => {
  testFollowed([
    { name: "+=", session: "(session as any).count += 1;", fields: ["S.count: any"] },
    { name: "^=", session: "(session as any).count ^= row.id;", fields: ["S.count: number"] },
    {
      name: "-=, whose value is no longer what it was",
      session: "let n = 0; n -= row.id; if (n) session.plan = row.plan;",
      fields: perhaps,
    },
    { name: "??= keeps what was there before", session: "(session as any).plan ??= row.plan;", fields: always },
    {
      name: "??= of what the callback has written itself",
      session: "(session as any).plan = row.id;\n(session as any).plan ??= row.plan;",
      fields: ["S.plan: string | number"],
    },
    { name: "||=", session: "(session as any).plan ||= row.plan;", fields: always },
    { name: "&&= writes where it was true", session: "(session as any).plan &&= row.plan;", fields: ["S.plan?: any"] },
    { name: "a difference is no assignment", session: "log((session as any).total - row.id);", fields: [] },
    { name: "instanceof is no assignment", session: "log((session as any).plan instanceof Date);", fields: [] },
    { name: "in is no assignment", session: 'log("plan" in session);', fields: [] },
    { name: "< is no assignment", session: "log((session as any).total < row.id);", fields: [] },
  ]);
});

describe("delete", () => {
  const made = "const made: any = { ...session, plan: row.plan, id: row.id };";
  testFollowed(
    [
      ["delete made.plan;", ["S.id: number"]],
      ['delete made["plan"];', ["S.id: number"]],
      ["delete (made.plan);", ["S.id: number"]],
      ["delete (made as any).plan;", ["S.id: number"]],
      ["delete made?.plan;", ["S.id: number"]],
      ["if (delete made.plan) made.gone = 1;", ["S.gone: number", "S.id: number"]],
      ['delete made[enabled ? "plan" : "id"];', ["S.id?: number", "S.plan?: string"]],
      ['delete made[enabled ? "plan" : "other"];', ["S.id: number", "S.plan?: string"]],
      ["delete made[names[0]!];", ["S.id: number", "S.plan: string"]],
      ["delete (row as any).plan;", ["S.id: number", "S.plan: string"]],
      ["delete made.user.name;", ["S.id: number", "S.plan: string"]],
      ["delete (made.plan, row.note);", ["S.id: number", "S.plan: string"]],
    ].map(([text, fields]) => ({
      name: String(text),
      session: `${made}\n${String(text)}\nreturn made;`,
      fields: fields as string[],
    })),
  );
});

describe("Object.assign, Promise.resolve, Boolean", () => {
  testFollowed([
    {
      name: "what is assigned to the session",
      session: "const more: any = {};\nmore.kind = row.id;\nObject.assign(session, { plan: row.plan }, row, more);",
      fields: ["S.id: number", "S.kind: number", "S.note?: string", "S.plan: string"],
    },
    { name: "it gives its target back", session: "return Object.assign(session, { plan: row.plan });", fields: always },
    {
      name: "what is spread into its arguments",
      session: "Object.assign(session, ...names);",
      fields: [],
      open: onBoth("...names", "nobody knows how many objects the list holds"),
    },
    {
      name: "something else takes the session's fields",
      session: "const both = Object.assign(row, session);\nreturn { ...session, id: both.id };",
      fields: ["S.id: number"],
    },
    {
      name: "an `assign` of something else is not known",
      head: "declare const store: { assign(target: unknown, source: unknown): void };",
      session: "store.assign(session, { plan: row.plan });",
      fields: [],
    },
    { name: "another method of Object", session: "Object.is(session, { plan: row.plan });", fields: [] },
    {
      name: "Promise.resolve of the session",
      session: "return Promise.resolve(Object.assign(session, { plan: row.plan }));",
      fields: always,
    },
    {
      name: "Promise.resolve of nothing",
      session: "if (await Promise.resolve()) session.plan = row.plan;",
      fields: never,
    },
    {
      name: "Promise.all of nothing is a list",
      session: "if (await Promise.all([])) session.plan = row.plan;",
      fields: perhaps,
    },
    {
      name: "a `resolve` of something else",
      head: "declare const paths: { resolve(path: string): string };",
      session: 'if (paths.resolve("")) session.plan = row.plan;',
      fields: perhaps,
    },
    {
      name: "Boolean of a condition that was taken",
      session: "const on = Boolean(enabled);\nif (enabled) { if (on) session.plan = row.plan; else session.id = 1; }",
      fields: perhaps,
    },
    {
      name: "another function of a condition that was taken",
      head: "declare function not(value: boolean): boolean;",
      session: "const off = not(enabled);\nif (enabled) { if (off) session.plan = row.plan; else session.id = 1; }",
      fields: ["S.id?: number", "S.plan?: string"],
    },
  ]);
});

describe("a helper of the project's own", () => {
  const deep = (count: number): string =>
    Array.from({ length: count }, (_, index) =>
      index + 1 === count
        ? `function h${index}(to: any) { to.plan = row.plan; }`
        : `function h${index}(to: any) { h${index + 1}(to); }`,
    ).join("\n");
  testFollowed([
    {
      name: "that takes the session",
      head: "function add(to: any) { to.plan = row.plan; }",
      session: "add(session);",
      fields: always,
    },
    {
      name: "that stands behind the callback",
      tail: "function add(to: any) { to.plan = row.plan; }",
      session: "add(session);",
      fields: always,
    },
    {
      name: "that stands inside the callback",
      session: "function add() { (session as any).plan = row.plan; }\nadd();",
      fields: always,
    },
    {
      name: "that is an expression in a constant",
      session: "const add = () => { (session as any).plan = row.plan; };\nadd();",
      fields: always,
    },
    {
      name: "that is called where it stands",
      session: "(function () { (session as any).plan = row.plan; })();",
      fields: always,
    },
    {
      name: "that is a method of an object",
      head: "const helpers = { add(to: any) { to.plan = row.plan; } };",
      session: "helpers.add(session);",
      fields: always,
    },
    {
      name: "that runs what it is given",
      head: "function run(to: any, act: () => void) { act(); }",
      session: "run(session, () => { session.plan = row.plan; });",
      fields: always,
    },
    {
      name: "that runs a function expression",
      head: "function run(to: any, act: () => void) { act(); }",
      session: "run(session, function () { session.plan = row.plan; });",
      fields: always,
    },
    {
      name: "that runs what it is given, and nothing else",
      head: "function run(act: () => void) { act(); }",
      session: "run(() => { session.plan = row.plan; });",
      fields: always,
    },
    {
      name: "that answers with what it is given",
      head: "function same(to: any) { return to; }",
      session: "const it = same(session);\nit.plan = row.plan;",
      fields: always,
    },
    {
      name: "that is seen by its answer only: that may be either",
      head: "function no() { return false; }",
      session: "if (no()) session.plan = row.plan;",
      fields: perhaps,
    },
    {
      name: "the same behind the callback",
      tail: "function no() { return false; }",
      session: "if (no()) session.plan = row.plan;",
      fields: perhaps,
    },
    {
      name: "the same inside the callback: that is known",
      session: "function no() { return false; }\nif (no()) session.plan = row.plan;",
      fields: never,
    },
    {
      name: "whose answer is one of two",
      session:
        "const is = () => { if (enabled) return true; return false; };\nif (is()) session.plan = row.plan; else session.id = 1;",
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "whose answer is known on one path only",
      session:
        "const is = () => { if (enabled) return false; return find(); };\nif (is()) session.plan = row.plan; else session.id = 1;",
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "whose answer is known on the other path only",
      session:
        "const is = () => { if (enabled) return find(); return true; };\nif (is()) session.plan = row.plan; else session.id = 1;",
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "whose answer has a declared type",
      head: "function build(from: Session): Session & { plan: string } { return JSON.parse(JSON.stringify(from)); }",
      session: "return build(session);",
      fields: [
        "S.expires: string",
        "S.plan: string",
        "U.email?: string | null | undefined",
        "U.image?: string | null | undefined",
        "U.name?: string | null | undefined",
      ],
    },
    {
      name: "whose answer is the session on one path only",
      head: "function pick(from: any): any { if (enabled) return find(); return from; }",
      session: "const it = pick(session);\nit.plan = row.plan;\nreturn session;",
      fields: perhaps,
    },
    {
      name: "that is given other values, and seen by its answer only",
      head: "function no(of: Row) { return false; }",
      session: "if (no(row)) session.plan = row.plan;",
      fields: perhaps,
    },
    {
      name: "that stands in another file, and is seen by its answer only",
      session: `// ${"-".repeat(400)}\nif (elsewhere()) session.plan = row.plan;`,
      fields: perhaps,
    },
    {
      name: "that is called with a list",
      head: "function add(...to: any[]) { to[0].plan = row.plan; }",
      session: "add(...[session]);",
      fields: [],
      open: onBoth("...to: any[]", "it is put where it is not followed"),
    },
    { name: "that calls another four deep", head: deep(5), session: "h0(session);", fields: always },
    {
      name: "that calls another five deep",
      head: deep(6),
      session: "h0(session);",
      fields: [],
      open: onBoth("h5(to)", "the call is nested too deep to follow"),
    },
    {
      name: "that calls itself",
      head: "function walk(to: any) { to.plan = row.plan; if (enabled) walk(to); }",
      session: "walk(session);",
      fields: always,
      open: onBoth("walk(to)", "the call is nested too deep to follow"),
    },
    {
      name: "that may be another one by then",
      head: "let add = function (to: any) { to.plan = row.plan; };",
      session: "add(session);",
      fields: [],
      open: onBoth("add(session)", "nobody knows which function is called"),
    },
    {
      name: "that may be another one by then, beside other values",
      head: "let add = function (to: any, of: Row) { to.plan = of.plan; };",
      session: "add(session, row);",
      fields: [],
      open: onBoth("add(session, row)", "nobody knows which function is called"),
    },
    {
      name: "that may be another one by then, and that runs what it is given",
      head: "let run = function (act: () => void) { act(); };",
      session: "run(() => { session.plan = row.plan; });",
      fields: perhaps,
    },
    {
      name: "that may be another one by then, and that does not get the session",
      head: "let add = function (to: any) { to.plan = row.plan; };",
      session: "add(row);",
      fields: [],
    },
  ]);
});

describe("a function that cannot be seen", () => {
  const returned = "it is passed to code that returns it, or a changed copy of it";
  const changed = "it is passed to code that cannot be seen, and that may change it";
  testFollowed([
    {
      name: "without types",
      session: "anything(session);",
      fields: [],
      open: onBoth("anything(session)", "it is passed to code without types"),
    },
    { name: "without types, and without the session", session: "anything(row);", fields: [] },
    { name: "that takes anything", session: "log(session);", fields: [] },
    {
      name: "that takes any",
      head: "declare function track(what: any): void;",
      session: "track(session);",
      fields: [],
    },
    {
      name: "that takes a list of anything",
      head: "declare function track(...what: unknown[]): void;",
      session: "track(1, session);",
      fields: [],
    },
    {
      name: "that takes a session",
      head: "declare function enrich(to: Session): void;",
      session: "enrich(session);",
      fields: [],
      open: onBoth("enrich(session)", changed),
    },
    {
      name: "that takes a list of sessions",
      head: "declare function enrich(first: number, ...to: Session[]): void;",
      session: "enrich(1, session, session);",
      fields: [],
      open: onBoth("enrich(1, session, session)", changed),
    },
    {
      name: "a method that takes a session",
      head: "declare const db: { enrich(to: Session): void };",
      session: "db.enrich(session);",
      fields: [],
      open: onBoth("db.enrich(session)", changed),
    },
    {
      name: "that takes the user only",
      head: "declare function enrich(name: string, to: object): void;",
      session: 'enrich("a", session.user);',
      fields: [],
      open: [`U enrich("a", session.user): ${changed}`],
    },
    {
      name: "that takes nothing",
      head: "declare function refresh(): void;",
      session: "(refresh as any as (() => void))(session);",
      fields: [],
    },
    {
      name: "that gives back what it is given",
      head: "declare function merge<T>(to: T, other: unknown): T;",
      session: "const same = merge(session, row);\nreturn session;",
      fields: [],
      open: onBoth("merge(session, row)", returned),
    },
    {
      name: "that promises what it is given",
      head: "declare function merge<T>(to: T): Promise<T>;",
      session: "await merge(session);\nreturn session;",
      fields: [],
      open: onBoth("merge(session)", returned),
    },
    {
      name: "that gives back a part of it",
      head: "declare function nameOf(of: unknown): string;",
      session: "nameOf(session);",
      fields: [],
    },
    {
      name: "that gives back anything",
      head: "declare function parse(of: unknown): any;",
      session: "parse(session);",
      fields: [],
    },
    {
      name: "the language's own",
      session: "JSON.stringify(session); Object.keys(session); Object.entries(session.user);",
      fields: [],
    },
    {
      name: "the language's own, which writes",
      session: 'Reflect.set(session, "plan", 1);',
      fields: [],
      open: onBoth('Reflect.set(session, "plan", 1)', changed),
    },
    {
      name: "the language's own, which defines",
      head: "declare const to: any;",
      session: 'const none: void = void Object.defineProperty(session as any, "plan", { value: 1 });',
      fields: [],
      open: onBoth('Object.defineProperty(session as any, "plan", { value: 1 })', changed),
    },
    {
      name: "the language's own, which reads",
      session: 'Reflect.has(session, "plan"); Reflect.ownKeys(session);',
      fields: [],
    },
    {
      name: "one of the project's own by such a name",
      head: "declare const store: { set(to: unknown, name: string): void; defineProperty(to: unknown): void };",
      session: 'store.set(session, "a"); store.defineProperty(session);',
      fields: [],
    },
  ]);
});

describe("a function that is given to code that cannot be seen", () => {
  const inner = (text: string): string => `names.forEach((one) => { ${text} });`;
  testFollowed([
    { name: "may run", session: inner("(session as any).plan = one;"), fields: perhaps },
    {
      name: "may run, by its name",
      session: "const add = () => { (session as any).plan = row.plan; };\nnames.forEach(add);",
      fields: perhaps,
    },
    {
      name: "may run, where that code has no types",
      session: "anything(() => { (session as any).plan = row.plan; });",
      fields: perhaps,
    },
    {
      name: "may run, four deep",
      session: [1, 2, 3, 4].reduce(inner, "(session as any).plan = row.plan;"),
      fields: perhaps,
    },
    {
      name: "that gives itself to such code",
      session: "const visit = () => { (session as any).plan = row.plan; names.forEach(visit); };\nvisit();",
      fields: always,
    },
    {
      name: "gets values of which nothing is known",
      session: "names.forEach((one) => { if (one) session.plan = one; });",
      fields: perhaps,
    },
    {
      name: "has run, where the call answers with what it answers",
      head: "declare function traced<T>(name: string, act: () => Promise<T>): Promise<T>;",
      session: 'return traced("session", async () => { (session as any).plan = row.plan; return session; });',
      fields: always,
    },
    {
      name: "has run, where a call without types answers with anything",
      head: "declare function traced(act: () => any): any;",
      session: "return traced(() => { (session as any).plan = row.plan; return session as any; });",
      fields: always,
    },
    {
      name: "may not have run, where a call without types answers with anything",
      head: "declare function traced(act: () => unknown): any;",
      session: "traced(() => { (session as any).plan = row.plan; return session; });",
      fields: perhaps,
    },
    {
      name: "may not have run, where the call answers with something else",
      head: "declare function traced(act: () => Session): { id: number };",
      session: "traced(() => { (session as any).plan = row.plan; return session; });",
      fields: perhaps,
    },
    {
      name: "may not have run, where the call answers with a primitive",
      head: "declare function traced(act: () => unknown): unknown;",
      session: "traced(() => { (session as any).plan = row.plan; return session; });",
      fields: perhaps,
    },
    {
      name: "may not have run, where it answers with nothing that is followed",
      head: "declare function traced<T>(act: () => T): T;",
      session: "traced(() => { (session as any).plan = row.plan; return row; });",
      fields: perhaps,
    },
    {
      name: "either answer is followed",
      head: "declare function traced<T>(act: () => T): T;",
      session:
        "const other = { ...session, id: row.id };\nreturn traced((): any => { if (enabled) return session; return other; }) as any;",
      fields: ["S.id?: number"],
    },
  ]);
});
