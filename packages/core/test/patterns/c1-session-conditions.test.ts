import { describe, test } from "vitest";
import { checkReport } from "../support/inference.js";

/** A statement of a `session` callback and the fields it gives. */
type Row = readonly [statement: string, ...fields: string[]];

const x = "⟦S.x⟧session.x";
const id = "⟦U.id⟧session.user.id";

/** A test of what is always there is no condition. */
const always: readonly Row[] = [
  [`if (session.user) ${id} = token.sub!;`, "U.id: string"],
  [`if (session?.user && token) ${id} = token.sub!;`, "U.id: string"],
  [`if (session) ${x} = "a";`, "S.x: string"],
  [`const none = 0;\n      if (none) session.y = "never";\n      ${x} = "a";`, "S.x: string"],
  [`const one = 1;\n      if (one) ${x} = "a";`, "S.x: string"],
  [`void \`\${(${x} = "a")}\`;`, "S.x: string"],
  [`if (token) ${x} = "a";`, "S.x: string"],
  [`session.user && (${id} = token.sub!);`, "U.id: string"],
  [`if (!session.user) return session;\n      ${id} = token.sub!;`, "U.id: string"],
  [`if (!session?.user || !token) return session;\n      ${id} = token.sub!;`, "U.id: string"],
  [`if (session.user == null) return session;\n      ${id} = token.sub!;`, "U.id: string"],
  [`if (session.user === undefined) return session;\n      ${id} = token.sub!;`, "U.id: string"],
  [`if (session.user !== undefined) ${id} = token.sub!;`, "U.id: string"],
  [`if (session.user) { if (token.sub) { ${id} = token.sub; } }`, "U.id: string"],
  [`if (token.sub && session.user) ${id} = token.sub;`, "U.id: string"],
  [`if (token?.sub) ${x} = token.sub;`, "S.x: string"],
  [`if (!token.sub) return session;\n      ${x} = token.sub;`, "S.x: string"],
  [`if (!token.sub) throw new Error("no subject");\n      ${x} = token.sub;`, "S.x: string"],
  [`${x} = token.name ?? "nobody";`, "S.x: string"],
  [`${x} = enabled ? "a" : 0;`, "S.x: string | number"],
  [`if (enabled) ${x} = "a"; else ${x} = "b";`, "S.x: string"],
  [`if (enabled) { ${x} = "a"; return session; }\n      ${x} = "b";`, "S.x: string"],
  [`if (token.name) ${x} = token.name; else ${x} = "nobody";`, "S.x: string"],
  [`switch (token.name) { case "Ann": ${x} = "a"; break; default: ${x} = "b"; }`, "S.x: string"],
  [`try { ${x} = await load(); } catch { ${x} = "failed"; }`, "S.x: string"],
  [`try { ${x} = await load(); } catch { ${x} = null; }`, "S.x: string | null"],
  [`${id} ??= token.sub!;`, "U.id: string"],
  [`if (enabled) return { ...session, ⟦S.x⟧x: "a" };\n      ${x} = "b";`, "S.x: string"],
  [`return enabled ? { ...session, ⟦S.x⟧x: "a" } : { ...session, ⟦S.x⟧x: "b" };`, "S.x: string"],
  [`return { ...session, ...(enabled ? { ⟦S.x⟧x: "a" } : { ⟦S.x⟧x: "b" }) };`, "S.x: string"],
  [`if ((session.user)) ${id} = token.sub!;`, "U.id: string"],
  [`if (session.user!) ${id} = token.sub!;`, "U.id: string"],
  [`if (session.user as unknown) ${id} = token.sub!;`, "U.id: string"],
  [`if ((enabled)) ${x} = "a";\n      if (!enabled) ${x} = "b";`, "S.x: string"],
  [`if (enabled!) ${x} = "a";\n      if (!enabled) ${x} = "b";`, "S.x: string"],
  [`if (enabled as boolean) ${x} = "a";\n      if (!enabled) ${x} = "b";`, "S.x: string"],
  [`if ((token.sub) !== null) ${x} = "a";`, "S.x: string"],
  [`if (token.sub! !== null) ${x} = "a";`, "S.x: string"],
  [`if ((token.sub as string) !== null) ${x} = "a";`, "S.x: string"],
  [`if (token.name === "Ann") ${x} = "a";\n      else if (token.name !== "Ann") ${x} = "b";`, "S.x: string"],
  [`if (!session.x) ${x} = "a";`, "S.x: string"],
  [`if (session.x === undefined) ${x} = "a";`, "S.x: string"],
  [`if (session.x == null) ${x} = "a";`, "S.x: string"],
  [`if (!("x" in session)) ${x} = "a";`, "S.x: string"],
  [`if ("user" in session) ${id} = token.sub!;`, "U.id: string"],
  [`if (typeof token.sub === "string") ${x} = token.sub;`, "S.x: string"],
  [`if (token["sub"]) ${x} = token["sub"];`, "S.x: string"],
  [`if (token.sub !== null) ${x} = "a";`, "S.x: string"],
  [`const { sub } = token;\n      if (sub) ${x} = sub;`, "S.x: string"],
  [`if (token.name === "Ann") ${x} = "a";\n      if (token.name !== "Ann") ${x} = "b";`, "S.x: string"],
  [`if (token.name === token.email) ${x} = "a";\n      if (token.name !== token.email) ${x} = "b";`, "S.x: string"],
  [`if (token.name === "Ann" && token.name === "Bob") return session;\n      ${x} = "a";`, "S.x: string"],
  [`if (token.name === undefined) ${x} = "a";\n      if (token.name !== undefined) ${x} = "b";`, "S.x: string"],
  [`if (token.name == null) ${x} = "a";\n      if (token?.name != undefined) ${x} = "b";`, "S.x: string"],
];

const sometimes: readonly Row[] = [
  [`if (session.x) ${x} = "a";`, "S.x?: string"],
  [`if (session.x === null) ${x} = "a";`, "S.x?: string"],
  [`if ("length" in list) ${x} = "a";`, "S.x?: string"],
  [`if (token.name! in session) ${x} = "a";`, "S.x?: string"],
  [`if (token.name === null) session.x = "a";\n      if (token.name !== undefined) ${x} = "b";`, "S.x?: string"],
  [
    `if ((await load()) === token.name) ${x} = "a";\n      if ((await load()) !== token.name) ${x} = "b";`,
    "S.x?: string",
  ],
  [
    `if (token.name === (await load())) ${x} = "a";\n      if (token.name !== (await load())) ${x} = "b";`,
    "S.x?: string",
  ],
  [`if (typeof token.name === "string") ${x} = token.name;`, "S.x?: string"],
  [`if ("name" in token) ${x} = "a";`, "S.x?: string"],
  [`if (await load()) ${x} = "a";\n      if (!(await load())) ${x} = "b";`, "S.x?: string"],
  [`if (new Map().size) ${x} = "a";\n      if (!new Map().size) ${x} = "b";`, "S.x?: string"],
  [`if (token.name === "Ann") ${x} = "a";\n      if (token.name === "Bob") ${x} = "b";`, "S.x?: string"],
  [`if (token.name === "Ann") return session;\n      if (token.name !== "Bob") ${x} = "a";`, "S.x?: string"],
  [`if (["Ann", "Bob"].includes(token.name ?? "")) ${x} = "a";`, "S.x?: string"],
  [`if (list.includes(token.name ?? "")) ${x} = "a";`, "S.x?: string"],
  [`if (enabled) ${x} = "a";`, "S.x?: string"],
  [`if (session.user && enabled) ${id} = token.sub!;`, "U.id?: string"],
  [`if (token.name) ${x} = token.name;`, "S.x?: string"],
  [`if (token.email && session.user) ⟦U.mail⟧session.user.mail = token.email;`, "U.mail?: string"],
  [`if (token.picture !== null) ${x} = "a";`, "S.x?: string"],
  [`if (trigger === "update") ${x} = "a";`, "S.x?: string"],
  [`if (enabled) return session;\n      ${x} = "a";`, "S.x?: string"],
  [`if (!token.name) return session;\n      ${x} = token.name;`, "S.x?: string"],
  [`enabled && (${x} = "a");`, "S.x?: string"],
  [`switch (token.name) { case "Ann": ${x} = "a"; }`, "S.x?: string"],
  [`for (const entry of list) ${x} = entry;`, "S.x?: string"],
  [`try { ${x} = await load(); } catch { }`, "S.x?: string"],
  [`try { ${x} = await load(); } catch { ⟦S.error⟧session.error = "failed"; }`, "S.x?: string", "S.error?: string"],
  [`return enabled ? { ...session, ⟦S.x⟧x: "a" } : session;`, "S.x?: string"],
  [`return { ...session, ...(enabled && { ⟦S.x⟧x: "a" }) };`, "S.x?: string"],
  [`return { ...session, ...(enabled ? { ⟦S.x⟧x: "a" } : {}) };`, "S.x?: string"],
  [`return { ...session, user: { ...session.user, ...(enabled && { ⟦U.y⟧y: 1 }) } };`, "U.y?: number"],
];

/** Statements about a field of the token, after a `jwt` callback that writes it. */
const ofToken: readonly (readonly [jwt: string, field: string, ...Row])[] = [
  ['if (user) ⟦T.t⟧token.t = "t";', "T.t: string", `if (token.t) ${x} = token.t;`, "S.x: string"],
  ["if (user) ⟦T.t⟧token.t = 1;", "T.t: number", `if (token.t && session.user) ${x} = token.t;`, "S.x: number"],
  [
    'if (user) ⟦T.t⟧token.t = "t";',
    "T.t: string",
    `if (!token.t) return session;\n      ${x} = token.t;`,
    "S.x: string",
  ],
  ['if (user) ⟦T.t⟧token.t = "t";', "T.t: string", `token.t && (${x} = token.t);`, "S.x: string"],
  [
    "if (user) ⟦T.t⟧token.t = { plan: 1 };",
    "T.t: { plan: number; }",
    `if (token.t) ${x} = token.t.plan;`,
    "S.x: number",
  ],
  ["if (user) ⟦T.t⟧token.t = enabled;", "T.t: boolean", `if (token.t) ${x} = "a";`, "S.x?: string"],
  [
    "if (user) ⟦T.t⟧token.t = user.name;",
    "T.t: string | null | undefined",
    `if (token.t) ${x} = token.t;`,
    "S.x?: string",
  ],
  ['if (enabled) ⟦T.t⟧token.t = "t";', "T.t?: string", `if (token.t) ${x} = token.t;`, "S.x?: string"],
  ['if (enabled) ⟦T.t⟧token.t = "t";', "T.t?: string", `${x} = token.t;`, "S.x: string | undefined"],
  ['if (enabled) ⟦T.t⟧token.t = "t";', "T.t?: string", `${x} = token.t ?? "none";`, "S.x: string"],
  [
    'if (enabled) ⟦T.t⟧token.t = "t";',
    "T.t?: string",
    `if (token.t) ${x} = token.t; else ${x} = "none";`,
    "S.x: string",
  ],
  ['if (trigger === "update") ⟦T.t⟧token.t = "t";', "T.t?: string", `if (token.t) ${x} = 1;`, "S.x?: number"],
  [
    "if (account) ⟦T.t⟧token.t = account.access_token;",
    "T.t: string | undefined",
    `if (token.t) ${x} = token.t;`,
    "S.x?: string",
  ],
];

/** The same, for a field that `jwt` always writes, and for one that it does not. */
const t = 'if (user) ⟦T.t⟧token.t = "t";';
const either = 'if (user) ⟦T.t⟧token.t = enabled ? "t" : 1;';
const maybe = 'if (enabled) ⟦T.t⟧token.t = "t";';
const furtherOfToken: typeof ofToken = [
  [t, "T.t: string", `if (token.t === undefined) return session;\n      ${x} = token.t;`, "S.x: string"],
  [t, "T.t: string", `if (token.t != null) ${x} = token.t;`, "S.x: string"],
  [t, "T.t: string", `if (typeof token.t === "string") ${x} = token.t;`, "S.x: string"],
  [t, "T.t: string", `if ("t" in token) ${x} = "a";`, "S.x: string"],
  [t, "T.t: string", `const { t } = token;\n      if (t) ${x} = t;`, "S.x: string"],
  [either, "T.t: string | number", `if (typeof token.t === "string") ${x} = token.t;`, "S.x?: string"],
  [maybe, "T.t?: string", `if ("t" in token) ${x} = "a";`, "S.x?: string"],
  [maybe, "T.t?: string", `if (token.t !== undefined) ${x} = token.t;`, "S.x?: string"],
  [maybe, "T.t?: string", `if (typeof token.t === "string") ${x} = token.t;`, "S.x?: string"],
  [maybe, "T.t?: string", `const { t } = token;\n      if (t) ${x} = t;`, "S.x?: string"],
];

const session = (statement: string): string => `async session({ session, token, trigger }) {
      ${statement}${statement.startsWith("return") ? "" : "\n      return session;"}
    }`;

function nameOf(statement: string): string {
  return statement.replaceAll(/⟦[^⟧]*⟧/g, "").replaceAll(/\s+/g, " ");
}

function tests(rows: readonly Row[]): void {
  for (const [statement, ...fields] of rows) {
    const name = nameOf(statement);
    test(name, () => {
      checkReport({ name, session: session(statement), fields });
    });
  }
}

describe("C1: written on every path of session", () => {
  tests(always);
});

describe("C1: written on some paths of session only", () => {
  tests(sometimes);
});

describe("C1: under a test of what jwt has written", () => {
  for (const [jwt, field, statement, ...fields] of [...ofToken, ...furtherOfToken]) {
    const name = nameOf(`${jwt} … ${statement}`);
    test(name, () => {
      checkReport({
        name,
        jwt: `jwt({ token, user, account, trigger }) {\n      ${jwt}\n      return token;\n    }`,
        session: session(statement),
        fields: [field, ...fields],
      });
    });
  }
});

describe("C1: under the database strategy the user is there", () => {
  const options = 'session: { strategy: "database" }';
  const rows: readonly Row[] = [
    [`if (user) ${id} = user.id;`, "U.id: string"],
    [`if (session.user && user) ${id} = user.id;`, "U.id: string"],
    [`if (!user) return session;\n      ${id} = user.id;`, "U.id: string"],
    [`if (user.name) ${x} = user.name;`, "S.x?: string"],
    [`if (user.id) ${id} = user.id;`, "U.id: string"],
    [`if (user?.email) ${x} = user.email;`, "S.x: string"],
  ];
  for (const [statement, ...fields] of rows) {
    const name = nameOf(statement);
    test(name, () => {
      const callback = session(statement).replace("token, trigger", "user");
      checkReport({ name, options, session: callback, fields });
    });
  }
});
