import { describe, expect, test } from "vitest";
import { project, type Project } from "../support/project.js";

const block = `declare module "next-auth" {
  interface Session extends DefaultSession {
    user: {} & DefaultSession["user"];
  }
}
`;

/** An app of Auth.js 5 whose session callback returns a new session, so that only its readers learn what the library's types say. */
function made(user: string, reads: string, head = ""): Project {
  return project(
    {
      "config.ts": `import type { DefaultSession, NextAuthConfig } from "next-auth";
${head}
export const config = {
  providers: [],
  callbacks: {
    session: ({ session, token }) => ({ ...session, user: { ...session.user, ${user} } }),
  },
} satisfies NextAuthConfig;
export type { DefaultSession };
`,
      "auth.ts":
        'import NextAuth from "next-auth";\nimport { config } from "./config";\nexport const { auth } = NextAuth(config);\n',
      "token.ts": 'export type { JWT } from "next-auth/jwt";\n',
      "reader.ts": `import type { Session } from "next-auth";
import { auth } from "./auth";
export async function read(): Promise<string> {
  const session = await auth();
  if (!session?.user) throw new Error("Sign in first.");
  ${reads}
}
export type { Session };
`,
    },
    { nextAuth: "5.0.0-beta.32" },
  );
}

describe("a field that the library always fills in the token and the callback hands to the session", () => {
  test.each([
    ["is handed on", "id: token.sub", "return session.user.id;", ""],
    ["is taken out of the user", "id: token.sub", "const { id } = session.user;\n  return id;", ""],
    [
      "is a part of what a reader makes",
      "id: token.sub",
      "const post: { by: string } = { by: session.user.id };\n  return post.by;",
      "",
    ],
    ["has a method called", "id: token.sub", "return session.user.id.slice(1);", ""],
    [
      "is read by a function of its own",
      "id: token.sub",
      "const of = (given: Session): string => given.user?.id.slice(1) ?? '';\n  return of(session);",
      "",
    ],
    ["stands beside an augmentation without it", "id: token.sub", "return session.user.id;", block],
  ])("the field is declared as required if its reader needs it: it %s", (_, user, reads, head) => {
    const given = made(user, reads, head);
    expect(given.errors().map(({ file }) => file)).toEqual(["reader.ts"]);
    expect(given.analysis().diagnostics.map(({ rule, message, fixable }) => [rule, message, fixable])).toEqual([
      [
        "no-undeclared-field",
        "`session.user.id` is always assigned here, but `Session` declares it as optional: what relies on it does not compile.",
        true,
      ],
      // Without it nobody could say that the session's is there.
      [
        "no-untyped-token",
        "`token.sub` is always there, but `JWT` declares it as optional: what relies on it does not compile.",
        true,
      ],
    ]);
    const fixed = given.fixed();
    expect(fixed.errors()).toEqual([]);
    expect(fixed.analysis().diagnostics).toEqual([]);
  });

  test.each([
    ["whose reader asks whether it is there", "id: token.sub", 'return session.user.id ?? "";'],
    ["that nobody reads", "id: token.sub", 'return "";'],
    ["that the token may lack", "email: token.email", "return session.user.email;"],
    ["that is left out on some path", "...(token.name ? { id: token.sub } : {})", "return session.user.id;"],
  ])("the field is left alone: it is one %s", (_, user, reads) => {
    expect(made(user, reads).analysis().diagnostics).toEqual([]);
  });
});
