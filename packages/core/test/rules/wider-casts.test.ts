import { describe, expect, test } from "vitest";
import { project, type Project } from "../support/project.js";

const nextAuth5 = "5.0.0-beta.32";

interface Parts {
  readonly session?: string;
  readonly jwt?: string;
  /** Declarations beside the callbacks. */
  readonly head?: string;
  readonly nextAuth?: "4.24.15" | typeof nextAuth5;
  readonly user?: string;
  readonly token?: string;
}

const fromRoleOf = "jwt({ token }) { token.role = roleOf(token.sub); return token; }";

/** A project that declares `role` as `Role` wherever it is read, beside callbacks that pass it on. */
function given(parts: Parts): Project {
  const {
    session,
    jwt = fromRoleOf,
    head = "",
    nextAuth = "4.24.15",
    user = "role: Role",
    token = "role: Role",
  } = parts;
  const config = nextAuth === "4.24.15" ? "NextAuthOptions" : "NextAuthConfig";
  const auth = `import type { JWT } from "next-auth/jwt";
import type { ${config}, Session } from "next-auth";
import { roleOf, teamOf, rolesOf, flag, Level, Grade, type Role, type Team } from "./roles";

${head}
export const config: ${config} = {
  providers: [],
  callbacks: {
    ${jwt},
    ${session === undefined ? "" : `session({ session, token }) { ${session} },`}
  },
};

export type Used = [JWT, Session, Role, Team];
export const used: unknown = [roleOf, teamOf, rolesOf, flag, Level, Grade];
`;
  const roles = `export type Role = "reader" | "writer";
export enum Level { Low = 1, High = 2 }
export enum Grade { A = "a", B = "b" }
export interface Team { name: Role }
export declare const flag: boolean;
export declare function roleOf(id: unknown): Role;
export declare function rolesOf(id: unknown): Role[];
export declare function teamOf(id: unknown): Team;
`;
  const types = `import type { DefaultSession } from "next-auth";
import "next-auth/jwt";
import type { Grade, Level, Role, Team } from "./roles";

declare module "next-auth" {
  interface Session {
    user: { ${user} } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    ${token};
  }
}

export type Used = [Grade, Level, Role, Team];
`;
  return project({ "auth.ts": auth, "roles.ts": roles, "types.d.ts": types }, { nextAuth });
}

function mismatches(made: Project): string[] {
  const { diagnostics } = made.analysis();
  return diagnostics.filter(({ rule }) => rule === "no-mismatched-field").map(({ message }) => message);
}

const assign = (value: string): string => `(session.user as any).role = ${value}; return session;`;

interface Case extends Parts {
  readonly name: string;
}

const fits: readonly Case[] = [
  { name: "a cast to string", session: assign("token.role as string") },
  {
    name: "a cast to string, put into a user that is cast too",
    session: "(session.user as { role: string }).role = token.role as string; return session;",
  },
  { name: "a cast in angle brackets", session: assign("<string>token.role") },
  { name: "a cast by way of unknown", session: assign("token.role as unknown as string") },
  { name: "a cast to a union that holds it", session: assign("token.role as Role | null") },
  { name: "a cast to unknown", session: assign("token.role as unknown") },
  { name: "a cast inside another wrapper", session: assign("((token.role as string)!)") },
  { name: "a variable that holds the cast value", session: `const role = token.role as string; ${assign("role")}` },
  { name: "a variable of a wider type", session: `const role: string = token.role; ${assign("role")}` },
  { name: "a cast of the token", session: assign("(token as { role: string }).role") },
  { name: "a token that is any, and what it holds a string", session: assign("(token as any).role as string") },
  {
    name: "a variable that holds a cast token",
    session: `const wide = token as { role: string }; ${assign("wide.role")}`,
  },
  {
    name: "a pattern that reads a cast token",
    session: `const { role } = token as { role: string }; ${assign("role")}`,
  },
  { name: "a member by its text", session: assign('(token as Record<"role", string>)["role"]') },
  {
    name: "a helper that casts",
    head: "const textOf = (token: JWT) => token.role as string;",
    session: assign("textOf(token)"),
  },
  {
    name: "a helper that says it returns a string",
    head: "function textOf(token: JWT): string { return token.role; }",
    session: assign("textOf(token)"),
  },
  { name: "a choice of which one side is cast", session: assign('flag ? (token.role as string) : "reader"') },
  { name: "a fallback behind a cast", session: assign('(token.role as string) ?? "reader"'), token: "role?: Role" },
  { name: "a cast that also says that it is there", session: assign("token.role as string"), token: "role?: Role" },
  { name: "satisfies, which is no cast", session: assign("token.role satisfies string") },
  {
    name: "a string of an enum",
    jwt: "jwt({ token }) { token.grade = Grade.A as Grade; return token; }",
    session: "(session.user as any).grade = token.grade as string; return session;",
    user: "grade: Grade",
    token: "grade: Grade",
  },
  {
    name: "a number of an enum",
    jwt: "jwt({ token }) { token.level = Level.Low as Level; return token; }",
    session: "(session.user as any).level = token.level as number; return session;",
    user: "level: Level",
    token: "level: Level",
  },
  {
    name: "a list",
    jwt: "jwt({ token }) { token.roles = rolesOf(token.sub); return token; }",
    session: "(session.user as any).roles = token.roles as string[]; return session;",
    user: "roles: Role[]",
    token: "roles: Role[]",
  },
  {
    name: "an object",
    jwt: "jwt({ token }) { token.team = teamOf(token.sub); return token; }",
    session: "(session.user as any).team = token.team as { name: string }; return session;",
    user: "team: Team",
    token: "team: Team",
  },
  {
    name: "a session that is returned as a literal",
    session: "return { ...session, user: { ...session.user, role: token.role as string } };",
  },
  {
    name: "a literal that is cast as a whole",
    session: "return { ...session, user: { ...session.user, role: token.role } as { role: string } };",
  },
  {
    name: "a spread of a cast token",
    session: "return { ...session, user: { ...session.user, ...(token as { role: string }) } };",
  },
  {
    name: "a spread of a cast row",
    head: "declare const row: { role: Role };",
    session: "return { ...session, user: { ...session.user, ...(row as { role: string }) } };",
  },
  {
    name: "a spread of a constant of a wider type",
    head: "declare const row: { role: Role };",
    session: "const wide: { role: string } = row; return { ...session, user: { ...session.user, ...wide } };",
  },
  {
    name: "a cast row that Object.assign puts into the user",
    head: "declare const row: { role: Role };",
    session: "Object.assign(session.user, row as { role: string }); return session;",
  },
  {
    name: "a literal that holds a cast value",
    session: "(session.user as any).team = { name: token.role as string }; return session;",
    user: "team: Team",
  },
  {
    name: "a literal that holds a cast value under a quoted name",
    session: '(session.user as any).team = { "name": token.role as string }; return session;',
    user: "team: Team",
  },
  {
    name: "a token that is written through a cast, from a helper's value",
    jwt: "jwt({ token }) { (token as { role: string }).role = roleOf(token.sub) as string; return token; }",
    session: "session.user.role = token.role; return session;",
  },
  {
    name: "the callbacks of Auth.js 5",
    nextAuth: nextAuth5,
    session: "(session.user as { role: string }).role = token.role as string; return session;",
  },
];

/** The user's role is declared as optional, as a library demands that not everybody has one. */
const ofUser: readonly (Case & { readonly head: string })[] = [
  {
    name: "a user that is cast to one that has it",
    jwt: "jwt({ token, user }) { if (user) (token as any).role = (user as { role: string }).role; return token; }",
  },
  {
    name: "the same, put into the token as it is",
    jwt: "jwt({ token, user }) { if (user) token.role = (user as { role: string }).role; return token; }",
  },
  {
    name: "a constant that holds the cast user",
    jwt: "jwt({ token, user }) { const member = user as unknown as { role: string }; if (user) (token as any).role = member.role; return token; }",
  },
  {
    name: "a pattern that takes the cast user apart",
    jwt: "jwt({ token, user }) { const { role } = user as { role: string }; if (user) (token as any).role = role; return token; }",
  },
  {
    name: "a user of another type that is cast on",
    jwt: 'jwt({ token, user }) { if (user) (token as any).role = (user as { role: string }).role as "reader" | "writer"; return token; }',
  },
].map((one) => ({ ...one, head: 'declare module "next-auth" { interface User { role?: Role } }' }));

const differs: readonly (Case & { readonly message: string })[] = [
  {
    name: "a value that is converted to a string",
    session: assign("String(token.role)"),
    message: "`session.user.role` is declared as `Role`, but the callbacks assign `string`.",
  },
  {
    name: "a cast of what is a string already",
    session: assign("token.sub as string"),
    message: "`session.user.role` is declared as `Role`, but the callbacks assign `string`.",
  },
  {
    name: "a cast of a value of unknown type",
    session: assign('JSON.parse("1") as string'),
    message: "`session.user.role` is declared as `Role`, but the callbacks assign `string`.",
  },
  {
    name: "a cast to another type",
    session: assign("token.role as unknown as number"),
    message: "`session.user.role` is declared as `Role`, but the callbacks assign `number`.",
  },
  {
    name: "a cast to a part that is not the declared one",
    session: assign('token.role as "reader"'),
    user: 'role: "writer"',
    message: '`session.user.role` is declared as `"writer"`, but the callbacks assign `"reader"`.',
  },
  {
    name: "a helper that makes a string",
    head: "const textOf = (token: JWT) => token.role.toUpperCase();",
    session: assign("textOf(token)"),
    message: "`session.user.role` is declared as `Role`, but the callbacks assign `string`.",
  },
  {
    name: "a helper of which one return is another string",
    head: 'function textOf(token: JWT): string { if (flag) return token.sub ?? ""; return token.role; }',
    session: assign("textOf(token)"),
    message: "`session.user.role` is declared as `Role`, but the callbacks assign `string`.",
  },
  {
    name: "a spread of a row with a string",
    head: "declare const row: { role: string };",
    session: "return { ...session, user: { ...session.user, ...row } };",
    message: "`session.user.role` is declared as `Role`, but the callbacks assign `string`.",
  },
  {
    name: "a row with a string that Object.assign puts into the user",
    head: "declare const row: { role: string };",
    session: "Object.assign(session.user, row as { role: string }); return session;",
    message: "`session.user.role` is declared as `Role`, but the callbacks assign `string`.",
  },
  {
    name: "a literal with a cast value, and a spread that replaces it",
    head: "declare const other: { name: string };",
    session: "(session.user as any).team = { name: token.role as string, ...other }; return session;",
    user: "team: Team",
    message: "`session.user.team` is declared as `Team`, but the callbacks assign `{ name: string; }`.",
  },
  {
    name: "a variable that is assigned something else afterwards",
    session: `let role: string = token.role; if (flag) role = token.sub ?? ""; ${assign("role")}`,
    message: "`session.user.role` is declared as `Role`, but the callbacks assign `string`.",
  },
];

describe("a cast that widens", () => {
  test.each(fits)("it proves nothing against a declared type that the value fits: $name", (parts) => {
    const made = given(parts);
    expect(mismatches(made)).toEqual([]);
    expect(made.fixed().files["types.d.ts"]).toBe(made.files["types.d.ts"]);
    expect(made.fixed().errors()).toEqual(made.errors());
  });

  test.each(["4.24.15", nextAuth5] as const)(
    "it proves nothing against the token's type either, next-auth %s",
    (nextAuth) => {
      for (const parts of ofUser) {
        const made = given({ ...parts, nextAuth, session: "session.user.role = token.role; return session;" });
        expect(mismatches(made), parts.name).toEqual([]);
        expect(made.fixed().files["types.d.ts"], parts.name).toBe(made.files["types.d.ts"]);
        expect(made.fixed().errors(), parts.name).toEqual(made.errors());
      }
    },
  );

  test.each(differs)("it does not hide a value that differs: $name", ({ message, ...parts }) => {
    expect(mismatches(given(parts))).toEqual([message]);
  });

  test("it adds nothing to a type that other writes have made wrong", () => {
    const made = given({ session: `if (flag) { ${assign("token.role as string")} } ${assign("3")}` });
    expect(mismatches(made)).toHaveLength(1);
    expect(made.fixed().files["types.d.ts"]).toMatch(/user: \{ role: (?:Role \| number|number \| Role) \}/);
  });

  test("it goes if it alone keeps the value from its declared type", () => {
    const made = given({ session: "session.user.role = token.role as string; return session;" });
    expect(made.errors()).toHaveLength(1);
    expect(made.analysis().diagnostics.map(({ rule }) => rule)).toEqual(["no-callback-cast"]);
    expect(made.fixed().files["auth.ts"]).toContain("session.user.role = token.role; return session;");
    expect(made.fixed().errors()).toEqual([]);
  });
});
