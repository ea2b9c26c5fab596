import { describe, test } from "vitest";
import { types } from "../support/augmentation.js";
import { session } from "../support/auth-file.js";
import { checkMarked } from "../support/marked-project.js";
import { checkTold, type Told } from "../support/told.js";

const told: readonly Told[] = [
  {
    name: "a value from a cache or from where it is loaded is a required field",
    parts: { head: "const cache = new Map<string, string>();" },
    jwt: `const known = cache.get(token.sub ?? "");
if (known) { token.plan = known; return token; }
token.plan = await load();
cache.set(token.sub ?? "", token.plan as string);`,
    session: "session.user.plan = token.plan as string;",
    fields: ["JWT.plan: string", "Session.user.plan: string"],
  },
  {
    name: "a helper that tries until it succeeds has run its function",
    parts: {
      head: `async function retried(run: () => Promise<void>, times = 3): Promise<void> {
  for (let left = times; ; left--) {
    try { await run(); return; } catch (error) { if (left === 0) throw error; }
  }
}`,
    },
    jwt: "await retried(async () => { token.plan = await load(); });",
    fields: ["JWT.plan: string"],
    rules: ["no-untyped-token"],
  },
  {
    name: "a span's function whose result is returned makes a required field",
    parts: {
      head: "interface Span { end(): void }\ndeclare const tracer: { startActiveSpan<T>(name: string, run: (span: Span) => T): T };",
    },
    session:
      'return tracer.startActiveSpan("session", (span) => { session.plan = "free"; span.end(); return session; });',
    fields: ["Session.plan: string"],
    rules: ["no-undeclared-field"],
  },
  {
    name: "a transaction that is awaited makes a required field",
    parts: {
      head: "interface Tx { plan(): Promise<string> }\ndeclare const db: { $transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T> };",
    },
    session: "await db.$transaction(async (tx) => { session.plan = await tx.plan(); });",
    fields: ["Session.plan: string"],
    rules: ["no-undeclared-field"],
  },
  {
    name: "a transaction says nothing against a declared field",
    parts: {
      head: "interface Tx { plan(): Promise<string> }\ndeclare const db: { $transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T> };",
    },
    session: "void db.$transaction(async (tx) => { session.plan = await tx.plan(); });",
    declared: { session: ["plan: string"] },
    rules: [],
  },
  {
    name: "a lock that is released by `using` changes nothing for the fields",
    parts: { head: "declare const lock: { take(): { [Symbol.dispose](): void } };" },
    session: 'using held = lock.take();\nvoid held;\nsession.plan = "free";',
    fields: ["Session.plan: string"],
    rules: ["no-undeclared-field"],
    options: { compilerOptions: { lib: ["esnext"] } },
  },
  {
    name: "a decorated method may do anything with what it is given",
    parts: {
      head: `const timed = <F>(method: F, context: { name: string | symbol }): F => { void context; return method; };
class Filler { @timed fill(target: { plan?: string }) { target.plan = "free"; } }`,
    },
    session: "new Filler().fill(session as { plan?: string });",
    declared: { session: ["plan: string"] },
    rules: ["no-callback-cast"],
  },
  {
    name: "a claim named by an address goes from the profile to the session",
    jwt: `const claim = "https://shop.example/roles";
if (profile) token[claim] = (profile as Record<string, unknown>)[claim] as string[];`,
    session: 'session.user.roles = (token["https://shop.example/roles"] as string[] | undefined) ?? [];',
    fields: ['JWT["https://shop.example/roles"]?: string[]', "Session.user.roles: string[]"],
  },
  {
    name: "a member of an enum is the name that it stands for",
    parts: { head: 'enum Claim { Role = "app:role", Team = "app.team" }' },
    jwt: 'token[Claim.Role] = "admin"; token[Claim.Team] = 7;',
    session: "session.user.team = token[Claim.Team] as number;",
    fields: ['JWT["app.team"]: number', 'JWT["app:role"]: string', "Session.user.team: number"],
  },
  {
    name: "names with dots inside names with dots stay apart",
    jwt: 'token["a.b"] = { "c.d": 1, e: "x" };',
    session: 'session["a.b"] = { c: token["a.b"] };',
    some: ['JWT["a.b"]: { "c.d": number; e: string; }'],
  },
  {
    name: "a symbol is no field",
    parts: { head: 'const seen = Symbol("seen");' },
    session: "(session as unknown as Record<symbol, boolean>)[seen] = true;",
    fields: [],
    rules: [],
  },
  {
    name: "what is private in an instance is no part of what arrives",
    parts: {
      head: `class Member { #secret = 1; private hidden = 2; protected near = 3; constructor(readonly id: string) {} get upper() { return this.id; } greet() { return this.#secret + this.hidden + this.near; } }`,
    },
    session: 'session.member = new Member("1");',
    declared: { session: ["member: { readonly id: string }"] },
    rules: [],
  },
  {
    name: "bytes do not arrive as they are",
    session: "session.bytes = new Uint8Array(2);",
    rules: ["no-undeclared-field", "no-unserializable-field"],
  },
  {
    name: "a value of the type `never` says nothing against a declared method",
    session: 'session.plan = "free" as never;',
    declared: { session: ["plan(): string"] },
    rules: [],
  },
  {
    name: "a value that may be undefined is an optional field",
    session: 'session.plan = enabled ? "free" : undefined;',
    fields: ["Session.plan?: string | undefined"],
    rules: ["no-undeclared-field"],
  },
];

describe("of inputs as they come from outside, this is told:", () => {
  for (const one of told) {
    test(one.name, () => {
      checkTold(one);
    });
  }
});

/** A declaration before and after `session.user.role = "admin"`. */
const diffs: readonly (readonly [name: string, before: string, after: string])[] = [
  [
    "a block on one line",
    'import "next-auth";\n\ndeclare module "next-auth" { interface Session { plan?: string } }\n',
    'import "next-auth";\nimport type { DefaultSession } from "next-auth";\n\ndeclare module "next-auth" { interface Session { plan?: string; user: { role: string } & DefaultSession["user"] } }\n',
  ],
  [
    "tabs, single quotes and no semicolons",
    "import type { DefaultSession } from 'next-auth'\n\ndeclare module 'next-auth' {\n\tinterface Session {\n\t\tplan?: string\n\t\tuser: DefaultSession['user']\n\t}\n}\n",
    "import type { DefaultSession } from 'next-auth'\n\ndeclare module 'next-auth' {\n\tinterface Session {\n\t\tplan?: string\n\t\tuser: {\n\t\t\trole: string\n\t\t} & DefaultSession['user']\n\t}\n}\n",
  ],
  [
    "members with comments",
    'import type { DefaultSession } from "next-auth";\n\ndeclare module "next-auth" {\n  /** What pages see. */\n  interface Session {\n    /** The plan that is paid for. */\n    plan?: string;\n    /** Whoever signed in. */\n    user: {\n      /** From the database. */\n      id: string;\n    } & DefaultSession["user"];\n  }\n}\n',
    'import type { DefaultSession } from "next-auth";\n\ndeclare module "next-auth" {\n  /** What pages see. */\n  interface Session {\n    /** The plan that is paid for. */\n    plan?: string;\n    /** Whoever signed in. */\n    user: {\n      /** From the database. */\n      id: string;\n      role: string;\n    } & DefaultSession["user"];\n  }\n}\n',
  ],
  [
    "an interface of its own for the user",
    'import type { DefaultSession } from "next-auth";\n\ninterface SignedIn {\n    id: string,\n}\n\ndeclare module "next-auth" {\n    interface Session {\n        plan?: string,\n        user: SignedIn & DefaultSession["user"],\n    }\n}\n',
    'import type { DefaultSession } from "next-auth";\n\ninterface SignedIn {\n    id: string,\n    role: string,\n}\n\ndeclare module "next-auth" {\n    interface Session {\n        plan?: string,\n        user: SignedIn & DefaultSession["user"],\n    }\n}\n',
  ],
  [
    "lines that end in CRLF",
    'import type { DefaultSession } from "next-auth";\r\n\r\ndeclare module "next-auth" {\r\n  interface Session {\r\n    plan?: string;\r\n    user: {\r\n      id: string;\r\n    } & DefaultSession["user"];\r\n  }\r\n}\r\n',
    'import type { DefaultSession } from "next-auth";\r\n\r\ndeclare module "next-auth" {\r\n  interface Session {\r\n    plan?: string;\r\n    user: {\r\n      id: string;\r\n      role: string;\r\n    } & DefaultSession["user"];\r\n  }\r\n}\r\n',
  ],
  [
    "a line for the linter alone",
    '/* eslint-disable @typescript-eslint/consistent-type-definitions */\nimport type { DefaultSession } from "next-auth";\n\ndeclare module "next-auth" {\n  interface Session { // eslint-disable-line no-unused-vars\n    plan?: string;\n    user: { id: string } & DefaultSession["user"]; // from the database\n  }\n}\n',
    '/* eslint-disable @typescript-eslint/consistent-type-definitions */\nimport type { DefaultSession } from "next-auth";\n\ndeclare module "next-auth" {\n  interface Session { // eslint-disable-line no-unused-vars\n    plan?: string;\n    user: { id: string; role: string } & DefaultSession["user"]; // from the database\n  }\n}\n',
  ],
];

describe("a fix keeps the form of a declaration with", () => {
  test.each(diffs)("%s", (_, before, after) => {
    const declaresId = before.includes("id: string");
    checkMarked({
      auth: {
        session: session(
          "session.plan = list[0];",
          ...(declaresId ? ["session.user.id = token.sub!;"] : []),
          '⟦no-undeclared-field⟧session.user.role = "admin";',
        ),
      },
      files: { [types]: before },
      fixed: { [types]: after },
    });
  });
});
