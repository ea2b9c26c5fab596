import { describe, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const at = "⟦no-mismatched-field⟧";
const whole = 'data: import("next-auth").User';
const keep = "jwt({ token, user }) { if (user) token.data = user; return token; }";
const session = (body: string, parameters = "{ session, token }"): string => `session(${parameters}) {
      ${body}
    }`;

/** The library says of a user `name?: string | null`, whatever this project's provider gives. */
const valid: readonly MarkedCase[] = [
  {
    name: "a user that the token keeps, behind a cast to any",
    auth: { jwt: keep, session: session("session.user = token.data as any;\n      return session;") },
    files: { [types]: augmentation({ user: ["name: string", "email: string"], token: [whole] }) },
  },
  {
    name: "the same in a callback whose parameters are any",
    auth: {
      jwt: keep,
      session: session("session.user = token.data;\n      return session;", "{ session, token }: any"),
    },
    files: { [types]: augmentation({ user: ["name: string", "email: string"], token: [whole] }) },
  },
  {
    name: "the token itself as the user",
    auth: { session: session("session.user = token as any;\n      return session;") },
    files: { [types]: augmentation({ user: ["name: string", "email: string"] }) },
  },
  {
    name: "a spread of the token in a session that is any",
    auth: { session: session("return { ...session, user: { ...token } };", "{ session, token }: any") },
    files: { [types]: augmentation({ user: ["name: string"] }) },
  },
  {
    name: "the adapter's user",
    auth: {
      session: session("(session as any).user = user;\n      return session;", "{ session, user }"),
      options: 'session: { strategy: "database" }',
    },
    files: { [types]: augmentation({ user: ["name: string", "image: string"] }) },
  },
  {
    name: "a user that is spread into the token, and the token into the session's user",
    auth: {
      jwt: "jwt({ token, user }) { return { ...token, ...user }; }",
      session: session("return { ...session, user: { ...session.user, ...token } };"),
    },
    files: { [types]: augmentation({ user: ["name: string"] }) },
  },
  {
    name: "a part of what the library allows: nothing but null",
    auth: { jwt: keep, session: session("session.user = token.data as any;\n      return session;") },
    files: { [types]: augmentation({ user: ["image: null"], token: [whole] }) },
  },
];

const invalid: readonly MarkedCase[] = [
  {
    name: "another type than the library allows",
    auth: { jwt: keep, session: session("session.user = ⟦no-callback-cast⟧token.data as any;\n      return session;") },
    files: { [types]: augmentation({ user: [`${at}id: number`], token: [whole] }) },
  },
  {
    name: "a type of the project's own, which says what is there",
    auth: {
      head: "declare const row: { label: string | null };",
      session: session("session.user = ⟦no-callback-cast⟧row as any;\n      return session;"),
    },
    files: { [types]: augmentation({ user: [`${at}label: string`] }) },
  },
];

describe("a user of the library's own type, as a whole", () => {
  for (const one of valid) {
    test(`does not report: ${one.name}`, () => {
      checkMarked(one);
    });
  }
  for (const one of invalid) {
    test(`reports: ${one.name}`, () => {
      checkMarked(one);
    });
  }
});
