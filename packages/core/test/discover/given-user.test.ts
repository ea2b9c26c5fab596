import { describe } from "vitest";
import { testFoundTypes, type FoundTypes } from "../support/found-types.js";

/** A user that a function of another file gives: its fields and their names are found there. */
const types = `export type Role = "admin" | "member";
export interface AppUser { id: string; email: string; role: Role; seats: number | null }
`;

interface Parts {
  readonly providers: string;
  readonly head?: string;
  readonly jwt?: string;
  readonly session?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const asRead = { jwt: "if (user) token.role = user.role;", session: "session.user.role = token.role;" };

function app({
  providers,
  head = "",
  jwt = asRead.jwt,
  session = asRead.session,
  files = {},
}: Parts): FoundTypes["files"] {
  return {
    "auth.ts": `import NextAuth, { type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";
${head}
const config: NextAuthConfig = {
  session: { strategy: "jwt" },
  providers: [${providers}],
  callbacks: {
    jwt({ token, user }) {
      ${jwt}
      return token;
    },
    session({ session, token }) {
      ${session}
      return session;
    },
  },
};
export const { auth, handlers } = NextAuth(config);
export type Used = [typeof Credentials, typeof GitHub];
`,
    "lib/types.ts": types,
    ...files,
  };
}

const given = "Credentials({ credentials: {}, authorize })";
const typed = 'import type { AppUser } from "./types";\n';
const ofRole = { "User.role": "Role", "JWT.role": "Role", "Session.user.role": "Role" };
const imported = ["role: Role;", 'import type { Role } from "./lib/types";'];

const found: readonly (Parts & Omit<FoundTypes, "files">)[] = [
  {
    name: "a function with a declared return type",
    providers: given,
    head: 'import { authorize } from "./lib/login";',
    files: {
      "lib/login.ts": `${typed}export async function authorize(sent: unknown): Promise<AppUser | null> { return sent ? null : null; }\n`,
    },
    fields: ofRole,
  },
  {
    name: "a default export under another name",
    providers: "Credentials({ credentials: {}, authorize: login })",
    head: 'import login from "./lib/login";',
    files: {
      "lib/login.ts": `${typed}const check = async (sent: unknown): Promise<AppUser | null> => (sent ? null : null);\nexport default check;\n`,
    },
    fields: ofRole,
  },
  {
    name: "a function that hands on what another finds, through a re-export",
    providers:
      "Credentials({ credentials: {}, authorize: async (sent) => { const found = await findUser(sent); return found; } })",
    head: 'import { findUser } from "./lib";',
    files: {
      "lib/index.ts": 'export * from "./login";\n',
      "lib/login.ts": `${typed}export async function findUser(sent: unknown): Promise<AppUser | null> { return sent ? null : null; }\n`,
    },
    fields: ofRole,
  },
  {
    name: "the whole list of providers",
    providers: "...providers",
    head: 'import { providers } from "./lib/providers";',
    files: {
      "lib/providers.ts": `import Credentials from "next-auth/providers/credentials";
${typed}declare const find: () => Promise<AppUser>;
export const providers = [Credentials({ credentials: {}, authorize: () => find() })];
`,
    },
    fields: ofRole,
  },
  {
    name: "the call of the provider, whose options stand apart",
    providers: "password",
    head: 'import password from "./lib/providers";',
    files: {
      "lib/providers.ts": `import Credentials from "next-auth/providers/credentials";
${typed}const options = { credentials: {}, authorize: async (): Promise<AppUser | null> => null };
const make = () => Credentials(options);
export default make();
`,
    },
    fields: ofRole,
  },
  {
    name: "a function with a declaration only",
    providers: "Credentials({ credentials: {}, authorize: members.login })",
    head: 'import * as members from "./lib/login";',
    files: { "lib/login.d.ts": `${typed}export declare function login(sent: unknown): Promise<AppUser | null>;\n` },
    fields: ofRole,
  },
  {
    name: "a method of an instance",
    providers: "Credentials({ credentials: {}, authorize: (sent) => members.login(sent) })",
    head: 'import { members } from "./lib/login";',
    files: {
      "lib/login.ts": `${typed}class Members { async login(sent: unknown): Promise<AppUser | null> { return sent ? null : null; } }\nexport const members = new Members();\n`,
    },
    fields: ofRole,
  },
  {
    name: "what a wrapper without a body returns",
    providers: 'Credentials({ credentials: {}, authorize: limited(async () => ({ id: "1", role: "admin" as Role })) })',
    head: 'import type { Role } from "./lib/types";\ndeclare function limited<T>(check: () => Promise<T>): () => Promise<T>;',
    fields: ofRole,
  },
  {
    name: "one of the overloads of a function",
    providers: given,
    head: 'import { authorize } from "./lib/login";',
    files: {
      "lib/login.ts": `${typed}export function authorize(sent: object): Promise<AppUser | null>;
export function authorize(sent: unknown): Promise<AppUser | null>;
export async function authorize(sent: unknown): Promise<AppUser | null> { return sent ? null : null; }
`,
    },
    fields: ofRole,
  },
  {
    name: "a user that is cast when it is returned",
    providers:
      "Credentials({ credentials: {}, authorize: async (sent) => { const row = await findUser(sent); if (!row) return null; return row as any; } })",
    head: 'import { findUser } from "./lib/login";',
    files: {
      "lib/login.ts": `${typed}export const findUser = async (sent: unknown): Promise<AppUser | null> => (sent ? null : null);\n`,
    },
    fields: ofRole,
  },
  {
    name: "a function with the library's user as its type, which returns more",
    providers: given,
    head: 'import { authorize } from "./lib/login";',
    files: {
      "lib/login.ts": `import type { User } from "next-auth";
${typed}declare function find(): Promise<AppUser | undefined>;
export async function authorize(): Promise<User | null> {
  const row = await find();
  return row ?? null;
}
`,
    },
    fields: ofRole,
  },
  {
    name: "a user that is spread into the token",
    providers: given,
    head: 'import { authorize } from "./lib/login";',
    jwt: "return { ...token, ...user };",
    files: { "lib/login.ts": `${typed}export const authorize = (): AppUser | null => null;\n` },
    session: "session.user.role = token.role;\n      session.user.seats = token.seats;",
    fields: { "JWT.role": "Role", "Session.user.role": "Role", "Session.user.seats": "number | null" },
  },
  {
    name: "a user that is spread into the token, beside another provider's without the role",
    providers: `${given}, GitHub({ profile: (profile) => ({ id: String(profile.id), name: profile.name }) })`,
    head: 'import { authorize } from "./lib/login";',
    jwt: "return { ...token, ...user };",
    files: { "lib/login.ts": `${typed}export const authorize = (): AppUser | null => null;\n` },
    fields: { "JWT.role": "Role?", "Session.user.role": "Role | undefined" },
    writes: ["role?: Role;"],
  },
  {
    name: "a user that is kept whole in the token",
    providers: given,
    head: 'import { authorize } from "./lib/login";',
    jwt: "if (user) token.user = user;",
    session: "session.user.role = token.user.role;",
    files: { "lib/login.ts": `${typed}export const authorize = (): AppUser | null => null;\n` },
    fields: { "User.role": "Role", "Session.user.role": "Role" },
  },
  {
    name: "a fetched user that is given a type",
    providers:
      "Credentials({ credentials: {}, async authorize() { const answer = await load(); const user: AppUser = await answer.json(); return user; } })",
    head: 'import type { AppUser } from "./lib/types";\ndeclare function load(): Promise<{ json(): Promise<any> }>;',
    fields: ofRole,
  },
];

describe("a user from another file:", () => {
  testFoundTypes(found.map((one) => ({ writes: imported, ...one, nextAuth: "5.0.0-beta.32", files: app(one) })));
});

describe("a user about whom no type says anything:", () => {
  const left = ["Property 'role' does not exist"];
  testFoundTypes(
    [
      { name: "an untyped function", head: "declare const authorize: any;" },
      { name: "a function that returns anything", head: "declare function authorize(): Promise<any>;" },
      {
        name: "a function that returns the library's user",
        head: 'import type { User } from "next-auth";\ndeclare function authorize(): Promise<User | null>;',
      },
      {
        name: "a fetched user without a type",
        head: "declare function load(): Promise<any>;\nconst authorize = async () => await load();",
      },
      {
        name: "a user of a type that does not resolve",
        head: 'import type { Row } from "./nowhere";\ndeclare function authorize(): Promise<Row>;',
      },
    ].map((one) => ({
      ...one,
      nextAuth: "5.0.0-beta.32" as const,
      files: app({ providers: given, head: one.head }),
      fields: {},
      left: [...left, "Cannot find module './nowhere'"],
      writesNot: ["role"],
    })),
  );
});
