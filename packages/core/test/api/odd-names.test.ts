import { describe, expect, test } from "vitest";
import { keyText, mermaidOf, shapeOf, type FieldTrace } from "../../src/index.js";
import { augmentation } from "../support/augmentation.js";
import { project, type Project } from "../support/project.js";

/** Callbacks whose fields have names that are no identifiers, and what is right of them, written before the engine was asked. */
interface OddNames {
  readonly name: string;
  /** Statements of the callbacks; `jwt` gets `token`, `user`, `account` and `profile`. */
  readonly jwt?: string;
  readonly session?: string;
  /** Imports and declarations above the config. */
  readonly head?: string;
  /** Elements of the list of providers. */
  readonly providers?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** All fields that the callbacks assign, as `JWT["a.b"]: string`, with a `?` before the colon for one that is optional. */
  readonly fields?: readonly string[];
  /** All findings: the rule and the field that it is about. */
  readonly found?: readonly string[];
  /** The declaration file after `fix`. */
  readonly fixed?: string;
  /** Texts that stand in it after `fix`. */
  readonly holds?: readonly string[];
}

const file = "next-auth.d.ts";
const roles = '"https://app.example/roles"';

function appOf({ jwt, session, head = "", providers = "", files }: OddNames): Project {
  const callbacks = [
    jwt === undefined
      ? ""
      : `    jwt({ token, user, account, profile }) {\n      ${jwt}\n      return token;\n    },\n`,
    session === undefined ? "" : `    session({ session, token }) {\n      ${session}\n      return session;\n    },\n`,
  ];
  return project({
    "auth.ts": `import type { NextAuthOptions } from "next-auth";
${head}
export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt" },
  providers: [${providers}],
  callbacks: {
${callbacks.join("")}  },
};
`,
    ...files,
  });
}

function assigned(made: Project): string[] {
  return made
    .analysis()
    .traces.flatMap((one) =>
      one.inferred && (one.interface === "JWT" || one.interface === "Session")
        ? [`${keyText(one)}${one.inferred.optional ? "?" : ""}: ${one.inferred.type}`]
        : [],
    )
    .sort();
}

function found(made: Project): string[] {
  return made
    .analysis()
    .diagnostics.map(({ rule, field }) => (field ? `${rule} ${keyText(field)}` : rule))
    .sort();
}

const claims = `const claims = {
  id: "claims", name: "Claims", type: "oauth" as const, clientId: "id",
  profile: (given: { sub: string; "a.b": string }) => ({ id: given.sub }),
};`;
const credentials = `const credentials = {
  id: "credentials", name: "Credentials", type: "credentials" as const, credentials: {},
  authorize: () => ({ id: "1", "a.b": 1, "oeb:roles": ["a"] }),
};`;

const rows: readonly OddNames[] = [
  {
    name: "a claim under a URL, from the token to the session's user",
    jwt: `if (account) token[${roles}] = ["reader"];`,
    session: `session.user[${roles}] = token[${roles}];`,
    fields: [`JWT[${roles}]: string[]`, `Session.user[${roles}]: string[]`],
    found: [`no-undeclared-field Session.user[${roles}]`, `no-untyped-token JWT[${roles}]`],
    fixed: augmentation({ user: [`${roles}: string[]`], token: [`${roles}: string[]`] }),
  },
  {
    name: "a name with a dot beside a field of a field",
    jwt: 'token["a.b"] = "text";\n      token.a = { b: 1 };',
    fields: ['JWT["a.b"]: string', "JWT.a: { b: number; }"],
    found: ['no-untyped-token JWT["a.b"]', "no-untyped-token JWT.a"],
    fixed: augmentation({ token: ['"a.b": string', "a: { b: number }"] }),
  },
  {
    name: "a name with a dot in the session itself, and one that begins as the user's do",
    session: 'session["x.y"] = 1;\n      session["user.x"] = "text";\n      session.user["a.b"] = true;',
    fields: ['Session["user.x"]: string', 'Session["x.y"]: number', 'Session.user["a.b"]: boolean'],
    found: [
      'no-undeclared-field Session["user.x"]',
      'no-undeclared-field Session["x.y"]',
      'no-undeclared-field Session.user["a.b"]',
    ],
    fixed: augmentation({ session: ['"x.y": number', '"user.x": string'], user: ['"a.b": boolean'] }),
  },
  {
    name: "a name with a dot inside a field that is declared",
    jwt: 'token.data = { kind: "k" };\n      token.data["x.y"] = 1;',
    files: { [file]: augmentation({ token: ["data: { kind: string }"] }) },
    fields: ["JWT.data: { kind: string; }", 'JWT.data["x.y"]?: number'],
    found: ['no-untyped-token JWT.data["x.y"]'],
    fixed: augmentation({ token: ['data: { kind: string; "x.y"?: number }'] }),
  },
  {
    name: "a field inside one with a dot in its name",
    jwt: 'token["a.b"] = { c: 1 };',
    session: 'session.user.count = token["a.b"].c;',
    fields: ['JWT["a.b"]: { c: number; }', "Session.user.count: number"],
    found: ["no-undeclared-field Session.user.count", 'no-untyped-token JWT["a.b"]'],
    fixed: augmentation({ user: ["count: number"], token: ['"a.b": { c: number }'] }),
  },
  {
    name: "a write into a field with a dot in its name",
    jwt: 'token["a.b"] = { c: 1 };\n      token["a.b"].d = "text";',
    files: { [file]: augmentation({ token: ['"a.b": { c: number; d?: string }'] }) },
    fields: ['JWT["a.b"]: { c: number; }', 'JWT["a.b"].d?: string'],
    found: [],
  },
  {
    name: "a part of a destructured profile",
    head: claims,
    providers: "claims",
    jwt: 'if (profile) {\n        const { "a.b": plan } = profile;\n        token.plan = plan;\n      }',
    found: ['no-undeclared-input Profile["a.b"]', "no-untyped-token JWT.plan"],
    holds: ['  interface Profile {\n    "a.b"?: string;\n  }', "  interface JWT {\n    plan?: string;\n  }"],
  },
  {
    name: "an optional chain on the user",
    head: credentials,
    providers: "credentials",
    jwt: 'if (user) token.count = user?.["a.b"];',
    fields: ["JWT.count: number"],
    found: ['no-undeclared-input User["a.b"]', "no-untyped-token JWT.count"],
    holds: ['  interface User {\n    "a.b": number;\n  }', "  interface JWT {\n    count: number;\n  }"],
  },
  {
    name: "a spread of a literal",
    jwt: 'return { ...token, ...{ "a.b": 1 } };',
    session: 'session.user.count = token["a.b"];',
    fields: ['JWT["a.b"]: number', "Session.user.count: number"],
    fixed: augmentation({ user: ["count: number"], token: ['"a.b": number'] }),
  },
  {
    name: "a literal that is returned, with quoted and computed names",
    head: 'const ROLES = "oeb:roles";',
    jwt: 'return { ...token, "a.b": 1, ["c.d"]: "text", [ROLES]: true };',
    fields: ['JWT["a.b"]: number', 'JWT["c.d"]: string', 'JWT["oeb:roles"]: boolean'],
    fixed: augmentation({ token: ['"a.b": number', '"c.d": string', '"oeb:roles": boolean'] }),
  },
  {
    name: "a constant that stands for the name, of this file, of another one and of an object",
    head: `import { SEATS, names } from "./names";\nconst ROLES = ${roles};`,
    files: { "names.ts": 'export const SEATS = "seats.left";\nexport const names = { plan: "the plan" } as const;\n' },
    jwt: 'token[ROLES] = ["a"];\n      token[SEATS] = 1;\n      token[names.plan] = "free";',
    session: "session.user[ROLES] = token[ROLES];\n      session[SEATS] = token[SEATS];",
    fields: [
      'JWT["seats.left"]: number',
      'JWT["the plan"]: string',
      `JWT[${roles}]: string[]`,
      'Session["seats.left"]: number',
      `Session.user[${roles}]: string[]`,
    ],
    fixed: augmentation({
      session: ['"seats.left": number'],
      user: [`${roles}: string[]`],
      token: [`${roles}: string[]`, '"seats.left": number', '"the plan": string'],
    }),
  },
  {
    name: "a template without a substitution, single quotes, and escapes",
    jwt: "token[`a.b`] = 1;\n      token['c\\u002ed'] = 2;",
    session: "session.user['a.b'] = token[\"a.b\"];\n      session.user[`c.d`] = token['c.d'];",
    fields: ['JWT["a.b"]: number', 'JWT["c.d"]: number', 'Session.user["a.b"]: number', 'Session.user["c.d"]: number'],
    fixed: augmentation({ user: ['"a.b": number', '"c.d": number'], token: ['"a.b": number', '"c.d": number'] }),
  },
  {
    name: "names that are hard to write",
    jwt: `token["\\u2028"] = 1;
      token["it's"] = 1;
      token['say "hi"'] = 1;
      token["back\\\\slash"] = 1;
      token[""] = 1;
      token["1"] = 1;
      token[2] = 1;
      token["a-b"] = 1;
      token.class = 1;
      token["größe"] = 1;`,
    fields: [
      'JWT[""]: number',
      'JWT["1"]: number',
      'JWT["2"]: number',
      'JWT["\\u2028"]: number',
      'JWT["a-b"]: number',
      'JWT["back\\\\slash"]: number',
      'JWT["it\'s"]: number',
      'JWT["say \\"hi\\""]: number',
      "JWT.class: number",
      "JWT.größe: number",
    ],
    fixed: augmentation({
      token: [
        '"\\u2028": number',
        '"it\'s": number',
        "'say \"hi\"': number",
        '"back\\\\slash": number',
        '"": number',
        '"1": number',
        '"2": number',
        '"a-b": number',
        "class: number",
        "größe: number",
      ],
    }),
  },
  {
    name: "names that every object has",
    jwt: 'token.constructor = "text";\n      token.hasOwnProperty = true;\n      token.toString = 1;',
    session: "session.user.toString = token.toString;",
    fields: [
      "JWT.constructor: string",
      "JWT.hasOwnProperty: boolean",
      "JWT.toString: number",
      "Session.user.toString: number",
    ],
    fixed: augmentation({
      user: ["toString: number"],
      token: ["constructor: string", "hasOwnProperty: boolean", "toString: number"],
    }),
  },
  {
    name: "a method that every object has, which is only called",
    jwt: 'if (token.hasOwnProperty("sub")) token.text = String(token.toString()) + String(user?.toString());',
    fields: ["JWT.text?: string"],
    found: ["no-untyped-token JWT.text"],
  },
  {
    name: "the prototype, which is nobody's field",
    jwt: `token.__proto__ = { plan: "free" };
      (token.__proto__ as any).admin = true;
      token["__proto__"] = {};
      const { __proto__: given } = user;
      delete (user as any).__proto__;
      void [given, (profile as any)?.__proto__.plan];`,
    session: `(session as any).__proto__ = { plan: "free" };
      (session.user as any).__proto__.role = "admin";
      Object.assign(session, { __proto__: { seats: 1 } });`,
    fields: [],
  },
  {
    name: "a declared name with a dot that nothing assigns",
    session: "session.user.id = token.sub ?? '';",
    files: { [file]: augmentation({ session: ['"x.y": string'], user: ["id: string", '"a.b": string'] }) },
    found: ['no-unassigned-field Session["x.y"]', 'no-unassigned-field Session.user["a.b"]'],
    fixed: augmentation({ user: ["id: string"] }),
  },
  {
    name: "a declared name with a dot of another type, and one that is assigned on some paths only",
    jwt: 'token["a.b"] = 1 as any as number;\n      if (account?.scope) token["c.d"] = "text";',
    files: { [file]: augmentation({ token: ['"a.b": string', '"c.d": string'] }) },
    found: ['no-maybe-missing-field JWT["c.d"]', 'no-mismatched-field JWT["a.b"]'],
    fixed: augmentation({ token: ['"a.b": number', '"c.d"?: string'] }),
  },
  {
    name: "fields declared as they are written, in a form with a constant too",
    head: 'import { SEATS } from "./names";',
    jwt: 'token["a.b"] = { c: { "d.e": 1 } };',
    session: 'session["x.y"] = 1;\n      session.user["c.d"] = "text";\n      session[SEATS] = 2;',
    files: {
      "names.ts": 'export const SEATS = "seats.left";\n',
      [file]: `import { SEATS } from "./names";\n${augmentation({ session: ["'x.y': number", "[SEATS]: number"], user: ['["c.d"]: string'], token: ['"a.b": { c: { "d.e": number } }'] })}`,
    },
    found: [],
  },
  {
    name: "conditions on such a field",
    jwt: `token["a.b"] = user ? "text" : "other";
      if (token["a.b"]) token.first = 1;
      if (!token?.['c.d']) return token;
      if (token["c.d"]) token.second = 1;`,
    fields: ['JWT["a.b"]: string', "JWT.first: number", "JWT.second?: number"],
  },
  {
    name: "a question mark in a name, which is no optional chain",
    head: "declare const flags: Record<string, boolean>;",
    jwt: 'if (flags["a?.b"]) return { ...token, last: 1 };\n      if (!flags["a.b"]) token.last = 2;',
    fields: ["JWT.last?: number"],
  },
  {
    name: "an assignment to such a field, which leaves other conditions",
    jwt: 'if (account?.provider === "a") token.plan = "free";\n      token["x.y"] = 1;\n      token[""] = 1;\n      if (account?.provider !== "a") token.plan = "none";',
    fields: ['JWT[""]: number', 'JWT["x.y"]: number', "JWT.plan: string"],
  },
  {
    name: "a user that is replaced, an assignment of several, and an alias",
    jwt: 'token["a.b"] = 1;',
    session: `session.user = { ...session.user, "a.b": token["a.b"] } as typeof session.user;
      Object.assign(session.user, { "c.d": "text" });
      const own = session.user;
      own["e.f"] = true;`,
    fields: [
      'JWT["a.b"]: number',
      'Session.user["a.b"]: number',
      'Session.user["c.d"]: string',
      'Session.user["e.f"]: boolean',
    ],
  },
  {
    name: "parameters that are taken apart, and a nested pattern that is assigned to",
    jwt: 'const row = { "x.y": { "z": "text" } };\n      ({ "x.y": { "z": token["a.b"] } } = row);',
    session: 'const { "a.b": plan } = token;\n      session.user.plan = plan;',
    fields: ['JWT["a.b"]: string', "Session.user.plan: string"],
    fixed: augmentation({ user: ["plan: string"], token: ['"a.b": string'] }),
  },
  {
    name: "a whole user that is kept in the token, and read from there",
    head: credentials,
    providers: "credentials",
    jwt: "if (user) token.user = user;",
    session: 'session.user["oeb:roles"] = token.user["oeb:roles"];',
    files: {
      [file]: `import type { DefaultSession, User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { "oeb:roles": string[] } & DefaultSession["user"];
  }
  interface User {
    "oeb:roles": string[];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    user: User;
  }
}
`,
    },
    found: [],
  },
  {
    name: "a loop over several such names",
    jwt: 'for (const key of ["a.b", "c.d"] as const) token[key] = 1;',
    files: { [file]: augmentation({ token: ['"a.b": number', '"c.d": number'] }) },
    found: [],
  },
  {
    name: "a name that nothing writes, read from the token",
    session: 'void [token["a.b"], token?.a];',
    found: ['no-untyped-token JWT["a.b"]', "no-untyped-token JWT.a"],
  },
  {
    name: "a key of an enumeration, and one that is known by its type alone",
    head: 'enum Keys { Roles = "the roles" }\ndeclare const seats: "seats.left";',
    jwt: "token[Keys.Roles] = 1;\n      token[seats] = 2;",
    session: "session.user.roles = token[Keys.Roles];",
    fields: ['JWT["seats.left"]: number', 'JWT["the roles"]: number', "Session.user.roles: number"],
    fixed: augmentation({ user: ["roles: number"], token: ['"the roles": number', '"seats.left": number'] }),
  },
  {
    name: "an index of a list is no name of a field",
    jwt: 'token.list = ["a"];\n      token.list[0] = "b";',
    files: { [file]: augmentation({ token: ["list: string[]"] }) },
    fields: ["JWT.list: string[]"],
    found: [],
  },
  {
    name: "fields declared for the wrong interface, by a type, and twice",
    jwt: 'token["a.b"] = 1;',
    session: 'session["x.y"] = 1;\n      session.user["c.d"] = 1;',
    files: {
      [file]: `import "next-auth/jwt";
declare module "next-auth" {
  interface Session { user: { "c.d": number } }
  interface JWT { "a.b": number }
}
declare module "next-auth" {
  interface Session { "x.y": number; user: { "c.d": number; other?: string } }
}
`,
    },
    found: ["no-ineffective-augmentation", "no-ineffective-augmentation"],
  },
  {
    name: "a member of an enumeration whose name is no identifier",
    head: 'export enum Plan { "a-b" = "ab", c = "c", d = "d" }\ndeclare const plan: (typeof Plan)["a-b"] | Plan.c;',
    jwt: "token.plan = plan;",
    holds: ['    plan: (typeof Plan)["a-b"] | Plan.c;'],
  },
  {
    name: "a name that is deleted again, by a constant",
    head: 'const OLD = "old.roles";',
    jwt: "token[OLD] = 1;\n      delete token[OLD];",
    fields: [],
    found: [],
  },
];

describe("fields whose names are no identifiers:", () => {
  test.each(rows)("$name", (row) => {
    const made = appOf(row);
    if (row.fields) expect(assigned(made)).toEqual([...row.fields].sort());
    if (row.found) expect(found(made)).toEqual([...row.found].sort());
    const fixed = made.fixed();
    if (row.fixed !== undefined) expect(fixed.files[file]).toBe(row.fixed);
    for (const text of row.holds ?? []) expect(fixed.files[file]).toContain(text);
    if (row.fixed !== undefined || row.holds) expect(fixed.errors()).toEqual([]);
    expect(fixed.fixed().files).toEqual(fixed.files);
    for (const text of Object.values(fixed.files))
      expect(text.includes("__proto__") && text.includes("declare")).toBe(false);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("the output about a field whose name is no identifier", () => {
  const claim: OddNames = {
    name: "",
    head: credentials,
    providers: "credentials",
    jwt: 'if (user) token["a.b"] = user["oeb:roles"];',
    session: 'session.user["a.b"] = token["a.b"];\n      session["x.y"] = { since: { "the day": new Date() } };',
    files: {
      "names.ts": 'export const KEY = "a.b";\n',
      "page.ts": `import type { Session } from "next-auth";
import { KEY } from "./names";
export const first = (session: Session) => session.user["a.b"];
export const second = (session: Session) => session.user?.[KEY];
export const third = ({ user: { "a.b": all } }: Session) => all;
export const fourth = ({ user: { [KEY]: all } }: Session) => all;
export const other = (session: Session) => (session.user as any).a?.b;
`,
    },
  };

  function traceOf(made: Project, name: string): FieldTrace {
    const trace = made.analysis().traces.find((one) => keyText(one) === name);
    if (!trace) throw new Error(`Nothing is known of ${name}.`);
    return trace;
  }

  const made = appOf(claim);

  test("its messages name it as code does", () => {
    expect(made.analysis().diagnostics.map(({ message }) => message)).toEqual([
      '`token["a.b"]` is assigned here, but `JWT` does not declare it: every read of it is `unknown`.',
      '`user["oeb:roles"]` is read here, but `User` does not declare it.',
      '`session.user["a.b"]` is assigned here, but `Session` does not declare it: no reader of the session can use it.',
      '`session["x.y"]` is assigned here, but `Session` does not declare it: no reader of the session can use it.',
      '`session["x.y"].since["the day"]` is a `Date` here, and travels as JSON: its readers get a `string`.',
    ]);
    expect(made.analysis().diagnostics.map(({ action }) => action ?? "-")).toContain('Declare `session.user["a.b"]`');
  });

  test("the report holds its name as people write it, and step by step", () => {
    const fields = made.analysis().report.fields.map(({ interface: name, path, names }) => [name, path, names]);
    expect(fields).toEqual([
      ["Session", '["x.y"]', ["x.y"]],
      ["Session", 'user["a.b"]', ["user", "a.b"]],
      ["JWT", '["a.b"]', ["a.b"]],
      ["User", '["oeb:roles"]', ["oeb:roles"]],
    ]);
    expect(made.analysis().diagnostics.map(({ field }) => field?.names)).toEqual([
      ["a.b"],
      ["oeb:roles"],
      ["user", "a.b"],
      ["x.y"],
      ["x.y"],
    ]);
  });

  test("its trace names what feeds it and the place that reads it", () => {
    const withReads = project(made.files, { analyze: { reads: true } });
    const trace = traceOf(withReads, 'Session.user["a.b"]');
    expect(trace.sources).toEqual([{ interface: "JWT", path: '["a.b"]', names: ["a.b"] }]);
    expect(trace.flow.map(({ text }) => text)).toEqual([
      'user["oeb:roles"]',
      'token["a.b"]',
      'session.user["a.b"]',
      "declared nowhere",
    ]);
    expect(trace.reads.map(({ file: name, line }) => `${name}:${String(line)}`)).toEqual([
      "page.ts:3",
      "page.ts:4",
      "page.ts:5",
      "page.ts:6",
    ]);
  });

  test("the diagram and the shape show it", () => {
    const { traces } = made.analysis();
    expect(mermaidOf(traces)).toContain('["Session.user[#quot;a.b#quot;]: string[]"]');
    expect(mermaidOf(traces).split("subgraph Session")[1]).toContain("Session[#quot;x.y#quot;]");
    expect(shapeOf(traces, "Session")).toBe(`{
  "x.y": { since: { "the day": Date; }; }; // auth.ts:16
  user: {
    "a.b": string[]; // auth.ts:15
  };
}`);
  });

  test("a file with single quotes gets single quotes", () => {
    const own =
      "import 'next-auth/jwt'\n\ndeclare module 'next-auth/jwt' {\n  interface JWT {\n    plan?: string\n  }\n}\n";
    const fixed = appOf({
      name: "",
      jwt: 'token["it\'s"] = 1;\n      token["a.b"] = 1;',
      files: { [file]: own },
    }).fixed();
    expect(fixed.files[file]).toBe(
      own.replace("plan?: string\n", "plan?: string\n    \"it's\": number\n    'a.b': number\n"),
    );
  });
});
