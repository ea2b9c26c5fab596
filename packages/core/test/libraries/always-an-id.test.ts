import { describe, expect, test } from "vitest";
import { checkMarked } from "../support/marked-project.js";

const options = { nextAuth: "5.0.0-beta.32" } as const;
const declared = (id: string): Record<string, string> => ({
  "next-auth.d.ts": `import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface User {
    plan?: string | null;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    ${id}plan: string;
  }
}
`,
});

/** A config of two kinds of providers with this `jwt` callback. */
function authFile(body: string, parameters = "{ token, user }"): string {
  return `import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";

export const { handlers, auth } = NextAuth({
  providers: [Credentials({ authorize: () => ({ name: "Ann" }) }), GitHub],
  callbacks: {
    jwt(${parameters}) {
      ${body}
      return token;
    },
  },
});
`;
}

describe("a test of the id that Auth.js 5 gives every user marks a sign-in:", () => {
  test.each([
    ["behind a question mark", 'if (user?.id) token.plan = "pro";'],
    ["after a test of the user", 'if (user && user.id) token.plan = "pro";'],
    ["an early return", 'if (!user?.id) return token;\n      token.plan = "pro";'],
    ["a comparison with undefined", 'if (user?.id !== undefined) token.plan = "pro";'],
    ["a loose comparison with null", 'if (user?.id != null) token.plan = "pro";'],
    ["its kind", 'if (typeof user?.id === "string") token.plan = "pro";'],
    ["an element access", 'if (user?.["id"]) token.plan = "pro";'],
    ["the operator &&", 'user?.id && (token.plan = "pro");'],
    ["beside another mark", 'if (user?.id && trigger === "signIn") token.plan = "pro";', "{ token, user, trigger }"],
    [
      "its parameters taken whole",
      'if (params.user?.id) params.token.plan = "pro";\n      const { token } = params;',
      "params",
    ],
    ["a name for it", 'const id = user?.id;\n      if (id) token.plan = "pro";'],
    ["a name that is taken out", 'const { id } = user ?? {};\n      if (id) token.plan = "pro";'],
    [
      "a name in its parameters",
      'if (!user) return token;\n      const { id: userId } = user;\n      if (userId) token.plan = "pro";',
    ],
    ["a parameter that is any", 'if (user?.id) token.plan = "pro";', "{ token, user }: any"],
  ])("%s", (name, body, parameters?: string) => {
    checkMarked({ options, files: { "auth.ts": authFile(body, parameters), ...declared("") } });
  });

  test("a test of the id needs nothing else in its place", () => {
    checkMarked({
      options,
      files: {
        "auth.ts": authFile(
          'if (user) {\n        token.userId = user.id ?? token.userId;\n        token.plan = "pro";\n      }',
        ),
        ...declared("userId: string;\n    "),
      },
    });
  });
});

describe("other fields of the user may be missing:", () => {
  test.each([
    ["a field that may be null", "if (user?.plan) token.plan = user.plan;", "⟦no-maybe-missing-field⟧"],
    ["its name", 'if (user?.name) token.plan = "pro";', "⟦no-maybe-missing-field⟧"],
    ["its id beside another", 'if (user?.id && user.name) token.plan = "pro";', "⟦no-maybe-missing-field⟧"],
    [
      "a name that is given something else",
      'let id = user?.id;\n      if (user?.name) id = undefined;\n      if (id) token.plan = "pro";',
      "⟦no-maybe-missing-field⟧",
    ],
    ["a certain id", 'if (user?.id === "1") token.plan = "pro";', "⟦no-maybe-missing-field⟧"],
  ])("%s", (name, body, mark) => {
    const [text = ""] = Object.values(declared(mark));
    checkMarked({ options, files: { "auth.ts": authFile(body), "next-auth.d.ts": text } });
    expect(text).toContain(mark);
  });
});
