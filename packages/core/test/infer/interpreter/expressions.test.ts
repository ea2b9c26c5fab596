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

describe("the session under another name is still the session:", () => {
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
      name: "a value before a comma, which is run",
      session: "(session.plan = row.plan), log(session);",
      fields: always,
    },
    {
      name: "the session's user by a name in brackets",
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

describe("a literal value decides a condition:", () => {
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

describe("null and undefined are one value to `==` and two to `===`:", () => {
  const [isUndefined, isNull, isOn] = ["undefined", "null", '"on"'].map((value) => `const mode: any = ${value};`);
  testFollowed([
    condition("mode === undefined", always, isUndefined),
    condition("mode === null", never, isUndefined),
    condition("mode == null", always, isUndefined),
    condition("mode != null", never, isUndefined),
    condition('mode == "on"', never, isUndefined),
    condition("mode === null", always, isNull),
    condition("mode === undefined", never, isNull),
    condition("mode == undefined", always, isNull),
    condition('mode != "on"', always, isNull),
    condition("mode == null", never, isOn),
    condition("mode != undefined", always, isOn),
  ]);
});

describe("a sign does not decide a condition:", () => {
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

describe("a followed object inside another one is out of sight:", () => {
  const why = "it is put where it is not followed";
  testFollowed([
    { name: "an object in a list", session: "const all = [session];", fields: [], open: onBoth("session", why) },
    {
      name: "an object in an instance",
      session: "new Set(session as any);",
      fields: [],
      open: onBoth("session as any", why),
    },
    {
      name: "an object of which only the user is inside",
      session: "const all = [session.user];",
      fields: [],
      open: [`U session.user: ${why}`],
    },
    { name: "a list of other values", session: "const all = [token.sub, names];", fields: [] },
    { name: "a list, which is run", session: "const all = [(session.plan = row.plan)];", fields: always },
  ]);
});

describe("every expression is run for its effects:", () => {
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

describe("an access by a computed name reaches:", () => {
  const why = "it may be reached by a computed name";
  testFollowed([
    {
      name: "each object that the name may stand for",
      session: "const one = (session as any)[names[0]!];",
      fields: [],
      open: [`U (session as any)[names[0]!]: ${why}`],
    },
    {
      name: "the objects of several names",
      session: 'const one = session[enabled ? "user" : "expires"] as any;\none.plan = row.plan;',
      fields: [],
      open: [`U session[enabled ? "user" : "expires"]: ${why}`],
    },
    {
      name: "no object of several names",
      head: 'declare const key: "expires" | "plan";',
      session: "log((session as any)[key]);",
      fields: [],
    },
    {
      name: "the object of a name with a literal type",
      head: 'const key = "user";',
      session: "session[key].id = token.sub!;",
      fields: ["U.id: string"],
    },
    { name: "a field of something else", session: "log((row as any)[names[0]!]);", fields: [] },
    {
      name: "the effects of the name itself",
      session: "log(names[(session.plan = row.id)]);",
      fields: ["S.plan: number"],
    },
  ]);
});

describe("a parameter that is not there in a run:", () => {
  testFollowed([
    {
      name: "an optional chain of it is undefined",
      session: "if (user?.id) session.kind = 1; else session.kind = row.plan;",
      fields: ["S.kind: string"],
      absent: [],
    },
    {
      name: "an access without an optional chain is noted",
      session: "session.user.id = user.id;",
      fields: ["U.id: string"],
      absent: ["user: user.id"],
    },
    {
      name: "an optional chain of a parameter that is there reads it",
      strategy: "database",
      session: "session.user.id = user?.id; if (user?.name) session.kind = 1; else session.kind = row.plan;",
      fields: ["S.kind: string | number", "U.id: string"],
      absent: [],
      sources: { "U.id": ["User.id"] },
    },
    {
      name: "the token under the database strategy",
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

describe("object literals:", () => {
  testFollowed([
    {
      name: "members of every kind",
      session:
        'const plan = row.plan;\nreturn { ...session, plan, id: row.id, "a-b": 1, [`c`]: 2, go() { return 1; }, get on() { return true; } };',
      fields: ["S.a-b: number", "S.c: number", "S.go: () => number", "S.id: number", "S.on: boolean", "S.plan: string"],
    },
    {
      name: "a computed name that may be any",
      session: "return { ...session, [names[0]!]: row.id };",
      fields: [],
      open: onBoth("[names[0]!]: row.id", "its name is computed"),
    },
    {
      name: "a computed name that may be one of several",
      head: 'declare const key: "a" | "b";',
      session: "return { ...session, [key]: row.id };",
      fields: ["S.a?: number", "S.b?: number"],
    },
    {
      name: "a member's value with its effects",
      session: "const made = { a: (session.plan = row.plan), ...(log((session.id = 1)), row) };",
      fields: ["S.id: number", "S.plan: string"],
    },
    {
      name: "a field that none of its members brings",
      session: "const made: any = { id: row.id };\nif (made.plan) session.plan = row.plan;",
      fields: never,
    },
    {
      name: "a shorthand that holds its name's value",
      session: "const holder = { session };\nholder.session.plan = row.plan;",
      fields: always,
    },
    {
      name: "an asserted type that says what a literal holds",
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
      name: "`satisfies` and `!`, which say nothing about it",
      session: "return ({ ...session, plan: row.plan } satisfies Session & { plan: string; note?: string })!;",
      fields: always,
    },
    {
      name: "an asserted type that says what an unknown value holds",
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
      name: "an asserted type of another value, which adds nothing",
      session: "const same = session as Session & { seats: number };\nreturn same;",
      fields: [],
      casts: ["session as Session & { seats: number }"],
    },
  ]);
});

describe("casts that are seen:", () => {
  testFollowed([
    {
      name: "casts of the session, the token and the inputs that tell nothing new",
      jwt: "(token as any).plan = (profile as any).plan; log((user as any).plan);",
      fields: ["T.plan: any"],
      casts: ["profile as any", "token as any", "user as any"],
    },
    {
      name: "no casts of other values",
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
    { name: "no cast that tells something", session: "log(({ ...session }) as Session);", fields: [], casts: [] },
  ]);
});

describe("operators that may or may not run their right side:", () => {
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
      name: "&&, whose value is the right side if the left one is true",
      session: "const same = session && session;\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "||, whose value is the left side if that is true",
      session: "const same = session || { ...session };\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "||, whose value is the right side if the left one is false",
      session: "const same = (user as any) || session;\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "||, whose value is the right side if the left one is an empty text",
      session: 'const same = ("" as any) || session;\nsame.plan = row.plan;',
      fields: always,
    },
    {
      name: "&&, whose value is false if the left side is false",
      session: "const both = enabled && find();\nif (!enabled) { if (both) session.plan = row.plan; }",
      fields: never,
    },
    {
      name: "??, whose value is the left side if that is there",
      session: "const same = session ?? { ...session };\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "??, whose value is the right side if the left one is missing",
      session: "const same = (user as any) ?? session;\nsame.plan = row.plan;",
      fields: always,
    },
    {
      name: "??, whose value is a present right side if the left one is unknown",
      session: "const same = (find() as any) ?? session;\nsame.plan = row.plan;",
      fields: perhaps,
    },
    {
      name: "??, whose value has the type of the whole",
      head: "declare function first(): Promise<{ id: number } | undefined>; declare function second(): Promise<{ id: number; plan: string }>;",
      session: "const found = (await first()) ?? (await second());\nreturn found;",
      fields: ["S.id: number"],
    },
    {
      name: "&& in a spread, which adds nothing if its left side is false",
      session: "return { ...session, ...(enabled && { plan: row.plan }), ...(anything && { id: row.id }) };",
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "&& after null, which is null before ?? too",
      session: "return (token.name && { ...session, plan: row.plan }) ?? session;",
      fields: perhaps,
    },
    {
      name: "&& after undefined, which is undefined before ?? too",
      session: "return (find() && { ...session, plan: row.plan }) ?? session;",
      fields: perhaps,
    },
    {
      name: "&& after anything, which may be null before ??",
      session: "return (anything && { ...session, plan: row.plan }) ?? session;",
      fields: perhaps,
    },
    {
      name: "&& after false, which is not null before ??",
      session: "return (enabled && session) ?? { ...session, plan: row.plan };",
      fields: never,
    },
  ]);
});

describe("assignments with an operator:", () => {
  testFollowed([
    { name: "+=", session: "(session as any).count += 1;", fields: ["S.count: any"] },
    { name: "^=", session: "(session as any).count ^= row.id;", fields: ["S.count: number"] },
    {
      name: "-=, whose value is a new one",
      session: "let n = 0; n -= row.id; if (n) session.plan = row.plan;",
      fields: perhaps,
    },
    { name: "??=, which keeps an earlier value", session: "(session as any).plan ??= row.plan;", fields: always },
    {
      name: "??= over what the callback has written itself",
      session: "(session as any).plan = row.id;\n(session as any).plan ??= row.plan;",
      fields: ["S.plan: string | number"],
    },
    { name: "||=", session: "(session as any).plan ||= row.plan;", fields: always },
    {
      name: "&&=, which writes over a true value",
      session: "(session as any).plan &&= row.plan;",
      fields: ["S.plan?: any"],
    },
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

describe("Object.assign, Promise.resolve and Boolean:", () => {
  testFollowed([
    {
      name: "what is assigned to the session",
      session: "const more: any = {};\nmore.kind = row.id;\nObject.assign(session, { plan: row.plan }, row, more);",
      fields: ["S.id: number", "S.kind: number", "S.note?: string", "S.plan: string"],
    },
    {
      name: "Object.assign returns its target",
      session: "return Object.assign(session, { plan: row.plan });",
      fields: always,
    },
    {
      name: "what is spread into its arguments",
      session: "Object.assign(session, ...names);",
      fields: [],
      open: onBoth("...names", "nobody knows how many objects the list holds"),
    },
    {
      name: "another value that takes the session's fields",
      session: "const both = Object.assign(row, session);\nreturn { ...session, id: both.id };",
      fields: ["S.id: number"],
    },
    {
      name: "an `assign` of another object, which is not known",
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
      name: "a `resolve` of another object",
      head: "declare const paths: { resolve(path: string): string };",
      session: 'if (paths.resolve("")) session.plan = row.plan;',
      fields: perhaps,
    },
    {
      name: "Boolean of a condition that was taken before",
      session: "const on = Boolean(enabled);\nif (enabled) { if (on) session.plan = row.plan; else session.id = 1; }",
      fields: perhaps,
    },
    {
      name: "another function of a condition that was taken before",
      head: "declare function not(value: boolean): boolean;",
      session: "const off = not(enabled);\nif (enabled) { if (off) session.plan = row.plan; else session.id = 1; }",
      fields: ["S.id?: number", "S.plan?: string"],
    },
  ]);
});

describe("a helper of the project's own:", () => {
  const deep = (count: number): string =>
    Array.from({ length: count }, (_, index) =>
      index + 1 === count
        ? `function h${index}(to: any) { to.plan = row.plan; }`
        : `function h${index}(to: any) { h${index + 1}(to); }`,
    ).join("\n");
  testFollowed([
    {
      name: "one that takes the session",
      head: "function add(to: any) { to.plan = row.plan; }",
      session: "add(session);",
      fields: always,
    },
    {
      name: "one that stands behind the callback",
      tail: "function add(to: any) { to.plan = row.plan; }",
      session: "add(session);",
      fields: always,
    },
    {
      name: "one that stands inside the callback",
      session: "function add() { (session as any).plan = row.plan; }\nadd();",
      fields: always,
    },
    {
      name: "one that is an expression in a constant",
      session: "const add = () => { (session as any).plan = row.plan; };\nadd();",
      fields: always,
    },
    {
      name: "one that is called in its own place",
      session: "(function () { (session as any).plan = row.plan; })();",
      fields: always,
    },
    {
      name: "one that is a method of an object",
      head: "const helpers = { add(to: any) { to.plan = row.plan; } };",
      session: "helpers.add(session);",
      fields: always,
    },
    {
      name: "one that runs its argument",
      head: "function run(to: any, act: () => void) { act(); }",
      session: "run(session, () => { session.plan = row.plan; });",
      fields: always,
    },
    {
      name: "one that runs a function expression",
      head: "function run(to: any, act: () => void) { act(); }",
      session: "run(session, function () { session.plan = row.plan; });",
      fields: always,
    },
    {
      name: "one that runs its argument and nothing else",
      head: "function run(act: () => void) { act(); }",
      session: "run(() => { session.plan = row.plan; });",
      fields: always,
    },
    {
      name: "one that returns its argument",
      head: "function same(to: any) { return to; }",
      session: "const it = same(session);\nit.plan = row.plan;",
      fields: always,
    },
    {
      name: "one that only its result shows, which may be either",
      head: "function no() { return false; }",
      session: "if (no()) session.plan = row.plan;",
      fields: perhaps,
    },
    {
      name: "such a one behind the callback",
      tail: "function no() { return false; }",
      session: "if (no()) session.plan = row.plan;",
      fields: perhaps,
    },
    {
      name: "such a one inside the callback, which is known",
      session: "function no() { return false; }\nif (no()) session.plan = row.plan;",
      fields: never,
    },
    {
      name: "one with one of two results",
      session:
        "const is = () => { if (enabled) return true; return false; };\nif (is()) session.plan = row.plan; else session.id = 1;",
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "one whose result is known on one path only",
      session:
        "const is = () => { if (enabled) return false; return find(); };\nif (is()) session.plan = row.plan; else session.id = 1;",
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "one whose result is known on the other path only",
      session:
        "const is = () => { if (enabled) return find(); return true; };\nif (is()) session.plan = row.plan; else session.id = 1;",
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "one whose result has a declared type",
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
      name: "one whose result is the session on one path only",
      head: "function pick(from: any): any { if (enabled) return find(); return from; }",
      session: "const it = pick(session);\nit.plan = row.plan;\nreturn session;",
      fields: perhaps,
    },
    {
      name: "one that gets other values and that only its result shows",
      head: "function no(of: Row) { return false; }",
      session: "if (no(row)) session.plan = row.plan;",
      fields: perhaps,
    },
    {
      name: "one in another file that only its result shows",
      session: `// ${"-".repeat(400)}\nif (elsewhere()) session.plan = row.plan;`,
      fields: perhaps,
    },
    {
      name: "one that is called with a list",
      head: "function add(...to: any[]) { to[0].plan = row.plan; }",
      session: "add(...[session]);",
      fields: [],
      open: onBoth("...to: any[]", "it is put where it is not followed"),
    },
    { name: "one that calls another four deep", head: deep(5), session: "h0(session);", fields: always },
    {
      name: "one that calls another five deep",
      head: deep(6),
      session: "h0(session);",
      fields: [],
      open: onBoth("h5(to)", "the call is nested too deep to follow"),
    },
    {
      name: "one that calls itself",
      head: "function walk(to: any) { to.plan = row.plan; if (enabled) walk(to); }",
      session: "walk(session);",
      fields: always,
      open: onBoth("walk(to)", "the call is nested too deep to follow"),
    },
    {
      name: "one that may be replaced by then",
      head: "let add = function (to: any) { to.plan = row.plan; };",
      session: "add(session);",
      fields: [],
      open: onBoth("add(session)", "nobody knows which function is called"),
    },
    {
      name: "one that may be replaced by then, beside other values",
      head: "let add = function (to: any, of: Row) { to.plan = of.plan; };",
      session: "add(session, row);",
      fields: [],
      open: onBoth("add(session, row)", "nobody knows which function is called"),
    },
    {
      name: "one that may be replaced by then and runs its argument",
      head: "let run = function (act: () => void) { act(); };",
      session: "run(() => { session.plan = row.plan; });",
      fields: perhaps,
    },
    {
      name: "one that may be replaced by then and does not get the session",
      head: "let add = function (to: any) { to.plan = row.plan; };",
      session: "add(row);",
      fields: [],
    },
  ]);
});

describe("a function that cannot be seen:", () => {
  const returned = "it is passed to code that returns it, or a changed copy of it";
  const changed = "it is passed to code that cannot be seen, and that may change it";
  testFollowed([
    {
      name: "one without types",
      session: "anything(session);",
      fields: [],
      open: onBoth("anything(session)", "it is passed to code without types"),
    },
    { name: "one without types that does not get the session", session: "anything(row);", fields: [] },
    { name: "one that takes anything", session: "log(session);", fields: [] },
    {
      name: "one that takes any",
      head: "declare function track(what: any): void;",
      session: "track(session);",
      fields: [],
    },
    {
      name: "one that takes a list of anything",
      head: "declare function track(...what: unknown[]): void;",
      session: "track(1, session);",
      fields: [],
    },
    {
      name: "one that takes a session",
      head: "declare function enrich(to: Session): void;",
      session: "enrich(session);",
      fields: [],
      open: onBoth("enrich(session)", changed),
    },
    {
      name: "one that takes a list of sessions",
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
      name: "one that takes only the user",
      head: "declare function enrich(name: string, to: object): void;",
      session: 'enrich("a", session.user);',
      fields: [],
      open: [`U enrich("a", session.user): ${changed}`],
    },
    {
      name: "one that takes nothing",
      head: "declare function refresh(): void;",
      session: "(refresh as any as (() => void))(session);",
      fields: [],
    },
    {
      name: "one that returns its argument",
      head: "declare function merge<T>(to: T, other: unknown): T;",
      session: "const same = merge(session, row);\nreturn session;",
      fields: [],
      open: onBoth("merge(session, row)", returned),
    },
    {
      name: "one that promises its argument",
      head: "declare function merge<T>(to: T): Promise<T>;",
      session: "await merge(session);\nreturn session;",
      fields: [],
      open: onBoth("merge(session)", returned),
    },
    {
      name: "one that returns a part of its argument",
      head: "declare function nameOf(of: unknown): string;",
      session: "nameOf(session);",
      fields: [],
    },
    {
      name: "one that returns anything",
      head: "declare function parse(of: unknown): any;",
      session: "parse(session);",
      fields: [],
    },
    {
      name: "one of the language's own",
      session: "JSON.stringify(session); Object.keys(session); Object.entries(session.user);",
      fields: [],
    },
    {
      name: "one of the language's own that writes",
      session: 'Reflect.set(session, "plan", 1);',
      fields: [],
      open: onBoth('Reflect.set(session, "plan", 1)', changed),
    },
    {
      name: "one of the language's own that defines",
      head: "declare const to: any;",
      session: 'const none: void = void Object.defineProperty(session as any, "plan", { value: 1 });',
      fields: [],
      open: onBoth('Object.defineProperty(session as any, "plan", { value: 1 })', changed),
    },
    {
      name: "one of the language's own that reads",
      session: 'Reflect.has(session, "plan"); Reflect.ownKeys(session);',
      fields: [],
    },
    {
      name: "one of the project's own under such a name",
      head: "declare const store: { set(to: unknown, name: string): void; defineProperty(to: unknown): void };",
      session: 'store.set(session, "a"); store.defineProperty(session);',
      fields: [],
    },
  ]);
});

describe("a function that is given to unseen code:", () => {
  const inner = (text: string): string => `names.forEach((one) => { ${text} });`;
  testFollowed([
    { name: "it may run", session: inner("(session as any).plan = one;"), fields: perhaps },
    {
      name: "it may run by its name",
      session: "const add = () => { (session as any).plan = row.plan; };\nnames.forEach(add);",
      fields: perhaps,
    },
    {
      name: "it may run in code without types",
      session: "anything(() => { (session as any).plan = row.plan; });",
      fields: perhaps,
    },
    {
      name: "it may run four deep",
      session: [1, 2, 3, 4].reduce(inner, "(session as any).plan = row.plan;"),
      fields: perhaps,
    },
    {
      name: "it may give itself to such code",
      session: "const visit = () => { (session as any).plan = row.plan; names.forEach(visit); };\nvisit();",
      fields: always,
    },
    {
      name: "it gets unknown values",
      session: "names.forEach((one) => { if (one) session.plan = one; });",
      fields: perhaps,
    },
    {
      name: "it has run if the call returns its result",
      head: "declare function traced<T>(name: string, act: () => Promise<T>): Promise<T>;",
      session: 'return traced("session", async () => { (session as any).plan = row.plan; return session; });',
      fields: always,
    },
    {
      name: "it has run if a call without types returns anything",
      head: "declare function traced(act: () => any): any;",
      session: "return traced(() => { (session as any).plan = row.plan; return session as any; });",
      fields: always,
    },
    {
      name: "it may not have run if a call without types returns anything",
      head: "declare function traced(act: () => unknown): any;",
      session: "traced(() => { (session as any).plan = row.plan; return session; });",
      fields: perhaps,
    },
    {
      name: "it may not have run if the call returns something else",
      head: "declare function traced(act: () => Session): { id: number };",
      session: "traced(() => { (session as any).plan = row.plan; return session; });",
      fields: perhaps,
    },
    {
      name: "it may not have run if the call returns a primitive",
      head: "declare function traced(act: () => unknown): unknown;",
      session: "traced(() => { (session as any).plan = row.plan; return session; });",
      fields: perhaps,
    },
    {
      name: "it may not have run if the call returns nothing that is followed",
      head: "declare function traced<T>(act: () => T): T;",
      session: "traced(() => { (session as any).plan = row.plan; return row; });",
      fields: perhaps,
    },
    {
      name: "it is followed with either result",
      head: "declare function traced<T>(act: () => T): T;",
      session:
        "const other = { ...session, id: row.id };\nreturn traced((): any => { if (enabled) return session; return other; }) as any;",
      fields: ["S.id?: number"],
    },
  ]);
});
