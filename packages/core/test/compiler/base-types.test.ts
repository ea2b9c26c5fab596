import { describe, expect, test } from "vitest";
import { types } from "../support/augmentation.js";
import type { AuthParts } from "../support/auth-file.js";
import { checkMarked } from "../support/marked-project.js";

const withRole = 'CredentialsProvider({ name: "P", credentials: {}, authorize: () => ({ id: "1", role: "admin" }) })';
const readsUser: AuthParts = {
  providers: [withRole],
  jwt: "jwt({ token, user }) {\n      if (user) token.id = ⟦no-undeclared-input⟧user.role;\n      return token;\n    }",
};
const writesToken: AuthParts = {
  jwt: 'jwt({ token }) {\n      ⟦no-untyped-token⟧token.plan = "pro";\n      return token;\n    }',
};
const writesSession: AuthParts = {
  session: 'session({ session }) {\n      ⟦no-undeclared-field⟧session.plan = "pro";\n      return session;\n    }',
};
const token = 'declare module "next-auth/jwt" {\n  interface JWT {\n    id?: string;\n  }\n}\n';

/** An augmentation of one interface, which extends the bases. */
function extending(name: "Session" | "User" | "JWT", bases: string, head: string): string {
  const module = name === "JWT" ? "next-auth/jwt" : "next-auth";
  const other = name === "JWT" ? "" : `\n${token}`;
  return `${head}\n\ndeclare module "${module}" {\n  interface ${name} extends ${bases} {}\n}\n${other}`;
}

/** The same callbacks, of which nothing is found. */
function unmarkedParts(auth: AuthParts): AuthParts {
  return Object.fromEntries(
    Object.entries(auth).map(([part, text]) => [
      part,
      typeof text === "string" ? text.replaceAll(/⟦[^⟧]*⟧/g, "") : text,
    ]),
  );
}

describe("a base of the library's own that says nothing new:", () => {
  test.each<[string, AuthParts, string]>([
    [
      "imported from a module that does not export it",
      readsUser,
      extending("User", "DefaultUser", 'import { DefaultUser } from "next-auth/next";'),
    ],
    ["not imported", readsUser, extending("User", "DefaultUser", "export {};")],
    [
      "imported by another name",
      readsUser,
      extending("User", "Base", 'import type { DefaultUser as Base } from "next-auth/next";'),
    ],
    ["of the token", writesToken, extending("JWT", "DefaultJWT", 'import type { DefaultJWT } from "next-auth";')],
    ["of the session", writesSession, extending("Session", "DefaultSession", "export {};")],
    [
      "beside a base of the project's own",
      writesToken,
      extending(
        "JWT",
        "DefaultJWT, Row",
        'import type { DefaultJWT } from "next-auth";\n\ninterface Row {\n  id?: string;\n}',
      ),
    ],
  ])("%s", (name, auth, text) => {
    const made = checkMarked({ auth, files: { [types]: text } });
    expect(made.analysis().problems).toEqual([]);
  });
});

describe("a base that does not resolve and may declare anything:", () => {
  const missing =
    '"./gone" cannot be found, or lacks what is imported from it: nothing is said of what rests on its types. Install or generate it, and run again.';
  const nowhere = (name: string): string =>
    `\`${name}\` cannot be found: nothing is said of what rests on it. Declare or import it, and run again.`;
  const own = { "own.ts": "// eslint-disable-next-line\nexport type DefaultUser = any;\n" };
  test.each<[string, AuthParts, string, string[], Record<string, string>?]>([
    ["a name that is nobody's", readsUser, extending("User", "DefaultUsers", "export {};"), [nowhere("DefaultUsers")]],
    [
      "what is imported beside the library's base",
      readsUser,
      extending(
        "User",
        "DefaultUser, Gone",
        'import type { DefaultUser } from "next-auth";\nimport type { Gone } from "./gone";',
      ),
      [missing],
    ],
    [
      "an `any` of the project's own, by the name of the library's base",
      readsUser,
      extending("User", "DefaultUser", 'import type { DefaultUser } from "../own";'),
      [],
      own,
    ],
    [
      "the library's base of another interface",
      writesSession,
      extending("Session", "DefaultUser", "export {};"),
      [nowhere("DefaultUser")],
    ],
    [
      "a member of a namespace that cannot be found, by the name of the library's base",
      readsUser,
      extending("User", "gone.DefaultUser", 'import type * as gone from "./gone";'),
      [missing],
    ],
    [
      "a member of a namespace that nobody declares",
      readsUser,
      extending("User", "nobodys.types.DefaultUser", "export {};"),
      [nowhere("nobodys")],
    ],
  ])("%s", (name, auth, text, problems, files = {}) => {
    const made = checkMarked({ auth: unmarkedParts(auth), files: { [types]: text, ...files } });
    expect(made.analysis().problems.map(({ message }) => message)).toEqual(problems);
  });
});
