import { describe, expect, test } from "vitest";
import { project } from "../support/project.js";

/** What is reported of an auth file of Auth.js 5 whose session's user is made anew. */
function found(session: string, more: Readonly<Record<string, string>> = {}, nextAuth: "5" | "4" = "5"): string[] {
  const auth =
    nextAuth === "5"
      ? `import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";

export const { handlers, auth } = NextAuth({
  providers: [GitHub],
  callbacks: { session({ session, token }) { ${session} return session; } },
});
`
      : `import type { NextAuthOptions } from "next-auth";

export const options: NextAuthOptions = {
  providers: [],
  callbacks: { session({ session, token }) { ${session} return session; } },
};
`;
  const declared = `import type { DefaultSession } from "next-auth";
declare module "next-auth" { interface Session { user: { id: string; email: string } & DefaultSession["user"] } }
`;
  const made = project(
    { "auth.ts": auth, "types.d.ts": declared, ...more },
    { nextAuth: nextAuth === "5" ? "5.0.0-beta.32" : "4.24.15" },
  );
  return made.analysis().report.diagnostics.map(({ rule, line }) => `${rule}:${String(line)}`);
}

const whole = 'session.user = { id: token.sub ?? "", email: token.email ?? "", emailVerified: null };';

describe("a field that only Auth.js 5 demands of the session's user", () => {
  test.each([
    ["in a whole user", whole],
    ["beside what was there", 'session.user = { ...session.user, id: token.sub ?? "", emailVerified: null };'],
    [
      "from a row that has it",
      'const row = { id: "1", email: "a@b", emailVerified: null as Date | null }; session.user = row;',
    ],
    ["by its name", 'session.user.id = token.sub ?? ""; session.user.emailVerified = null;'],
    ["in a returned session", 'return { ...session, user: { id: "1", email: "a@b", emailVerified: null } };'],
  ])("a field %s is not reported", (_, session) => {
    expect(found(session)).toEqual([]);
  });

  test("a field that somebody reads is reported", () => {
    const page = `import { auth } from "./auth";
export const isVerified = async (): Promise<boolean> => (await auth())?.user.emailVerified !== null;
`;
    expect(found(whole, { "page.ts": page })).toEqual(["no-undeclared-field:6"]);
  });

  test("the field is reported in next-auth 4, which does not demand it", () => {
    expect(found("(session.user as any).emailVerified = null;", {}, "4")).toContain("no-undeclared-field:5");
  });
});
