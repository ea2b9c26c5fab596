import { describe } from "vitest";
import { testFoundTypes, type FoundTypes } from "../support/found-types.js";

/** A type with a name keeps it where two sources of one field come to it, and beside `null` and `undefined`. */
interface Parts {
  readonly name: string;
  readonly jwt: string;
  readonly head?: string;
  readonly authorize?: string;
  readonly session?: string;
  readonly writes: readonly string[];
  readonly writesNot?: readonly string[];
}

/** The forms in which unions come: by hand, from a list, as an enum, as a generated Prisma client and as a column of Drizzle's. */
const types = `export type Role = "admin" | "member";
export enum Level { Low = "low", High = "high" }
export const plans = ["free", "team"] as const;
export type Plan = (typeof plans)[number];
export interface Row { role: Role; level: Level; plan: Plan; maybe: Role | null; roles: Role[]; optional?: Role }
export declare function find(id: unknown): Promise<Row | null>;
export declare function roleOf(id: unknown): Role;
export declare function maybeRoleOf(id: unknown): Role | undefined;
export declare const flag: boolean;
`;
const client = `export namespace $Enums {
  export const Kind: { ADMIN: "ADMIN"; USER: "USER" };
  export type Kind = (typeof Kind)[keyof typeof Kind];
}
export type Kind = $Enums.Kind;
export declare const Kind: typeof $Enums.Kind;
type Payload = { scalars: { id: string; kind: $Enums.Kind; other: $Enums.Kind | null } };
type Result<P extends { scalars: object }> = { [K in keyof P["scalars"]]: P["scalars"][K] } & {};
export declare const db: { user: { findUnique(id: unknown): Promise<Result<Payload> | null>; findUniqueOrThrow(id: unknown): Promise<Result<Payload>> } };
`;
const drizzle = `export interface PgEnum<Values extends readonly string[]> { readonly enumValues: Values }
export declare function pgEnum<const Values extends readonly string[]>(name: string, values: Values): PgEnum<Values>;
export declare function table<Row>(columns: Row): { readonly $inferSelect: { [K in keyof Row]: Row[K] extends PgEnum<infer V extends readonly string[]> ? V[number] : Row[K] } };
`;
const schema = `import { pgEnum, table } from "./drizzle";
export const gradeEnum = pgEnum("grade", ["junior", "senior"]);
export type Grade = (typeof gradeEnum.enumValues)[number];
export const users = table({ grade: gradeEnum });
export declare function pick(id: unknown): Promise<typeof users.$inferSelect | undefined>;
`;

function app({
  jwt,
  head = "",
  authorize = '() => ({ id: "1" })',
  session = "session.user.role = token.role;",
}: Parts): FoundTypes["files"] {
  return {
    "auth.ts": `import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { find, flag, maybeRoleOf, roleOf, Level } from "./types";
import { db } from "./client";
import { pick } from "./schema";
${head}
export const { auth, handlers } = NextAuth({
  session: { strategy: "jwt" },
  providers: [Credentials({ credentials: {}, authorize: ${authorize} })],
  callbacks: {
    async jwt({ token, user, trigger, session }) {
      ${jwt}
      return token;
    },
    session({ session, token }) {
      ${session}
      return session;
    },
  },
});
export const used: unknown = [find, flag, maybeRoleOf, roleOf, Level, db, pick];
`,
    "types.ts": types,
    "client.d.ts": client,
    "drizzle.ts": drizzle,
    "schema.ts": schema,
  };
}

const twoRoutes: readonly Parts[] = [
  {
    name: "a function and a row",
    jwt: "const row = await find(token.sub);\n      token.role = row ? row.role : roleOf(token.sub);",
    writes: ['import type { Role } from "./types";', "role: Role;"],
  },
  {
    name: "two writes",
    jwt: "token.role = roleOf(token.sub);\n      const row = await find(token.sub);\n      if (row) token.role = row.role;",
    writes: ["role: Role;"],
  },
  {
    name: "the result of `authorize()` and a row",
    authorize: 'async () => ({ id: "1", role: roleOf("1") })',
    jwt: "if (user) token.role = user.role;\n      const row = await find(token.sub);\n      if (row) token.role = row.role;",
    writes: ["role: Role;"],
  },
  {
    name: "a row that may be missing",
    jwt: "token.role = (await find(token.sub))?.role;",
    writes: ["role?: Role;"],
  },
  {
    name: "a column that may be null",
    jwt: "const row = await find(token.sub);\n      token.role = row ? row.maybe : null;",
    writes: ["role: Role | null;"],
  },
  {
    name: "a column that may be null, and one that may not",
    jwt: "const row = await find(token.sub);\n      if (row) token.role = flag ? row.maybe : row.role;\n      else token.role = roleOf(token.sub);",
    writes: ["role: Role | null;"],
  },
  {
    name: "two writes of which one is null",
    jwt: "token.role = roleOf(token.sub);\n      if (flag) token.role = null;",
    writes: ["role: Role | null;"],
  },
  {
    name: "a value that may be undefined, and null",
    jwt: "token.role = maybeRoleOf(token.sub) ?? null;",
    writes: ["role: Role | null;"],
  },
  {
    name: "a value that may be undefined, tested",
    jwt: "const role = maybeRoleOf(token.sub);\n      if (role) token.role = role;",
    writes: ["role?: Role;"],
  },
  {
    name: "a union beside another type",
    jwt: "token.role = roleOf(token.sub);\n      if (flag) token.role = 3;",
    writes: ["role: number | Role;"],
  },
  {
    name: "a list of such unions",
    jwt: "const row = await find(token.sub);\n      token.roles = row ? row.roles : [roleOf(token.sub)];",
    session: "session.user.roles = token.roles;",
    writes: ["roles: Role[];"],
  },
  {
    name: "a list of such unions that may be null",
    jwt: "const row = await find(token.sub);\n      token.roles = row ? [row.maybe, roleOf(token.sub)] : [];",
    session: "session.user.roles = token.roles;",
    writes: ["roles: (Role | null)[];"],
  },
  {
    name: "a member of a literal",
    jwt: "const row = await find(token.sub);\n      token.data = { role: row?.maybe ?? null };",
    session: "session.user.data = token.data;",
    writes: ["data: { role: Role | null };"],
  },
  {
    name: "an enum",
    jwt: "const row = await find(token.sub);\n      token.level = row ? row.level : Level.Low;",
    session: "session.user.level = token.level;",
    writes: ["level: Level;"],
  },
  {
    name: "an enum that may be missing",
    jwt: "token.level = (await find(token.sub))?.level ?? null;",
    session: "session.user.level = token.level;",
    writes: ["level: Level | null;"],
  },
  {
    name: "a type that is made of a list",
    jwt: "const row = await find(token.sub);\n      token.plan = row ? row.plan : null;",
    session: "session.user.plan = token.plan;",
    writes: ["plan: Plan | null;"],
  },
  {
    name: "a Prisma enum by two queries",
    jwt: "const row = await db.user.findUnique(token.sub);\n      const other = await db.user.findUniqueOrThrow(token.sub);\n      token.kind = row ? row.kind : other.kind;",
    session: "session.user.kind = token.kind;",
    writes: ['import type { Kind } from "./client";', "kind: Kind;"],
  },
  {
    name: "a Prisma enum by authorize() and by a query",
    authorize:
      'async () => { const row = await db.user.findUniqueOrThrow("1"); return { id: row.id, kind: row.kind }; }',
    jwt: "if (user) token.kind = user.kind;\n      const row = await db.user.findUnique(token.sub);\n      if (row) token.kind = row.kind;",
    session: "session.user.kind = token.kind;",
    writes: ["kind: Kind;"],
  },
  {
    name: "a Prisma enum that may be missing",
    jwt: "const row = await db.user.findUnique(token.sub);\n      token.kind = row?.kind;",
    session: "session.user.kind = token.kind;",
    writes: ["kind?: Kind;"],
  },
  {
    name: "a Prisma enum that may be null, tested",
    jwt: "const row = await db.user.findUnique(token.sub);\n      if (!row) return token;\n      token.kind = row.other ?? row.kind;",
    session: "session.user.kind = token.kind;",
    writes: ["kind?: Kind;"],
  },
  {
    name: "a Prisma enum that a member of the object of its name is written beside",
    head: 'import { Kind } from "./client";',
    jwt: "const row = await db.user.findUnique(token.sub);\n      token.kind = row ? row.kind : Kind.USER;",
    session: "session.user.kind = token.kind;",
    writes: ["kind: Kind;"],
  },
  {
    name: "a column of Drizzle's enum",
    jwt: "const row = await pick(token.sub);\n      token.grade = row?.grade ?? null;",
    session: "session.user.grade = token.grade;",
    writes: ['import type { Grade } from "./schema";', "grade: Grade | null;"],
  },
  {
    name: "a value that `update()` brings beside it",
    jwt: 'token.role = roleOf(token.sub);\n      if (trigger === "update") token.role = session.role;',
    writes: ["role: Role;"],
  },
];

const other: readonly Parts[] = [
  {
    name: "a part of the union",
    jwt: 'const role = roleOf(token.sub);\n      if (role === "admin") token.role = role;',
    writes: ['role?: "admin";'],
  },
  {
    name: "more literals than the union has",
    head: 'declare const more: "admin" | "member" | "guest";',
    jwt: "token.role = flag ? roleOf(token.sub) : more;",
    writes: ['role: Role | "guest";'],
  },
  {
    name: "the same literals without a name there",
    head: 'declare const kind: "admin" | "member";',
    jwt: "token.role = flag ? kind : null;",
    writes: ['role: "admin" | "member" | null;'],
    writesNot: ["Role"],
  },
  {
    name: "two names for the same literals",
    head: 'export type Rank = "admin" | "member";\ndeclare const rank: Rank;',
    jwt: "token.role = flag ? roleOf(token.sub) : flag ? rank : null;",
    writes: ['role: "admin" | "member" | null;'],
  },
];

function tested(all: readonly Parts[]): FoundTypes[] {
  return all.map((one) => ({ ...one, nextAuth: "5.0.0-beta.32", files: app(one), fields: {} }));
}

describe("a union that keeps its name:", () => {
  testFoundTypes(tested(twoRoutes));
});

describe("a union that is spelled out as far as no name stands for it:", () => {
  testFoundTypes(tested(other));
});
