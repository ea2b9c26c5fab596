import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { authFile, helpers } from "../support/auth-file.js";
import type { InferenceCase } from "../support/inference.js";
import { unmarked } from "../support/marked.js";
import type { ProjectOptions } from "../support/project.js";

/** A small app whose declarations are right: what they say follows from its code, and was written by hand. */
export interface RightApp {
  readonly name: string;
  /** The release of next-auth, and whatever else the compiler is told. */
  readonly options?: ProjectOptions;
  readonly files: Readonly<Record<string, string>>;
  /** The members that are right, where not all are. */
  readonly members?: readonly string[];
}

/** The options of next-auth 4 around callbacks and providers, as an app writes them. */
export function options4(head: string, body: string): string {
  return `import type { NextAuthOptions } from "next-auth";
${head}
export const authOptions: NextAuthOptions = {
${body}
};
`;
}

/** The config of Auth.js 5 in the same way. */
export function config5(head: string, body: string): string {
  return `import NextAuth from "next-auth";
${head}
export const { handlers, auth, signIn, signOut } = NextAuth({
${body}
});
`;
}

/** A provider whose users are what `authorize` makes of `row`. */
export function credentialsOf(user: string, before = ""): string {
  return `  providers: [
    CredentialsProvider({
      name: "Password",
      credentials: { email: { type: "email" }, password: { type: "password" } },
      async authorize(credentials) {
        ${before}
        return ${user};
      },
    }),
  ],`;
}

export const credentials4 = 'import CredentialsProvider from "next-auth/providers/credentials";';
export const credentials5 = 'import CredentialsProvider from "next-auth/providers/credentials";';
export const v5: ProjectOptions = { nextAuth: "5.0.0-beta.32" };

/** The usual pair of callbacks: what sign-in gives goes into the token, and from there into the session's user. */
export function carried(...names: readonly string[]): string {
  return `  callbacks: {
    async jwt({ token, user }) {
      if (user) {
${names.map((name) => `        token.${name} = user.${name};`).join("\n")}
      }
      return token;
    },
    async session({ session, token }) {
      if (session.user) {
${names.map((name) => `        session.user.${name} = token.${name};`).join("\n")}
      }
      return session;
    },
  },`;
}

interface Declared {
  /** Whole imports. */
  readonly head?: string;
  readonly session?: string;
  /** Members beside the library's own. */
  readonly user?: string;
  readonly signedIn?: string;
  readonly token?: string;
}

/** A declaration file in the form of the documentation. */
export function declared({ head = "", session = "", user, signedIn, token }: Declared): string {
  const inSession = `${session}${user === undefined ? "" : ` user: { ${user} } & DefaultSession["user"];`}`;
  return `import type { DefaultSession } from "next-auth";
import "next-auth/jwt";
${head}
declare module "next-auth" {
${inSession === "" ? "" : `  interface Session { ${inSession} }\n`}${signedIn === undefined ? "" : `  interface User { ${signedIn} }\n`}}
${token === undefined ? "" : `declare module "next-auth/jwt" {\n  interface JWT { ${token} }\n}\n`}`;
}

/** The types and functions that the apps import from `models.ts`. */
export const models = `export type Role = "admin" | "editor" | "reader";
export enum Tier { Free = "free", Pro = "pro" }
export interface Permission { action: string; scope: "own" | "all" }
export interface Team { id: string; role: Role; seats?: number }
export interface Account {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  tier: Tier;
  companyId: number | null;
  permissions: Permission[];
  teams: Team[];
  isActive: boolean;
  bio?: string | null;
}
export declare function findAccount(email: string | undefined): Promise<Account | null>;
export declare function accountById(id: string): Promise<Account>;
export declare function maybeById(id: string): Promise<Account | null>;
`;

/** The row of the database that a sign-in stands for. */
export const row = `const row = await findAccount(credentials?.email);
        if (!row) return null;`;

/** The same in Auth.js 5, where credentials are not typed. */
export const row5 = `const row = await findAccount(String(credentials.email));
        if (!row) return null;`;

/** A pattern row's project, where it declares what its callbacks are seen to assign. */
export function appOfRow(row: string, one: InferenceCase): RightApp | undefined {
  const marked = Object.entries({ "auth.ts": one.auth ?? authFile(one), "helpers.ts": helpers, ...one.files });
  const files = Object.fromEntries(marked.map(([name, text]) => [name, unmarked(text).text]));
  const declaring = Object.values(files).filter((text) => text.includes("declare module"));
  // What a row reports is not right; and of what no write is seen of, nobody knows whether it is.
  if (marked.some(([, text]) => /⟦no-(?:mismatched|maybe-missing|unassigned)-field/.test(text))) return undefined;
  const members = (one.silent ?? []).filter((name) =>
    declaring.some((text) => new RegExp(`\\b${name.slice(2)}\\??:`).test(text)),
  );
  return members.length === 0 ? undefined : { name: `${row}: ${one.name}`, files, members: members.map(longName) };
}

/** `U.id` → `Session.user.id` */
function longName(name: string): string {
  return name.replace("U.", "Session.user.").replace("S.", "Session.").replace("T.", "JWT.");
}

/** Fixtures of this folder, by name. */
export function appsIn(folder: string, names: readonly string[]): RightApp[] {
  return names.map((name) => {
    const files = filesIn(path.join(folder, name));
    const { env } = JSON.parse(files["expect.json"] ?? "{}") as { env?: string };
    return { name, files, options: { nextAuth: env === "v5" ? "5.0.0-beta.32" : "4.24.15" } };
  });
}

/** The texts of a folder's files, by their names in it. */
function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file).replaceAll("\\", "/"), readFileSync(file, "utf8")];
    }),
  );
}
