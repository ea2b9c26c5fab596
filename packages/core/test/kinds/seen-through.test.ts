import { describe, expect, test } from "vitest";
import { github } from "../support/auth-file.js";
import { project } from "../support/project.js";
import { checkTold, type Told } from "../support/told.js";

const plan = ["Session.plan: string"];
const maybe = ["Session.plan?: string"];
const own = 'async ({ session }) => { session.plan = "free"; return session; }';

const imports =
  'import type { CallbacksOptions, Session } from "next-auth";\nimport type { JWT } from "next-auth/jwt";';

/** Bodies of a `session` callback, with what the session then holds. */
const bodies: readonly (readonly [name: string, session: string, fields: readonly string[]])[] = [
  // Targets of an assignment.
  ["a comma before the target", '(0, session).plan = "free";', plan],
  ["two casts around the target's object", '(<any>(session as any))!.plan = "free";', plan],
  ["a cast around the target itself", '(session.plan as string) = "free";', plan],
  ["`<T>` around the target itself", '(<string>session.plan) = "free";', plan],
  ["`!` around the target itself", 'session.plan! = "free";', plan],
  ["`satisfies` around the target itself", '(session.plan satisfies unknown) = "free";', plan],
  ["a cast around a target in a list's pattern", '[(session.plan as string)] = ["free"];', plan],
  ["a cast around a target in a pattern", '({ one: (session as any).plan } = { one: "free" });', plan],
  [
    "a cast around a target with a default",
    '({ one: (session as any).plan = "free" } = {} as { one?: string });',
    plan,
  ],
  ["a cast around the target of `??=`", '(session.plan as string) ??= "free";', plan],
  ["a cast around the target of `++`", "(session.count as number)++;", ["Session.count: number"]],
  ["a cast around the target of a loop", "for ((session as any).plan of list) void 0;", maybe],
  ["`await` before a member", '(await session).plan = "free";', plan],
  ["a cast inside `await`", 'const one = await (Promise.resolve(session) as Promise<any>);\none.plan = "free";', plan],
  // Names in brackets.
  ["`as const` around a name", 'session[("plan" as const)] = "free";', plan],
  ["`<const>` around a name", 'session[<const>"plan"] = "free";', plan],
  ["`satisfies` around a name", 'session["plan" satisfies string] = "free";', plan],
  ["`!` around a name", 'session[("plan")!] = "free";', plan],
  ["a constant with a cast as a name", 'const key = "plan" as const;\nsession[(key)!] = "free";', plan],
  ["a computed name with a cast in a literal", 'Object.assign(session, { [("plan" as const)]: "free" });', plan],
  ["a comma before a name", 'session[(0, "plan" as const)] = "free";', plan],
  // Conditions.
  ["a comma before a condition", 'if ((0, token.sub)) session.plan = "free";', plan],
  ["two wrappers around a negation", 'if ((!(token.sub as string)!)!) return session;\nsession.plan = "free";', plan],
  ["a cast of a comparison", 'if ((token.sub !== undefined) as boolean) session.plan = "free";', plan],
  ["a cast of `&&`", 'if ((session.user && token.sub) as any) session.plan = "free";', plan],
  ["`!!` with a cast inside", 'if (!!(<unknown>session.user)) session.plan = "free";', plan],
  ["`Boolean` of a cast", 'if (Boolean(session.user satisfies unknown)) session.plan = "free";', plan],
  ["a cast of `Boolean`", 'if ((Boolean as any)(session.user)) session.plan = "free";', plan],
  ["an awaited condition", 'if (await (session.user as any)) session.plan = "free";', plan],
  ["a cast of a value that nobody knows", 'if (<any>enabled) session.plan = "free";', maybe],
  ["a cast of a known value", 'const on = true as boolean;\nif (on) session.plan = "free";', plan],
  // Spreads and arguments.
  ["a cast of what is spread", 'return { ...session, ...({ plan: "free" } as { plan: string }) };', plan],
  [
    "a condition in a cast that is spread",
    'return { ...session, ...((enabled && { plan: "free" }) as object) };',
    maybe,
  ],
  [
    "a list with a cast, spread into `Object.assign`",
    'Object.assign(session, ...([{ plan: "free" }] as const));',
    plan,
  ],
  ["`satisfies` of the argument of a helper", "fill(session satisfies Session);", plan],
  ["a comma before a helper", "(0, fill)(session);", plan],
  ["a helper with two wrappers", "((fill as any)! as typeof fill)(session);", plan],
  ["a list with a cast, spread into a helper", "fill(...([session] as const));", plan],
  ["`call` of a helper with a cast", "(fill as Function).call(undefined, session);", plan],
  // What is returned.
  ["two wrappers around what is returned", 'session.plan = "free";\nreturn (session as Session)!;', plan],
  ["a comma before what is returned", 'return (session.plan = "free"), session;', plan],
  [
    "a cast of a choice that is returned",
    'session.plan = "free";\nreturn (enabled ? session : { ...session }) as any;',
    plan,
  ],
  ["`await` of a cast that is returned", 'session.plan = "free";\nreturn await (session as any);', plan],
  ["`satisfies` of a literal that is returned", 'return { ...session, plan: "free" } satisfies object;', plan],
  // Defaults and patterns.
  [
    "a cast of a pattern's source",
    'const { user: one } = session as any;\none.plan = "free";',
    ["Session.user.plan: string"],
  ],
  [
    "a default with `satisfies`",
    'const { plan = ("free" satisfies string) } = token as { plan?: string };\nsession.plan = plan;',
    plan,
  ],
  [
    "a default with a cast of the session's user",
    'const { user: one = {} as any } = session;\none.plan = "free";',
    ["Session.user.plan: string"],
  ],
  // Calls that are known.
  [
    "a cast of a list whose `forEach` runs",
    '(["a", "b"] as string[]).forEach(() => { session.plan = "free"; });',
    plan,
  ],
  [
    "a cast of `Promise`",
    'await (Promise as any).all([Promise.resolve()].map(async () => { session.plan = "free"; }));',
    plan,
  ],
  ["`!` after `Object`", 'Object!.assign(session, { plan: "free" });', plan],
  ["a bracketed `assign`", 'Object["assign"](session, { plan: "free" });', plan],
  ["a bracketed `assign` with a cast", '(Object as any)[("assign" as const)](session, { plan: "free" });', plan],
  ["an optional call of `assign`", 'Object.assign?.(session, { plan: "free" });', plan],
  ["a cast of what is deleted", 'session.plan = "free";\ndelete (session as any)!.plan;', []],
  ["a cast of a bracketed name that is deleted", 'session.plan = "free";\ndelete (<any>session)["plan" as const];', []],
  ["a function made in place with a cast", '((() => { session.plan = "free"; }) as () => void)();', plan],
  [
    "a function made in place with `satisfies`",
    '((one) => { one.plan = "free"; }) satisfies (one: any) => void;\nsession.plan = "free";',
    plan,
  ],
];

/** `this` among the parameters is a type, and takes no argument. */
const withThis: readonly Told[] = [
  {
    name: "a callback",
    parts: { session: 'session(this: void, { session }) { session.plan = "free"; return session; }' },
  },
  {
    name: "a callback without types",
    parts: { session: 'session(this: any, { session }: any) { session.plan = "free"; return session; }' },
  },
  {
    name: "a callback whose parameter is not taken apart",
    parts: { session: 'session(this: void, given) { given.session.plan = "free"; return given.session; }' },
  },
  {
    name: "a helper",
    session: "fill.call(undefined, session);",
    parts: { head: 'function fill(this: unknown, one: any): void { one.plan = "free"; }' },
  },
  {
    name: "a helper that is called by `apply`",
    session: "fill.apply(undefined, [session]);",
    parts: { head: 'function fill(this: unknown, one: any): void { one.plan = "free"; }' },
  },
  {
    name: "a helper that returns it",
    session: 'Object.assign(same.call(null, session), { plan: "free" });',
    parts: { head: "function same<T>(this: unknown, one: T): T { return one; }" },
  },
  {
    name: "a function of a promise",
    session: "await load().then(function (this: void, one) { session.plan = one; });",
  },
];

describe("`this` stands among the parameters of:", () => {
  test.each(withThis)("$name", (told) => {
    checkTold({ ...told, fields: plan, rules: ["no-undeclared-field"] });
  });
});

/** A parameter's default runs where nothing is given. */
const defaults: readonly (readonly [name: string, session: string, fields: readonly string[]])[] = [
  ["nothing is given", '((one = (session.plan = "a")) => one)();', plan],
  ["`undefined` is given", '((one = (session.plan = "a")) => one)(undefined);', plan],
  ["`void 0` is given", '((one = (session.plan = "a")) => one)(void 0);', plan],
  ["something is given", '((one = (session.plan = "a")) => one)("b");', []],
  ["nobody knows", '((one = (session.plan = "a")) => one)(JSON.parse("1"));', maybe],
  ["a function has a name", 'const run = (one = (session.plan = "a")): unknown => one;\nrun();', plan],
  ["a function is declared inside", 'function run(one = (session.plan = "a")): unknown { return one; }\nrun();', plan],
  ["an earlier parameter is given", '((one: string, two = (session.plan = one)) => two)("a");', plan],
  [
    "the last of a list is not given",
    '((one: string, two = (session.plan = one), three = 1) => [two, three])("a", undefined, 2);',
    plan,
  ],
];

/** What gives back a `never` has come back; what throws has not. */
const nevers: readonly (readonly [name: string, session: string, fields: readonly string[]])[] = [
  [
    "a function that hands on a `never`",
    'const same = (one: never) => one;\nsame(enabled as never);\nsession.plan = "a";',
    plan,
  ],
  ["a helper that returns a `never`", 'hand(enabled as never);\nsession.plan = "a";', plan],
  ["a function that throws", 'if (enabled) (() => { throw new Error(); })();\nsession.plan = "a";', plan],
  ["a function that hands on what throws", 'if (enabled) leave();\nsession.plan = "a";', plan],
  ["a choice of what throws", 'if (enabled) list.length ? leave() : fail();\nsession.plan = "a";', plan],
  ["a cast of what throws", 'if (enabled) return leave() as any;\nsession.plan = "a";', plan],
  ["an awaited cast of what throws", 'if (enabled) await (fail() as never);\nsession.plan = "a";', plan],
];

describe("a path ends or goes on behind:", () => {
  test.each(nevers)("%s", (name, session, fields) => {
    const head =
      "function fail(): never { throw new Error(); }\nconst leave = () => fail();\nfunction hand(one: never) { return one; }";
    checkTold({ name, session, parts: { head }, fields });
  });
});

describe("a default of a parameter is seen where:", () => {
  test.each(defaults)("%s", (name, session, fields) => {
    checkTold({ name, session, fields });
  });
});

describe("a write is seen through:", () => {
  test.each(bodies)("%s", (name, session, fields) => {
    const head = `${imports}\nfunction fill(one: Session): void { one.plan = "free"; }`;
    checkTold({ name, parts: { head }, session, fields });
  });
});

/** Where the callback, the callbacks or the options themselves are wrapped. */
const members: readonly Told[] = [
  {
    name: "`satisfies` around a callback",
    parts: { session: `session: (${own}) satisfies CallbacksOptions["session"]` },
  },
  { name: "`<T>` around a callback", parts: { session: `session: <CallbacksOptions["session"]>(${own})` } },
  {
    name: "`as` twice around a callback",
    parts: { session: `session: ((${own}) as any) as CallbacksOptions["session"]` },
  },
  {
    name: "`!` after a callback",
    parts: { session: `session: (${own.replace("({ session })", "({ session }: any)")})!` },
  },
  {
    name: "a comma before a callback",
    parts: { session: `session: (0, ${own.replace("({ session })", "({ session }: any)")})` },
  },
  { name: "a name in brackets with a cast", parts: { session: `["session" as const]: ${own}` } },
  {
    name: "a name with a wrapper that names a function",
    parts: { head: `const base: CallbacksOptions["session"] = ${own};`, session: "session: (base as any)!" },
  },
  {
    name: "a cast of a shorthand's function",
    parts: {
      head: `const session = (${own.replace("({ session })", "({ session }: any)")}) as CallbacksOptions["session"];`,
      session: "session",
    },
  },
  {
    name: "a cast of a function's own body",
    parts: { session: 'session: ({ session }) => (<any>{ ...session, plan: "free" })' },
  },
  {
    name: "a comma in a function's own body",
    parts: { session: 'session: ({ session }) => ((session.plan = "free"), session)' },
  },
  {
    name: "a spread of callbacks with a cast",
    parts: {
      head: `const all = { session: ${own.replace("({ session })", "({ session }: any)")} };`,
      session: "...(all as any as typeof all)",
    },
  },
  {
    name: "an access with a cast",
    parts: {
      head: `const all = { session: ${own.replace("({ session })", "({ session }: any)")} };`,
      session: 'session: (all satisfies object)["session" as const]',
    },
  },
];

describe("a callback is found behind:", () => {
  test.each(members)("$name", (told) => {
    checkTold({ ...told, parts: { ...told.parts, head: `${imports}\n${told.parts?.head ?? ""}` }, some: plan });
  });
});

const callbacks = '{ async session({ session }: any) { session.plan = "free"; return session; } }';

const wholes: readonly (readonly [name: string, options: string])[] = [
  [
    "`satisfies` around options",
    `export const authOptions = { providers: [], callbacks: ${callbacks} } satisfies NextAuthOptions;`,
  ],
  ["`<T>` around options", `export const authOptions = <NextAuthOptions>{ providers: [], callbacks: ${callbacks} };`],
  [
    "`as const satisfies` around options",
    `export const authOptions = { callbacks: ${callbacks}, providers: [] as NextAuthOptions["providers"] } as const satisfies NextAuthOptions;`,
  ],
  [
    "`!` and parentheses around options",
    `export const authOptions: NextAuthOptions = ({ providers: [], callbacks: ${callbacks} })!;`,
  ],
  [
    "a cast around callbacks",
    `export const authOptions: NextAuthOptions = { providers: [], callbacks: (${callbacks} as any)! };`,
  ],
  [
    "a comma before callbacks",
    `export const authOptions: NextAuthOptions = { providers: [], callbacks: (String(1), ${callbacks}) };`,
  ],
  [
    "a name in brackets for callbacks",
    `export const authOptions: NextAuthOptions = { providers: [], ["callbacks" as const]: ${callbacks} };`,
  ],
  [
    "a cast of a spread of options",
    `const base = { callbacks: ${callbacks} };\nexport const authOptions: NextAuthOptions = { providers: [], ...(base as any as typeof base) };`,
  ],
  [
    "two wrappers where options are used",
    `const base = { providers: [], callbacks: ${callbacks} };\nexport default (NextAuth as any)((base as unknown as NextAuthOptions)!);`,
  ],
  [
    "options in the arguments of a call with a cast",
    `export default NextAuth(({ providers: [], callbacks: ${callbacks} } as any) as NextAuthOptions);`,
  ],
  [
    "options that are awaited",
    `export default async () => NextAuth(await (Promise.resolve({ providers: [], callbacks: ${callbacks} }) as Promise<NextAuthOptions>));`,
  ],
];

describe("options are found behind:", () => {
  test.each(wholes)("%s", (_, options) => {
    const made = project({
      "auth.ts": `import NextAuth, { type NextAuthOptions } from "next-auth";\n\n${options}\nexport const use = NextAuth;\n`,
      "page.ts":
        'import type { Session } from "next-auth";\nexport const plan = (session: Session): string => session.plan;\n',
    });
    expect(made.analysis().diagnostics.map(({ rule }) => rule)).toContain("no-undeclared-field");
    expect(made.fixed().errors()).toEqual([]);
  });
});

/** With a provider that gives a profile, what is written where there is one is always there. */
const lists: readonly (readonly [name: string, providers: string])[] = [
  ["a cast around the list", `providers: ([${github}] as any[]) as NextAuthOptions["providers"]`],
  ["`satisfies` around the list", `providers: [${github}] satisfies NextAuthOptions["providers"]`],
  ["a cast around a provider", `providers: [(<any>${github})]`],
  ["`satisfies` and `!` around a provider", `providers: [(${github} satisfies object)!]`],
  ["a spread with a cast", `providers: [...([${github}] as NextAuthOptions["providers"])]`],
  [
    "a cast of the function that makes a provider",
    'providers: [(GithubProvider as any)({ clientId: "id", clientSecret: "secret" })]',
  ],
  ["a comma before a provider", `providers: [(0, ${github})]`],
  ["a name with a cast", "providers: (all as any)!"],
];

describe("providers are known behind:", () => {
  test.each(lists)("%s", (_, providers) => {
    const made = project({
      "auth.ts": `import type { NextAuthOptions } from "next-auth";
import GithubProvider from "next-auth/providers/github";
export const all = [${github}];
export const authOptions: NextAuthOptions = {
  ${providers},
  callbacks: {
    jwt({ token, profile }) {
      if (profile) token.plan = "free";
      return token;
    },
    session({ session, token }) {
      session.plan = token.plan as string;
      return session;
    },
  },
};
`,
    });
    const { report } = made.analysis();
    expect(
      report.fields.map(
        ({ interface: owner, names, inferred }) => `${owner}.${names.join(".")} ${String(inferred?.optional)}`,
      ),
    ).toContain("JWT.plan false");
    expect(made.fixed().fixed().files).toEqual(made.fixed().files);
  });
});

/** Readers of a field that nobody declares: the fix makes their error go. */
const readers: readonly (readonly [name: string, reader: string])[] = [
  [
    "`!` and a cast around an awaited session",
    "export const read = async () => ((await getServerSession(authOptions)) as Session)!.plan.length;",
  ],
  [
    "`satisfies` around a session",
    "export const read = (session: Session) => (session satisfies Session).plan.length;",
  ],
  ["`<T>` around a session", "export const read = (session: unknown) => (<Session>session).plan.length;"],
  [
    "a comma before a session",
    "export const read = (session: Session) => (getServerSession(authOptions), session).plan.length;",
  ],
  ["a name in brackets with a cast", 'export const read = (session: Session) => session["plan" as const].length;'],
  [
    "a pattern of a cast",
    "export const read = (session: unknown) => { const { plan } = session as Session; return plan.length; };",
  ],
  [
    "a pattern in a parameter with a default",
    "export const read = ({ plan }: Session = {} as Session) => plan.length;",
  ],
  ["a default with `satisfies`", 'export const read = ({ plan = "none" satisfies string }: Session) => plan.length;'],
];

describe("a reader's error goes with:", () => {
  test.each(readers)("%s", (_, reader) => {
    const made = project({
      "auth.ts": `import type { NextAuthOptions } from "next-auth";\nexport const authOptions: NextAuthOptions = { providers: [], callbacks: ${callbacks} };\n`,
      "page.ts": `import { getServerSession, type Session } from "next-auth";\nimport { authOptions } from "./auth";\n${reader}\nexport const use = [getServerSession, authOptions];\n`,
    });
    expect(made.errors().length).toBeGreaterThan(0);
    expect(made.fixed().errors()).toEqual([]);
  });
});
