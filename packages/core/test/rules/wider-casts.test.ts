import { describe, expect, test } from "vitest";
import { authFile, helpers, type AuthParts } from "../support/auth-file.js";
import { augmentation } from "../support/augmentation.js";
import { project } from "../support/project.js";

interface App {
  readonly name: string;
  readonly auth: AuthParts;
  readonly files: Readonly<Record<string, string>>;
}

const types = "types/next-auth.d.ts";
const role = 'role: "reader" | "writer"';
const session = (body: string): string => `session({ session, token }) {
      ${body}
      return session;
    }`;
const withUser = (text: string): string =>
  `${text}\ndeclare module "next-auth" {\n  interface User {\n    ${role.replace(":", "?:")};\n  }\n}\n`;
const jwt = (value: string): string => `jwt({ token, user }) { if (user) token.role = ${value}; return token; }`;

/** `User.role` and `JWT.role` are declared as a union of literals; the casts say `string`. */
const silent: readonly App[] = [
  {
    name: "of the value, behind a cast of the session's user",
    auth: { jwt: jwt('"reader"'), session: session("(session.user as { role: string }).role = token.role as string;") },
    files: { [types]: augmentation({ user: [role], token: [role] }) },
  },
  {
    name: "of the value, in parentheses",
    auth: {
      jwt: jwt('"reader"'),
      session: session("(session.user as { role: string }).role = (token.role as string);"),
    },
    files: { [types]: augmentation({ user: [role], token: [role] }) },
  },
  {
    name: "of the token",
    auth: {
      jwt: jwt('"reader"'),
      session: session("(session.user as { role: string }).role = (token as { role: string }).role;"),
    },
    files: { [types]: augmentation({ user: [role], token: [role] }) },
  },
  {
    name: "of the user, whose field may be missing",
    auth: { jwt: jwt('(user as { role: string }).role as "reader" | "writer"') },
    files: { [types]: withUser(augmentation({ token: [role] })) },
  },
  {
    name: "of the user, in a callback whose token is any",
    auth: {
      jwt: "jwt({ token, user }) { if (user) (token as any).role = (user as { role: string }).role; return token; }",
    },
    files: { [types]: withUser(augmentation({ token: [role] })) },
  },
];

const told: readonly App[] = [
  {
    name: "a cast that says that something may be missing",
    auth: { session: session("(session.user as { role?: string | null }).role = token.name as string | null;") },
    files: { [types]: augmentation({ user: ["role: string"] }) },
  },
];

/** What is reported, but for casts that are not needed: of those other tests speak. */
function rulesBesideCasts({ auth, files }: App): string[] {
  const { report } = project({ "auth.ts": authFile(auth), "helpers.ts": helpers, ...files }).analysis();
  return report.diagnostics.map(({ rule }) => rule).filter((rule) => rule !== "no-callback-cast");
}

describe("a cast to a wider type", () => {
  for (const one of silent) {
    test(`is not held against what is declared: ${one.name}`, () => {
      expect(rulesBesideCasts(one)).toEqual([]);
    });
  }
  for (const one of told) {
    test(`is: ${one.name}`, () => {
      expect(rulesBesideCasts(one)).toEqual(["no-mismatched-field"]);
    });
  }
});
