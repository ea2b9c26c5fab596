import { describe, expect, test } from "vitest";
import { authFile } from "../support/auth-file.js";
import { unmarked } from "../support/marked.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const missing = "⟦require-callback-return⟧";
const fixedAuth = (parts: Parameters<typeof authFile>[0]): Record<string, string> => ({
  "auth.ts": unmarked(authFile(parts)).text,
});

const invalid: readonly MarkedCase[] = [
  {
    name: "a body without a return",
    auth: { session: `${missing}session({ session }) {\n      void session;\n    }` },
    fixed: fixedAuth({ session: "session({ session }) {\n      void session;\n      return session;\n    }" }),
  },
  {
    name: "an empty body",
    auth: { session: `${missing}session({ session }) {}` },
    fixed: fixedAuth({ session: "session({ session }) { return session; }" }),
  },
  {
    name: "on one line",
    auth: { session: `${missing}session({ session }) { void session; }` },
    fixed: fixedAuth({ session: "session({ session }) { void session; return session; }" }),
  },
  {
    name: "one branch returns, the end does not",
    auth: { jwt: `async ${missing}jwt({ token }) {\n      if (enabled) return token;\n    }` },
    fixed: fixedAuth({ jwt: "async jwt({ token }) {\n      if (enabled) return token;\n      return token;\n    }" }),
  },
  {
    name: "a return without a value",
    auth: { jwt: `jwt({ token }) {\n      if (enabled) ${missing}return;\n      return token;\n    }` },
    fixed: fixedAuth({ jwt: "jwt({ token }) {\n      if (enabled) return token;\n      return token;\n    }" }),
  },
  {
    name: "an arrow function, reported at its property",
    auth: { session: `${missing}session: async ({ session }) => {\n      void session;\n    }` },
    fixed: fixedAuth({
      session: "session: async ({ session }) => {\n      void session;\n      return session;\n    }",
    }),
  },
  {
    name: "a parameter that is renamed",
    auth: { session: `${missing}session({ session: s }) {\n      void s;\n    }` },
    fixed: fixedAuth({ session: "session({ session: s }) {\n      void s;\n      return s;\n    }" }),
  },
  {
    name: "a parameter that is not taken apart",
    auth: { session: `${missing}session(params) {\n      void params;\n    }` },
    fixed: fixedAuth({ session: "session(params) {\n      void params;\n      return params.session;\n    }" }),
  },
  {
    name: "a parameter that is taken apart further: left to its author",
    auth: { session: "⟦require-callback-return!⟧session({ session: { user } }) {\n      void user;\n    }" },
  },
  ...[
    ["a constant", "if (enabled) { const token = await load(); if (token) ⟦require-callback-return!⟧return; }"],
    ["a loop's variable", "for (const token of list) { if (token) ⟦require-callback-return!⟧return; }"],
    ["what is caught", "try { await load(); } catch (token) { if (token) ⟦require-callback-return!⟧return; }"],
    ["a class of that name", "{ class token {} if (enabled) ⟦require-callback-return!⟧return; void token; }"],
    [
      "a function of that name",
      "{ function token(): void {} if (enabled) ⟦require-callback-return!⟧return; token(); }",
    ],
  ].map(([hidden = "", statement = ""]) => ({
    name: `a parameter that ${hidden} hides there: left to the author`,
    auth: { jwt: `async jwt({ token }) {\n      ${statement}\n      return token;\n    }` },
  })),
  {
    name: "a rest element that has the name: left to its author",
    auth: { jwt: "⟦require-callback-return!⟧jwt({ user, ...token }) {\n      void [user, token];\n    }" },
  },
  {
    name: "a parameter that is hidden by another",
    auth: {
      jwt: `jwt({ token }) {\n      for (const token of list) void token;\n      if (enabled) ${missing}return;\n      return token;\n    }`,
    },
    fixed: fixedAuth({
      jwt: "jwt({ token }) {\n      for (const token of list) void token;\n      if (enabled) return token;\n      return token;\n    }",
    }),
  },
  {
    name: "a parameter without the session in its pattern: left to its author",
    auth: { jwt: "⟦require-callback-return!⟧jwt({ user }) {\n      void user;\n    }" },
  },
  {
    name: "a callback without a parameter: left to its author",
    auth: { jwt: "⟦require-callback-return!⟧jwt() {\n      void enabled;\n    }" },
  },
  {
    name: "a session that is not the first in its pattern",
    auth: { session: `${missing}session({ token, session }) {\n      void token;\n    }` },
    fixed: fixedAuth({ session: "session({ token, session }) {\n      void token;\n      return session;\n    }" }),
  },
  {
    name: "a body on one line without a semicolon",
    auth: { session: `${missing}session({ session }) { void session }` },
    fixed: fixedAuth({ session: "session({ session }) { void session; return session; }" }),
  },
  {
    name: "a return without a value and without a semicolon",
    auth: { jwt: `jwt({ token }) {\n      if (enabled) ${missing}return\n      return token;\n    }` },
    fixed: fixedAuth({ jwt: "jwt({ token }) {\n      if (enabled) return token\n      return token;\n    }" }),
  },
  {
    name: "a return without a value, under a type that its author wrote",
    auth: {
      head: 'import type { JWT } from "next-auth/jwt";',
      jwt: `async jwt({ token }): Promise<JWT> {\n      if (enabled) ${missing}return;\n      return token;\n    }`,
    },
    fixed: fixedAuth({
      head: 'import type { JWT } from "next-auth/jwt";',
      jwt: "async jwt({ token }): Promise<JWT> {\n      if (enabled) return token;\n      return token;\n    }",
    }),
  },
  {
    name: "a closing brace with code beside it: left to its author",
    auth: { session: "⟦require-callback-return!⟧session({ session }) {\n      void session; }" },
  },
  {
    name: "an arrow function in parentheses, reported at its arrow",
    auth: { session: `session: (async ({ session }) ${missing}=> {\n      void session;\n    })` },
    fixed: fixedAuth({
      session: "session: (async ({ session }) => {\n      void session;\n      return session;\n    })",
    }),
  },
  {
    name: "a catch that swallows the error",
    auth: {
      jwt: `async ${missing}jwt({ token }) {
      try {
        await load();
        return token;
      } catch (error) {
        console.error(error);
      }
    }`,
      head: "declare const console: { error(value: unknown): void };",
    },
  },
];

const valid: readonly MarkedCase[] = [
  { name: "an expression as the body", auth: { session: "session: ({ session }) => session" } },
  {
    name: "a switch that names every case",
    auth: {
      head: 'declare const mode: "a" | "b";',
      session: `session({ session }) {
      switch (mode) {
        case "a": return session;
        case "b": return session;
      }
    }`,
    },
  },
  { name: "a throw at the end", auth: { jwt: 'jwt({ token }) { if (enabled) return token; throw new Error("no"); }' } },
  {
    name: "a call that never returns",
    auth: {
      head: "function fail(): never { throw new Error(); }",
      jwt: "jwt({ token }) { if (enabled) return token; return fail(); }",
    },
  },
  {
    name: "a call that never returns, at the end",
    auth: {
      head: "function fail(): never { throw new Error(); }",
      jwt: "jwt({ token }) { if (enabled) return token; fail(); }",
    },
  },
  {
    name: "a helper that the callbacks call, which returns nothing",
    auth: {
      head: "function note(value: object): void { if (enabled) return; void value; }",
      jwt: "jwt({ token }) { note(token); return token; }",
      session: "session({ session }) { note(session); return session; }",
    },
  },
  { name: "an endless loop", auth: { jwt: "jwt({ token }) { for (;;) { if (enabled) return token; } }" } },
  {
    name: "a function inside the callback that returns nothing",
    auth: { session: "session({ session }) { const log = () => { void session; }; log(); return session; }" },
  },
  {
    name: "a return of null, which ends the session on purpose",
    auth: { jwt: "jwt({ token }) { return enabled ? token : (null as never); }" },
  },
  { name: "another callback", auth: { session: "session: ({ session }) => session,\n    redirect: ({ url }) => url" } },
];

describe("require-callback-return", () => {
  for (const one of invalid) test(`finds: ${one.name}`, () => void checkMarked(one));
  for (const one of valid) test(`does not report: ${one.name}`, () => void checkMarked(one));

  test("the message says what follows from it", () => {
    const made = checkMarked({
      auth: {
        jwt: `jwt({ token }) { if (enabled) ${missing}return; return token; }`,
        session: `${missing}session({ session }) { void session; }`,
      },
    });
    expect(made.analysis().diagnostics.map(({ message }) => message)).toEqual([
      "This `return` gives no token: on this path the token is lost, and the sign-in with it.",
      "`session` does not return the session on every path: without it the session is gone for its readers.",
    ]);
  });

  test("the message says what is left to the author where nothing can be fixed", () => {
    const manualOf = (session: string): string | undefined =>
      checkMarked({ auth: { session } }).analysis().diagnostics[0]?.manual;
    expect(manualOf("⟦require-callback-return!⟧session({ session: { user } }) { void user; }")).toBe(
      "Return the session on every path.",
    );
    expect(manualOf(`${missing}session({ session }) { void session; }`)).toBeUndefined();
  });
});
