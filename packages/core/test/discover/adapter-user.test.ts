import { describe } from "vitest";
import { testFoundTypes, type FoundTypes } from "../support/found-types.js";

/** Types of the shape that Drizzle and a generated Prisma client have. */
const drizzle = `import type { Adapter } from "next-auth/adapters";
export interface Table<Row> { readonly $inferSelect: Row; readonly name: string }
interface Tables { usersTable: { readonly name: string }; accountsTable?: { readonly name: string } }
export declare function DrizzleAdapter<Db>(db: Db, schema?: Tables): Adapter;
`;
const schema = `import type { Table } from "./drizzle";
export type Plan = "free" | "pro";
interface Row { id: string; name: string | null; email: string; role: "admin" | "member"; plan: Plan; seats: number | null }
export declare const users: Table<Row>;
export declare const accounts: Table<{ userId: string }>;
export declare const tables: { usersTable: Table<Row>; accountsTable: Table<{ userId: string }> };
export declare const db: { select(): void };
`;
const prisma = `export namespace $Enums {
  export const Role: { ADMIN: "ADMIN"; MEMBER: "MEMBER" };
  export type Role = (typeof Role)[keyof typeof Role];
}
export type Role = $Enums.Role;
export declare const Role: typeof $Enums.Role;
interface Payload { scalars: { id: string; name: string | null; email: string | null; role: $Enums.Role; plan: string | null; seats: number }; objects: {} }
interface UserDelegate { [key: symbol]: { types: { payload: Payload }; meta: { name: "User" } }; findUnique(): Promise<unknown> }
export declare class PrismaClient { get user(): UserDelegate; $connect(): void }
`;
const prismaAdapter = `import type { Adapter } from "next-auth/adapters";
import type { PrismaClient } from "./client";
export declare function PrismaAdapter(client: PrismaClient): Adapter;
`;
const files = {
  "drizzle.ts": drizzle,
  "schema.ts": schema,
  "client.d.ts": prisma,
  "prisma-adapter.ts": prismaAdapter,
};

interface Parts {
  readonly adapter: string;
  readonly head?: string;
  readonly options?: string;
  readonly providers?: string;
  readonly callbacks?: string;
  readonly reads?: string;
}

const fromDatabase = `session({ session, user }) {
      session.user.role = user.role;
      session.user.seats = user.seats;
      return session;
    },`;
const fromToken = `jwt({ token, user }) {
      if (user) token.role = user.role;
      return token;
    },
    session({ session, token }) {
      session.user.role = token.role;
      return session;
    },`;

function app({
  adapter,
  head = "",
  options = "",
  providers = "GitHub",
  callbacks = fromDatabase,
  reads,
}: Parts): FoundTypes["files"] {
  return {
    ...files,
    "auth.ts": `import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";
import Credentials from "next-auth/providers/credentials";
import { DrizzleAdapter } from "./drizzle";
import { PrismaAdapter } from "./prisma-adapter";
import { PrismaClient } from "./client";
import { accounts, db, tables, users } from "./schema";
${head}
export const { auth, handlers } = NextAuth({
  ${options}
  adapter: ${adapter},
  providers: [${providers}],
  callbacks: {
    ${callbacks}
  },
});
export const used = [Credentials, GitHub, DrizzleAdapter, PrismaAdapter, PrismaClient, accounts, db, tables, users];
`,
    "page.ts": `import { auth } from "./auth";
export async function page() {
  const session = await auth();
  const user = session?.user;
  return user${reads ? ` && ${reads}` : ""};
}
`,
  };
}

const union = '"admin" | "member"';
const withTables = "DrizzleAdapter(db, { usersTable: users, accountsTable: accounts })";
const client = "const client = new PrismaClient();";
const onJwt = 'session: { strategy: "jwt" },';

const found: readonly (Parts & Omit<FoundTypes, "files">)[] = [
  {
    name: "the columns of a table, in a database session",
    adapter: withTables,
    fields: { "User.role": union, "Session.user.role": union, "Session.user.seats": "number | null" },
    writes: ['role: "admin" | "member";', "seats: number | null;"],
  },
  {
    name: "the columns of a table, in a token",
    adapter: withTables,
    options: onJwt,
    callbacks: fromToken,
    fields: { "User.role": union, "JWT.role": union, "Session.user.role": union },
  },
  {
    name: "tables in another file",
    adapter: "DrizzleAdapter(db, tables)",
    fields: { "User.role": union },
  },
  {
    name: "a column whose type has a name",
    adapter: withTables,
    callbacks: "session({ session, user }) { session.user.plan = user.plan; return session; },",
    fields: { "User.plan": "Plan", "Session.user.plan": "Plan" },
    writes: ['import type { Plan } from "./schema";', "plan: Plan;"],
  },
  {
    name: "a whole row in the session, of which a page reads one column",
    adapter: withTables,
    callbacks: "session({ session, user }) { session.user = { ...session.user, ...user }; return session; },",
    reads: "user.role",
    fields: { "Session.user.role": union },
    writes: ["role: "],
    writesNot: ["seats"],
  },
  {
    name: "the model of a generated client",
    head: client,
    adapter: "PrismaAdapter(client)",
    fields: { "User.role": "Role", "User.seats": "number" },
    writes: ['import type { Role } from "./client";', "role: Role;"],
  },
  {
    name: "the model of a client behind a cast, in a token",
    head: client,
    adapter: "PrismaAdapter(client as any)",
    options: onJwt,
    callbacks: fromToken,
    fields: { "User.role": "Role", "JWT.role": "Role" },
    writes: ["role: Role;"],
  },
  {
    name: "an adapter of the project's own that spreads another",
    head: `${client}\nconst own = () => ({ ...PrismaAdapter(client), createUser: undefined });`,
    adapter: "own()",
    fields: { "User.seats": "number" },
  },
  {
    name: "a column that may be null",
    head: client,
    adapter: "PrismaAdapter(client)",
    callbacks: "session({ session, user }) { session.user.plan = user.plan; return session; },",
    fields: { "User.plan": "string | null", "Session.user.plan": "string | null" },
    writes: ["plan: string | null;"],
  },
  {
    name: "a user of a password beside the stored ones",
    adapter: withTables,
    options: onJwt,
    providers: 'GitHub, Credentials({ credentials: {}, authorize: () => ({ id: "1" }) })',
    callbacks: fromToken,
    fields: { "User.role": `${union}?` },
    writes: ['role?: "admin" | "member";'],
  },
  {
    name: "a field that `profile()` gives and no table stores",
    adapter: withTables,
    options: onJwt,
    providers:
      'GitHub({ profile: (profile) => ({ id: String(profile.id), login: profile.login, role: "admin" as const }) })',
    callbacks: fromToken,
    fields: { "User.role": union },
  },
];

describe("the user that an adapter stores:", () => {
  testFoundTypes(found.map((one) => ({ ...one, nextAuth: "5.0.0-beta.32", files: app(one) })));
});

describe("an adapter whose schema cannot be seen:", () => {
  testFoundTypes(
    [
      { name: "an adapter without tables of the project's own", adapter: "DrizzleAdapter(db)" },
      { name: "tables without types", head: "declare const loose: any;", adapter: "DrizzleAdapter(db, loose)" },
      { name: "a client without types", head: "declare const loose: any;", adapter: "PrismaAdapter(loose)" },
      {
        name: "a client that does not resolve",
        head: 'import { client } from "./generated";',
        adapter: "PrismaAdapter(client)",
      },
      { name: "one of two adapters", head: client, adapter: `process() ? PrismaAdapter(client) : ${withTables}` },
    ].map((one) => ({
      ...one,
      nextAuth: "5.0.0-beta.32" as const,
      files: app({ ...one, head: `${one.head ?? ""}\ndeclare function process(): boolean;` }),
      fields: {},
      writesNot: ["role"],
      left: ["Property 'role' does not exist", "Property 'seats' does not exist", "Cannot find module './generated'"],
    })),
  );
});
