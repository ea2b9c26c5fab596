import { describe, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const at = "⟦no-untyped-token⟧";
const unknown = "⟦no-untyped-token!⟧";
const jwt = (body: string): string => `jwt({ token, user, account }) {
      ${body}
      return token;
    }`;

const invalid: readonly MarkedCase[] = [
  {
    name: "a field beside one that is declared",
    auth: { jwt: jwt(`if (user) token.id = user.id;\n      ${at}token.kind = "user";`) },
    files: { [types]: augmentation({ token: ["id: string"] }) },
    fixed: { [types]: augmentation({ token: ["id: string", "kind: string"] }) },
  },
  {
    name: "a field where only Session is declared",
    auth: { jwt: jwt(`${at}token.kind = "user";`) },
    files: { [types]: augmentation({ session: ["plan?: string"] }) },
    fixed: { [types]: augmentation({ session: ["plan?: string"], token: ["kind: string"] }) },
  },
  {
    name: "two writes of one field, at the first",
    auth: { jwt: jwt(`if (user) ${at}token.kind = "user";\n      else token.kind = "guest";`) },
    fixed: { "next-auth.d.ts": augmentation({ token: ["kind: string"] }) },
  },
  {
    name: "a field from a spread that session reads",
    auth: {
      head: "declare const row: { team: string; internal: number };",
      jwt: `jwt({ token }) {
      return { ...token, ...${at}row };
    }`,
      session: "session({ session, token }) {\n      session.team = token.team;\n      return session;\n    }",
    },
    files: { [types]: augmentation({ session: ["team: string"] }) },
    fixed: { [types]: augmentation({ session: ["team: string"], token: ["team: string"] }) },
  },
  {
    name: "an unknown field under an interface that says otherwise",
    auth: { jwt: jwt(`${unknown}token.kind = "user";`) },
    files: {
      "own.ts": 'import type { JWT } from "next-auth/jwt";\nexport interface Own extends JWT { kind: number }\n',
    },
    fixed: {},
  },
  {
    name: "a field with a value of no known type",
    auth: { jwt: jwt(`${unknown}token.kind = JSON.parse("1");`) },
    fixed: {},
  },
  {
    name: "a field that is assigned from itself alone",
    auth: {
      head: "declare const key: string;",
      jwt: jwt(`token[key] = account?.type;\n      Object.assign(token, { ${unknown}plan: token.plan });`),
    },
    fixed: {},
  },
  {
    name: "a field that is assigned from itself in a later run alone",
    auth: { jwt: jwt(`if (!account) ${unknown}token.plan = token.plan;`) },
    fixed: {},
  },
  {
    name: "a field that is read and that nothing writes",
    auth: {
      session: `session({ session, token }) {
      session.team = ${unknown}token.team as string;
      return session;
    }`,
    },
    files: { [types]: augmentation({ session: ["team: string"] }) },
    fixed: {},
  },
  {
    name: "a field that is taken out of the token and that nothing writes",
    auth: {
      session: `session({ session, token }) {
      const { ${unknown}team } = token;
      session.team = team as string;
      return session;
    }`,
    },
    files: { [types]: augmentation({ session: ["team: string"] }) },
    fixed: {},
  },
];

const valid: readonly MarkedCase[] = [
  {
    name: "a field declared as assigned",
    auth: { jwt: jwt("if (user) token.id = user.id;") },
    files: { [types]: augmentation({ token: ["id: string"] }) },
  },
  {
    name: "a field declared more widely",
    auth: { jwt: jwt("if (user) token.id = user.id;") },
    files: { [types]: augmentation({ token: ["id?: string | number"] }) },
  },
  {
    name: "base fields",
    auth: { jwt: jwt('token.name = "Ann";\n      token.picture = null;\n      token.sub = "1";') },
  },
  {
    name: "a claim that the library adds when it encodes the token",
    auth: {
      session: `session({ session, token }) {
      session.expires = String(token.exp ?? token.iat ?? token.jti);
      return session;
    }`,
    },
  },
  {
    name: "a read of a declared field that something else may put there",
    auth: { session: "session({ session, token }) {\n      session.team = token.team;\n      return session;\n    }" },
    files: { [types]: augmentation({ session: ["team?: string"], token: ["team?: string"] }) },
  },
  {
    name: "a read from a token of which not everything can be seen",
    auth: {
      jwt: 'jwt({ token }) {\n      Object.assign(token, JSON.parse("{}"));\n      return token;\n    }',
      session:
        "session({ session, token }) {\n      session.team = token.team as string;\n      return session;\n    }",
    },
    files: { [types]: augmentation({ session: ["team: string"] }) },
  },
  {
    name: "a field that is there only for a while",
    auth: { jwt: jwt("token.tmp = 1;\n      if (token.tmp) void user;\n      delete token.tmp;") },
  },
  {
    name: "a field that is named to be left out",
    auth: { jwt: "jwt({ token }) {\n      const { old, ...rest } = token;\n      return rest;\n    }" },
  },
  {
    name: "a jwt callback that never runs under the database strategy",
    auth: {
      options: 'session: { strategy: "database" }',
      jwt: `⟦no-strategy-mismatch!⟧${jwt('token.kind = "user";')}`,
    },
  },
  {
    name: "a field from a spread that nobody reads",
    auth: {
      head: "declare const row: { team: string; internal: number };",
      jwt: "jwt({ token }) {\n      return { ...token, ...row };\n    }",
    },
  },
];

describe("no-untyped-token", () => {
  for (const one of invalid) {
    test(`reports: ${one.name}`, () => {
      checkMarked(one);
    });
  }
  for (const one of valid) {
    test(`does not report: ${one.name}`, () => {
      checkMarked(one);
    });
  }
});
