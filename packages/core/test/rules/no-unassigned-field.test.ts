import { describe, expect, test } from "vitest";
import { augmentation } from "../support/augmentation.js";
import { checkMarked, type MarkedProject } from "../support/marked-project.js";

const types = "types/next-auth.d.ts";
const at = "⟦no-unassigned-field⟧";
const stays = "⟦no-unassigned-field!⟧";
const session = (body: string): string => `session({ session, token }) {
      ${body}
      return session;
    }`;
const userId = session("session.user.id = token.sub!;");

const reader = (use: string): string => `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";
export async function page() {
  const session = await getServerSession(authOptions);
  if (!session) return undefined;
  ${use}
}
`;

const invalid: readonly MarkedProject[] = [
  {
    name: "a field of session.user: it is removed",
    auth: { session: userId },
    files: { [types]: augmentation({ user: ["id: string", `${at}role: string`] }) },
    fixed: { [types]: augmentation({ user: ["id: string"] }) },
  },
  {
    name: "a field of session",
    auth: { session: userId },
    files: { [types]: augmentation({ session: [`${at}plan: string`], user: ["id: string"] }) },
    fixed: { [types]: augmentation({ user: ["id: string"] }) },
  },
  {
    name: "a field of the token",
    auth: { jwt: 'jwt({ token }) { token.kind = "user"; return token; }' },
    files: { [types]: augmentation({ token: ["kind: string", `${at}role: string`] }) },
    fixed: { [types]: augmentation({ token: ["kind: string"] }) },
  },
  {
    name: "somebody reads it: it becomes optional",
    auth: { session: userId },
    files: {
      [types]: augmentation({ user: ["id: string", `${at}role: string`] }),
      "page.ts": reader("return session.user.role;"),
    },
    fixed: { [types]: augmentation({ user: ["id: string", "role?: string"] }) },
  },
  {
    name: "the callback of one of two configs assigns nothing",
    auth: {
      jwt: 'jwt({ token }) { token.kind = "user"; return token; }',
      session: session("if (token.kind) return session;"),
    },
    files: { [types]: augmentation({ session: [`${at}plan: string`], token: ["kind: string"] }) },
  },
  {
    name: "a field of session under the database strategy",
    auth: { options: 'session: { strategy: "database" }', session: session("void token;") },
    files: { [types]: augmentation({ session: [`${at}plan: string`] }) },
  },
  {
    name: "a field of session.user beside a declared input",
    auth: { session: userId },
    files: {
      [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { id: string; ${at}role: string } & DefaultSession["user"];
  }

  interface User {
    plan: string;
  }
}
`,
    },
  },
];

const valid: readonly MarkedProject[] = [
  {
    name: "it is assigned where the compiler, which believes the declaration, sees no way to",
    auth: {
      jwt: 'jwt({ token, user }) { if ("plan" in token) return token; return Object.assign(token, { plan: user.id }); }',
    },
    files: { [types]: augmentation({ token: ["plan: string"] }) },
  },
  {
    name: "an optional field",
    auth: { session: userId },
    files: { [types]: augmentation({ session: ["plan?: string"], user: ["id: string", "role?: string"] }) },
  },
  {
    name: "a field whose type allows undefined",
    auth: { session: userId },
    files: { [types]: augmentation({ user: ["id: string", "role: string | undefined"] }) },
  },
  {
    name: "base fields declared as required",
    auth: { session: userId, jwt: "jwt({ token }) { return token; }" },
    files: {
      [types]: augmentation({
        user: ["id: string", "name: string", "email: string", "image: string | null"],
        token: ["sub: string", "name: string", "iat: number", "exp: number", "jti: string"],
      }),
    },
  },
  {
    name: "a spread of unnamed fields may assign it",
    auth: {
      head: "declare const row: Record<string, string>;",
      session: session("session.user = { ...session.user, id: token.sub!, role: row.role!, ...row };"),
    },
    files: { [types]: augmentation({ user: ["id: string", "role: string", "team: string"] }) },
  },
  {
    name: "a computed key may assign it",
    auth: {
      head: "declare const key: string;",
      session: session("(session as unknown as Record<string, unknown>)[key] = token.sub;"),
    },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  },
  {
    name: "a call into untyped code may assign it",
    auth: {
      head: "declare const decorate: any;",
      session: session("return decorate(session, token);"),
    },
    files: { [types]: augmentation({ session: ["plan: string"], user: ["role: string"] }) },
  },
  {
    name: "the token under the database strategy",
    auth: { options: 'session: { strategy: "database" }', session: session("void token;") },
    files: { [types]: augmentation({ token: ["id: string"] }) },
  },
  {
    name: "a field of the user type that the session shows as it is",
    auth: { session: session("void token;") },
    files: {
      [types]: `import type { User as U } from "next-auth";

declare module "next-auth" {
  interface User {
    role: string;
  }

  interface Session {
    user: U;
  }
}
`,
    },
  },
  {
    name: "inputs",
    auth: { session: userId },
    files: {
      [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { id: string } & DefaultSession["user"];
  }

  interface User {
    role: string;
  }

  interface Profile {
    login: string;
  }
}
`,
    },
  },
];

describe("no-unassigned-field", () => {
  for (const one of invalid) {
    test(`reports: ${one.name}`, () => {
      checkMarked(one);
    });
  }
  for (const one of valid) {
    test(`says nothing: ${one.name}`, () => {
      checkMarked(one);
    });
  }

  test("a reader that relies on it keeps it, and the finding says which", () => {
    const made = checkMarked({
      name: "",
      auth: { session: userId },
      files: {
        [types]: augmentation({ user: ["id: string", `${stays}role: string`] }),
        "page.ts": reader("const role: string = session.user.role;\n  return role;"),
      },
      fixed: {},
    });
    expect(made.analysis().diagnostics[0]?.manual).toMatch(/page\.ts:6/);
  });
});
