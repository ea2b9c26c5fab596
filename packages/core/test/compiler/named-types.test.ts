import { describe } from "vitest";
import { testFoundTypes, type FoundTypes } from "../support/found-types.js";

/** Where a type has a name that a declaration can import, the fix writes the name. */
interface Parts {
  readonly head: string;
  readonly jwt: string;
  readonly authorize?: string;
  readonly files?: Readonly<Record<string, string>>;
}

function app({ head, jwt, authorize = '() => ({ id: "1" })', files = {} }: Parts): FoundTypes["files"] {
  return {
    "auth.ts": `import NextAuth, { type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
${head}
const config: NextAuthConfig = {
  session: { strategy: "jwt" },
  providers: [Credentials({ credentials: {}, authorize: ${authorize} })],
  callbacks: {
    jwt({ token, user }) {
      ${jwt}
      return token;
    },
    session({ session, token }) {
      session.user.role = token.role;
      return session;
    },
  },
};
export const { auth, handlers } = NextAuth(config);
`,
    ...files,
  };
}

const plain = { "roles.ts": 'export type Role = "admin" | "member";\n' };
const imported = ['import type { Role } from "./roles";', "role: Role;"];

const named: readonly (Parts & Pick<FoundTypes, "name" | "writes" | "writesNot">)[] = [
  {
    name: "a member of an enum",
    head: 'import { Role } from "./roles";',
    jwt: "token.role = Role.Admin;",
    files: { "roles.ts": 'export enum Role { Admin = "admin", Member = "member" }\n' },
    writes: imported,
  },
  {
    name: "a literal that is given a name",
    head: 'import type { Role } from "./roles";',
    jwt: 'const role: Role = "admin";\n      token.role = role;',
    files: plain,
    writes: imported,
  },
  {
    name: "such a literal in an object",
    head: 'import type { Role } from "./roles";\nconst standard: Role = "member";\nconst account = { role: standard };',
    jwt: "token.role = account.role;",
    files: plain,
    writes: imported,
  },
  {
    name: "such a literal in the result of `authorize()`",
    head: 'import type { Role } from "./roles";',
    jwt: "if (user) token.role = user.role;",
    authorize: '() => { const role: Role = "member"; return { id: "1", role }; }',
    files: plain,
    writes: imported,
  },
  {
    name: "a type that is derived from a list, as what a function returns",
    head: 'import { roleOf } from "./roles";',
    jwt: "token.role = roleOf(token.sub);",
    files: {
      "roles.ts": `export const roles = ["admin", "member"] as const;
export type Role = (typeof roles)[number];
export const roleOf = (sub: string | undefined): Role => (sub === "1" ? "admin" : "member");
`,
    },
    writes: imported,
  },
  {
    name: "one of a list from which a type is derived",
    head: 'import { roles } from "./roles";\ndeclare const index: 0 | 1;',
    jwt: "token.role = roles[index];",
    files: {
      "roles.ts": 'export const roles = ["admin", "member"] as const;\nexport type Role = (typeof roles)[number];\n',
    },
    writes: imported,
  },
  {
    name: "a member of an object that stands for an enum",
    head: 'import { Role } from "./roles";',
    jwt: 'token.role = token.sub === "1" ? Role.Admin : Role.Member;',
    files: {
      "roles.ts": `export const Role = { Admin: "admin", Member: "member" } as const;
export type Role = (typeof Role)[keyof typeof Role];
`,
    },
    writes: imported,
  },
  {
    name: "a type that is inferred from a schema, through a re-export",
    head: 'import { parse } from "./schemas";',
    jwt: "token.role = parse(token.sub);",
    files: {
      "schemas.ts": 'export * from "./roles";\n',
      "roles.ts": `interface Schema<T> { parse(given: unknown): T }
type Infer<S> = S extends Schema<infer T> ? T : never;
declare const schema: Schema<"admin" | "member">;
export type Role = Infer<typeof schema>;
export const parse = (given: unknown): Role => schema.parse(given);
`,
    },
    writes: imported,
  },
  {
    name: "a type of a namespace import",
    head: 'import type * as all from "./roles";\ndeclare const role: all.Role;',
    jwt: "token.role = role;",
    files: plain,
    writes: imported,
  },
  {
    name: "a type that a namespace holds",
    head: 'import type { Models } from "./models";\ndeclare const person: Models.Person;',
    jwt: "token.role = person.role;",
    files: {
      "models.ts":
        'export namespace Models {\n  export type Role = "admin" | "member";\n  export interface Person { role: Role }\n}\n',
    },
    writes: ['import type { Models } from "./models";', "role: Models.Role;"],
  },
  {
    name: "a type that is exported under another name",
    head: 'import type { Person } from "./roles";\ndeclare const person: Person;',
    jwt: "token.role = person.role;",
    files: {
      "roles.ts":
        'type Role = "admin" | "member";\nexport interface Person { role: Role }\nexport type { Role as UserRole };\n',
    },
    writes: ['import type { UserRole } from "./roles";', "role: UserRole;"],
  },
  {
    name: "a default export",
    head: 'import type Rank from "./roles";\ndeclare const role: Rank;',
    jwt: "token.role = role;",
    files: { "roles.ts": 'type Role = "admin" | "member";\nexport default Role;\n' },
    writes: ['role: import("./roles").default;'],
  },
  {
    name: "a type that the auth file exports",
    head: 'export type Role = "admin" | "member";\ndeclare const role: Role;',
    jwt: "token.role = role;",
    writes: ['import type { Role } from "./auth";', "role: Role;"],
  },
  {
    name: "a name for the type that a namespace holds, as a generated client exports it",
    head: 'import type { Person } from "./client";\ndeclare const person: Person;',
    jwt: "token.role = person.role;",
    files: {
      "client.d.ts": `export namespace $Enums { export const Role: { ADMIN: "ADMIN"; MEMBER: "MEMBER" }; export type Role = (typeof Role)[keyof typeof Role]; }
export type Role = $Enums.Role;
export interface Person { role: $Enums.Role }
`,
    },
    writes: ['import type { Role } from "./client";', "role: Role;"],
  },
];

const spelledOut: readonly (Parts & Pick<FoundTypes, "name">)[] = [
  {
    name: "a type that the auth file keeps to itself",
    head: 'type Role = "admin" | "member";\ndeclare const role: Role;',
    jwt: "token.role = role;",
  },
  {
    name: "a type inside a namespace that does not export it",
    head: 'import { Models } from "./models";',
    jwt: "token.role = Models.role;",
    files: {
      "models.ts":
        'export namespace Models {\n  type Role = "admin" | "member";\n  export const role = "admin" as Role;\n}\n',
    },
  },
  {
    name: "a union from which two types are derived",
    head: 'import { roles } from "./roles";\ndeclare const index: 0 | 1;',
    jwt: "token.role = roles[index];",
    files: {
      "roles.ts": `export const roles = ["admin", "member"] as const;
export type Role = (typeof roles)[number];
export type Rank = (typeof roles)[number];
`,
    },
  },
  {
    name: "a part of a union that has a name",
    head: 'import type { Role } from "./roles";\ndeclare const role: Role;',
    jwt: 'token.role = role === "guest" ? "admin" : role;',
    files: { "roles.ts": 'export type Role = "admin" | "member" | "guest";\n' },
  },
];

describe("a type with a name that can be imported:", () => {
  testFoundTypes(named.map((one) => ({ ...one, nextAuth: "5.0.0-beta.32", files: app(one), fields: {} })));
});

describe("a type without such a name, spelled out:", () => {
  testFoundTypes(
    spelledOut.map((one) => ({
      ...one,
      nextAuth: "5.0.0-beta.32",
      files: app(one),
      fields: {},
      writes: ['role: "admin" | "member";'],
    })),
  );
});
