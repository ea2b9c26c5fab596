import { describe, expect, test } from "vitest";
import { project, type Project } from "../support/project.js";

interface Parts {
  readonly nextAuth: "4.24.15" | "5.0.0-beta.32";
  readonly jwt?: string;
  readonly session?: string;
  readonly providers?: string;
  readonly options?: string;
  readonly declared: string;
}

/** Callbacks beside declarations of what they assign, while nobody says what is read of an input. */
function given({ nextAuth, jwt, session, providers = "", options = "", declared }: Parts): Project {
  const config = nextAuth === "4.24.15" ? "NextAuthOptions" : "NextAuthConfig";
  const auth = `import type { ${config} } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";
import { adapter, authorize } from "./lib";

export const config: ${config} = {
  providers: [${providers}],
  ${options}
  callbacks: {
    ${jwt === undefined ? "" : `jwt({ token, user, account, profile }) { ${jwt} return token; },`}
    ${session === undefined ? "" : `session({ session, token, user }) { ${session} return session; },`}
  },
};

export const used: unknown = [Credentials, GitHub, adapter, authorize];
`;
  const lib = `import type { Adapter } from "next-auth/adapters";
export declare const adapter: Adapter;
export declare function authorize(credentials: unknown): any;
`;
  const types = `import type { DefaultSession } from "next-auth";
import "next-auth/jwt";

export type Role = "admin" | "reader";

${declared}
`;
  return project({ "auth.ts": auth, "lib.ts": lib, "types.d.ts": types }, { nextAuth });
}

const user = (members: string): string =>
  `declare module "next-auth" { interface Session { user: { ${members} } & DefaultSession["user"] } }`;
const token = (members: string): string => `declare module "next-auth/jwt" { interface JWT { ${members} } }`;
const authorized = "Credentials({ credentials: {}, authorize: (credentials) => authorize(credentials) })";

/** The members that the fix has added. */
function added(made: Project): string[] {
  const old = new Set((made.files["types.d.ts"] ?? "").split("\n"));
  const now = (made.fixed().files["types.d.ts"] ?? "").split("\n").filter((line) => !old.has(line));
  return now.map((line) => line.trim()).filter((line) => /^\w+\??: /.test(line));
}

interface Case extends Parts {
  readonly name: string;
  readonly members: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: "a claim of the account that the token declares",
    nextAuth: "4.24.15",
    jwt: "if (account) token.sessionToken = account.session_token;",
    providers: 'GitHub({ clientId: "", clientSecret: "" })',
    declared: token("sessionToken?: string"),
    members: ["session_token?: string;"],
  },
  {
    name: "a column of a table without types, that the session declares",
    nextAuth: "5.0.0-beta.32",
    session: "session.user.address = user.address;",
    providers: "GitHub",
    options: "adapter,",
    declared: user("address: string"),
    members: ["address: string;"],
  },
  {
    name: "a value that passes through a token without declarations",
    nextAuth: "5.0.0-beta.32",
    jwt: "if (user) token.role = user.role;",
    session: "session.user.role = token.role;",
    providers: authorized,
    declared: user("role: Role"),
    members: ["role: Role;", "role: Role;"],
  },
  {
    name: "a value that is cast to the declared type",
    nextAuth: "4.24.15",
    jwt: "if (user) token.role = user.role as Role;",
    providers: authorized,
    declared: `${token("role: Role")}\ndeclare global { type Role = import("./types").Role }`,
    members: ["role: Role;"],
  },
  {
    name: "a claim of the profile, whose interface has an index signature",
    nextAuth: "5.0.0-beta.32",
    jwt: "if (profile) token.groups = profile.groups;",
    providers: "GitHub",
    declared: token("groups?: string[]"),
    members: ["groups?: string[];"],
  },
  {
    name: "a value that is optional where it goes",
    nextAuth: "4.24.15",
    jwt: "if (user) token.plan = user.plan;",
    providers: authorized,
    declared: token('plan?: "free" | "team"'),
    members: ['plan?: "free" | "team";'],
  },
];

describe("an input whose type no provider gives", () => {
  test.each(cases)("the input takes the type of the field it goes into: $name", ({ members, ...parts }) => {
    const made = given(parts);
    expect(added(made)).toEqual(members);
    expect(made.errors()).not.toEqual([]);
    expect(made.fixed().errors()).toEqual([]);
  });

  test("the input is left to its author if two fields disagree", () => {
    const made = given({
      nextAuth: "4.24.15",
      jwt: "if (user) { token.level = user.level; token.rank = user.level; }",
      providers: authorized,
      declared: token("level: string; rank: number"),
    });
    expect(added(made)).toEqual([]);
    expect(made.analysis().report.diagnostics.map(({ rule }) => rule)).toEqual(["no-undeclared-input"]);
  });

  test("the input is left to its author if it is converted on the way", () => {
    const made = given({
      nextAuth: "4.24.15",
      jwt: "if (user) token.level = Number(user.level);",
      providers: authorized,
      declared: token("level: number"),
    });
    expect(added(made)).toEqual([]);
    expect(made.analysis().report.diagnostics.map(({ rule }) => rule)).toEqual(["no-undeclared-input"]);
  });

  test("the input takes the provider's type if the provider gives one", () => {
    const made = given({
      nextAuth: "4.24.15",
      jwt: "if (user) token.plan = user.plan;",
      providers: 'Credentials({ credentials: {}, authorize: () => ({ id: "1", plan: "free" as "free" | "team" }) })',
      declared: token("plan: string"),
    });
    expect(added(made)).toEqual(['plan: "free" | "team";']);
  });
});
