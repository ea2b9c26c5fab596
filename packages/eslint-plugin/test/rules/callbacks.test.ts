import { removeProjectsAfterwards } from "../support/project.js";
import { afterwards, byHand, finding, ruleTests } from "../support/rule-tests.js";
import { auth, block, sessionTypes, types } from "../support/texts.js";

/** The rules whose findings are fixed in the callbacks, or only by their author. */
removeProjectsAfterwards();

const session = (body: string): string => `session({ session }) {\n      ${body}\n      return session;\n    },`;
const withoutReturn = "⟦session⟧({ session }) {\n      void session;\n    },";
const missing = "`session` does not return the session on every path: without it the session is gone for its readers.";
const database = '  session: { strategy: "database" },\n';

ruleTests("require-callback-return", {
  valid: [{ name: "a return on every path", files: { "auth.ts": auth(session("void session;")) }, lint: "auth.ts" }],
  invalid: [
    {
      name: "no return, with a declaration that the edit leaves in step",
      files: { "auth.ts": auth(withoutReturn) },
      lint: "auth.ts",
      errors: [finding(missing)],
      output: auth(session("void session;")),
    },
    {
      name: "no return, with nothing to fix in the declaration of another file",
      files: { "auth.ts": auth(withoutReturn), [types]: sessionTypes("team?: string") },
      lint: "auth.ts",
      errors: [finding(missing)],
      output: auth(session("void session;")),
    },
    {
      name: "no return, with a declaration to fix first: the edit waits",
      files: { "auth.ts": auth(withoutReturn), [types]: sessionTypes("team: string") },
      lint: "auth.ts",
      errors: [afterwards(missing)],
      output: null,
    },
  ],
});

ruleTests("no-callback-cast", {
  valid: [
    {
      name: "a cast that is needed",
      files: { "auth.ts": auth(session("(session.expires as any) = 5;")) },
      lint: "auth.ts",
    },
  ],
  invalid: [
    {
      name: "a cast that the block in the same file makes unneeded",
      files: {
        "auth.ts": auth(session('(⟦session as any⟧).plan = "free";')) + block("next-auth", "Session", ["plan: string"]),
      },
      lint: "auth.ts",
      errors: [finding("`session as any` is not needed: with its fields declared, the callback compiles without it.")],
      output: auth(session('session.plan = "free";')) + block("next-auth", "Session", ["plan: string"]),
    },
    {
      name: "a cast that the declaration in another file makes unneeded",
      files: { "auth.ts": auth(session('(⟦session as any⟧).plan = "free";')), [types]: sessionTypes("plan: string") },
      lint: "auth.ts",
      errors: [finding("`session as any` is not needed: with its fields declared, the callback compiles without it.")],
      output: auth(session('session.plan = "free";')),
    },
  ],
});

ruleTests("no-strategy-mismatch", {
  valid: [
    {
      name: "the user under the database strategy",
      files: {
        "auth.ts": auth("session({ session, user }) {\n      void user.id;\n      return session;\n    },", {
          options: database,
        }),
      },
      lint: "auth.ts",
    },
  ],
  invalid: [
    {
      name: "the token under the database strategy",
      files: {
        "auth.ts": auth("session({ session, token }) {\n      void ⟦token.sub⟧;\n      return session;\n    },", {
          options: database,
        }),
      },
      lint: "auth.ts",
      errors: [
        byHand(
          "`token` is `undefined` in the `session` callback here: sessions are kept in the database.",
          "Read it from `user`, or change `session.strategy`.",
        ),
      ],
      output: null,
    },
  ],
});

ruleTests("no-unserializable-field", {
  valid: [
    {
      name: "a string",
      files: { "auth.ts": auth(session("session.since = new Date().toISOString();")) },
      lint: "auth.ts",
    },
  ],
  invalid: [
    {
      name: "a date",
      files: { "auth.ts": auth(session("⟦session.since⟧ = new Date();")), [types]: sessionTypes("since: Date") },
      lint: "auth.ts",
      errors: [
        byHand(
          "`session.since` is a `Date` here, and travels as JSON: its readers get a `string`.",
          "Assign its `.toISOString()`, and declare a `string`.",
        ),
      ],
      output: null,
    },
  ],
});

ruleTests("no-secret-in-session", {
  valid: [{ name: "a plan", files: { "auth.ts": auth(session('session.plan = "free";')) }, lint: "auth.ts" }],
  invalid: [
    {
      name: "an access token",
      files: {
        "auth.ts": auth(session('⟦session.accessToken⟧ = "secret";')),
        [types]: sessionTypes("accessToken: string"),
      },
      lint: "auth.ts",
      errors: [
        byHand(
          "`session.accessToken` is sent to the browser with the session, and looks like a secret.",
          "Keep it in the token, and read it on the server with `getToken()`.",
        ),
      ],
      output: null,
    },
  ],
});
