import { describe, expect, test } from "vitest";
import { project } from "../support/project.js";

interface Parts {
  readonly providers?: string;
  readonly jwt?: string;
  readonly session?: string;
  readonly signIn?: string;
}

const credentials = (user: string): string =>
  `Credentials({ credentials: {}, authorize: async (given) => (${user}) }),`;
const github = (more: string): string =>
  `GitHub({ clientId: "a", clientSecret: "b", profile(profile) { return { id: String(profile.id), ${more} }; } }),`;

const auth = ({
  providers = credentials('{ id: "a", seat: "b" }'),
  jwt = "if (user) token.user = user;",
  session = "session.user = token.user;",
  signIn,
}: Parts): string => `import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";
export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt" },
  providers: [
    ${providers}
  ],
  callbacks: {
    jwt: ({ token, user }) => {
      ${jwt}
      return token;
    },
    session: ({ session, token }) => {
      ${session}
      return session;
    },
${signIn === undefined ? "" : `    signIn: ({ user }) => {\n      ${signIn}\n      return true;\n    },\n`}  },
};
export { Credentials, GitHub };
`;

const reader = (expression: string): string => `import type { Session } from "next-auth";
export const read = (session: Session) => ${expression};
`;

/** The members of `User` in the file that `fix` writes. */
function membersOfUser(text: string | undefined): string[] {
  const [, body = ""] = /interface User \{\n([^}]*)\}/.exec(text ?? "") ?? [];
  return body
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

describe("a user that goes through the token into the session as a whole", () => {
  test.each<[what: string, parts: Parts, expression: string, members: readonly string[]]>([
    ["under a condition", {}, "session.user.seat", ["seat: string;"]],
    ["in an expression", { jwt: "user && (token.user = user);" }, "session.user.seat.length", ["seat: string;"]],
    [
      "under another name",
      { jwt: "if (user) token.person = user;", session: "session.user = token.person;" },
      "session.user.seat",
      ["seat: string;"],
    ],
    [
      "as a part of what is returned",
      { session: "return { ...session, user: token.user };" },
      "session.user.seat",
      ["seat: string;"],
    ],
    [
      "from a provider's profile()",
      { providers: github("handle: String(profile.login), teams: [1, 2]") },
      "session.user.handle + session.user.teams.length",
      ["handle: string;", "teams: number[];"],
    ],
    [
      "with what only one of two providers gives, which may be missing",
      { providers: credentials('{ id: "a", seat: "b" }') + github("name: profile.login") },
      "session.user.seat?.length",
      ["seat?: string;"],
    ],
    [
      "of which a reader takes a part out",
      {},
      "{\n  const { seat } = session.user;\n  return seat.length;\n}",
      ["seat: string;"],
    ],
    [
      "and to which signIn has added",
      { signIn: 'user.greeting = "hello";' },
      "session.user.seat + (session.user.greeting ?? '')",
      ["greeting?: string;", "seat: string;"],
    ],
    ["of which nobody reads more than the library declares", {}, "session.user?.name", []],
  ])("the user is declared with what its readers want of it: %s", (_, parts, expression, members) => {
    const made = project({ "auth.ts": auth(parts), "reader.ts": reader(expression) });
    const fixed = made.fixed();
    expect(membersOfUser(fixed.files["next-auth.d.ts"]).toSorted()).toEqual(members);
    expect(fixed.errors()).toEqual([]);
    expect(fixed.analysis().diagnostics).toEqual([]);
  });

  test("the user's own declaration stays as it is", () => {
    const declared = `import type { DefaultSession, User } from "next-auth";

declare module "next-auth" {
  interface User {
    seat: string;
  }
  interface Session {
    user: { seat: string } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    user: User;
  }
}
`;
    const made = project({
      "auth.ts": auth({}),
      "reader.ts": reader("session.user.seat"),
      "next-auth.d.ts": declared,
    });
    expect(made.errors()).toEqual([]);
    expect(made.analysis().diagnostics).toEqual([]);
  });

  test("each of the user's three declarations is asked for", () => {
    const made = project({ "auth.ts": auth({}), "reader.ts": reader("session.user.seat") });
    const { diagnostics } = made.analysis();
    expect(diagnostics.map(({ rule, message, fixable }) => [rule, message, fixable]).toSorted()).toEqual([
      [
        "no-undeclared-field",
        "`session.user.seat` is assigned here, but `Session` does not declare it: no reader of the session can use it.",
        true,
      ],
      ["no-undeclared-input", "`user.seat` is read here, but `User` does not declare it.", true],
      [
        "no-untyped-token",
        "`token.user` is assigned here, but `JWT` does not declare it: every read of it is `unknown`.",
        true,
      ],
    ]);
  });
});
