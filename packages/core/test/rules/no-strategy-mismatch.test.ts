import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const mismatch = "⟦no-strategy-mismatch!⟧";
const declared = { [types]: augmentation({ user: ["id?: string"] }) };
const database = 'session: { strategy: "database" }';
const adapter = "adapter: {}";

const invalid: readonly MarkedCase[] = [
  {
    name: "the token, read under the database strategy",
    auth: {
      options: database,
      session: `session({ session, token }) { session.user.id = ${mismatch}token.sub; return session; }`,
    },
    files: declared,
  },
  {
    name: "the token, read with an adapter and no strategy",
    auth: {
      options: adapter,
      session: `session({ session, token }) { session.user.id = ${mismatch}token.sub; return session; }`,
    },
    files: declared,
  },
  {
    name: "the user, read under the jwt strategy",
    auth: { session: `session({ session, user }) { session.user.id = ${mismatch}user.id; return session; }` },
    files: declared,
  },
  {
    name: "a read of a parameter that is not taken apart",
    auth: { session: `session(p) { p.session.user.id = ${mismatch}p.user.id; return p.session; }` },
    files: declared,
  },
  {
    name: "the first of several reads",
    auth: {
      session: `session({ session, user }) { session.user.id = ${mismatch}user.id; session.user.name = user.name; return session; }`,
    },
    files: declared,
  },
  {
    name: "a jwt callback under the database strategy",
    auth: { options: database, jwt: `${mismatch}jwt({ token }) { return token; }` },
  },
  {
    name: "a jwt callback under the database strategy, as an arrow function",
    auth: { options: database, jwt: `${mismatch}jwt: async ({ token }) => token` },
  },
  {
    name: "a jwt callback under the database strategy, in parentheses",
    auth: { options: database, jwt: `jwt: (${mismatch}({ token }) => token)` },
  },
  {
    name: "the wrong one of two configs",
    auth: {
      head: `export const other: NextAuthOptions = {
  providers: [],
  ${database},
  callbacks: { session({ session, user }) { session.user.id = user.id; return session; } },
};`,
      session: `session({ session, user }) { session.user.id = ${mismatch}user.id; return session; }`,
    },
    files: declared,
  },
];

const valid: readonly MarkedCase[] = [
  {
    name: "the user under the database strategy",
    auth: { options: database, session: "session({ session, user }) { session.user.id = user.id; return session; }" },
    files: declared,
  },
  {
    name: "the token under the jwt strategy, with an adapter",
    auth: {
      options: 'adapter: {},\n  session: { strategy: "jwt" }',
      session: "session({ session, token }) { session.user.id = token.sub; return session; }",
    },
    files: declared,
  },
  {
    name: "a read that allows for its absence",
    auth: { session: "session({ session, user }) { session.user.id = user?.id; return session; }" },
    files: declared,
  },
  {
    name: "a read behind a test",
    auth: { session: "session({ session, user }) { if (user) session.user.id = user.id; return session; }" },
    files: declared,
  },
  {
    name: "a read of whichever parameter is there",
    auth: {
      session: "session({ session, token, user }) { session.user.id = (token || user).id as string; return session; }",
    },
    files: { [types]: augmentation({ user: ["id?: string"], token: ["id?: string"] }) },
  },
  {
    name: "an adapter that is not always there",
    auth: {
      head: 'import type { Adapter } from "next-auth/adapters";\ndeclare const maybe: Adapter | undefined;',
      options: "adapter: maybe as Adapter | undefined",
      session: "session({ session, user }) { session.user.id = user.id; return session; }",
    },
    files: declared,
  },
  {
    name: "a strategy that only the run knows",
    auth: {
      options: 'session: { strategy: enabled ? "jwt" : "database" }',
      jwt: "jwt({ token }) { return token; }",
      session: "session({ session, token }) { session.user.id = token.sub; return session; }",
    },
    files: declared,
  },
  {
    name: "one callback for two configs of different strategies",
    auth: {
      head: `import type { Session as S } from "next-auth";
import type { JWT } from "next-auth/jwt";
const shared = ({ session, token }: { session: S; token: JWT }): S => { session.user.id = token.sub; return session; };
export const other: NextAuthOptions = { providers: [], session: { strategy: "database" }, callbacks: { session: shared } };`,
      session: "session: shared",
    },
    files: declared,
  },
  {
    name: "one jwt callback for two configs of different strategies",
    auth: {
      head: `import type { JWT } from "next-auth/jwt";
const shared = ({ token }: { token: JWT }): JWT => token;
export const other: NextAuthOptions = { providers: [], session: { strategy: "database" }, callbacks: { jwt: shared } };`,
      jwt: "jwt: shared",
    },
  },
  {
    name: "a helper, which others may call with a token",
    auth: {
      head: `import type { Session as S } from "next-auth";
import type { JWT } from "next-auth/jwt";
function fill(session: S, token: JWT): void { session.user.id = token.sub; }`,
      options: database,
      session: "session({ session, token }) { fill(session, token); return session; }",
    },
    files: declared,
  },
];

describe("no-strategy-mismatch", () => {
  for (const one of invalid) test(`finds: ${one.name}`, () => void checkMarked(one));
  for (const one of valid) test(`does not report: ${one.name}`, () => void checkMarked(one));

  test("the message names the reason and the remedy", () => {
    const made = checkMarked({
      auth: {
        options: adapter,
        jwt: `${mismatch}jwt({ token }) { return token; }`,
        session: `session({ session, token }) { session.user.id = ${mismatch}token.sub; return session; }`,
      },
      files: declared,
    });
    expect(made.analysis().diagnostics.map(({ message, manual }) => [message, manual])).toEqual([
      [
        "This `jwt` callback never runs: with an `adapter` and no `session.strategy`, sessions are kept in the database.",
        'Set `session: { strategy: "jwt" }`, or move its work into the `session` callback.',
      ],
      [
        "`token` is `undefined` in the `session` callback here: with an `adapter` and no `session.strategy`, sessions are kept in the database.",
        "Read it from `user`, or change `session.strategy`.",
      ],
    ]);
  });

  test("the message under the jwt strategy names the reason and the remedy", () => {
    const [found] = checkMarked({
      auth: { session: `session({ session, user }) { session.user.id = ${mismatch}user.id; return session; }` },
      files: declared,
    }).analysis().diagnostics;
    expect([found?.message, found?.manual]).toEqual([
      "`user` is `undefined` in the `session` callback here: sessions are kept in a token.",
      "Read it from `token`, or change `session.strategy`.",
    ]);
  });
});
