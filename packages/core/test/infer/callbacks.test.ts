import { describe, expect, test } from "vitest";
import { credentials, email, github } from "../support/auth-file.js";
import { factsOf, namesIn, type FactsOptions } from "../support/facts.js";
import type { ObjectFacts } from "../../src/infer/facts.js";

const head = `import type { Session } from "next-auth";
interface Row { id: string; plan?: string; team: string | null; save(): void }
declare const is: boolean, other: string, some: any, row: Row, maybe: Row | undefined, list: Row[];
declare const record: Record<string, number>, loose: Row & { [key: string]: unknown }, text: string;
declare const named: { name?: string };
declare function check(): boolean;
declare function fail(): never;`;

const database = 'session: { strategy: "database" }';
const unknownStrategy = "session: { strategy: some }";

function opened({ open }: ObjectFacts): string[] {
  return [...new Set(open.map(({ node, why }) => `${node.getText()}: ${why}`))];
}

describe("the user after `signIn`", () => {
  const userAfter = (body: string): string[] =>
    namesIn(
      factsOf({ head, jwt: `async signIn({ user, account, profile, credentials }) {\n${body}\n}` }).signedInUser,
    ).sort();

  test.each<[body: string, fields: string[]]>([
    ["return true;", []],
    ["user.role = text; return true;", ["role"]],
    ["if (is) user.role = text; return true;", ["role?"]],
    ["if (is) return false; user.role = text; return true;", ["role"]],
    ['if (is) return "/denied"; user.role = text; return true;', ["role"]],
    ["if (is) return null as never; user.role = text; return true;", ["role"]],
    ["if (is) return undefined as never; user.role = text; return true;", ["role"]],
    ["if (is) throw new Error(); user.role = text; return true;", ["role"]],
    ["if (is) return true; user.role = text; return true;", ["role?"]],
    ["if (is) return check(); user.role = text; return true;", ["role?"]],
    ["if (user.role) user.plan = text; return true;", ["plan?"]],
    ["user.role = text; return is;", ["role"]],
    ["user.role = text; return other;", ["role"]],
    ["user.role = text; return is ? true : false;", ["role"]],
    ["user.role = text; return !!account;", ["role"]],
    ["user.role = text; return false;", []],
  ])("its fields after: %s", (body, fields) => {
    expect(userAfter(body)).toEqual(fields);
  });

  test("nothing is added if `signIn` is missing or cannot be followed", () => {
    expect(factsOf({ head }).signedInUser.fields.size).toBe(0);
    expect(factsOf({ head, jwt: "signIn: some" }).signedInUser.fields.size).toBe(0);
  });

  test("casts in `signIn` have nothing to do with the session", () => {
    const { seen } = factsOf({
      head,
      jwt: "signIn({ user }) { (user as any).role = 1; return true; },\njwt({ token }) { (token as any).a = 1; return token; }",
    });
    expect(seen.casts.map((cast) => cast.getText())).toEqual(["token as any"]);
  });
});

describe("the token after `jwt`", () => {
  const jwt = (body: string): string =>
    `async jwt({ token, user, account, profile, trigger, isNewUser, session }) {\n${body}\nreturn token;\n}`;
  const after = (body: string, auth: object = {}, options: FactsOptions = {}): string[] =>
    namesIn(factsOf({ head, providers: [github], ...auth, jwt: jwt(body) }, options).token).sort();

  test.each<[body: string, fields: string[]]>([
    ["", []],
    ["token.a = 1;", ["a"]],
    ["if (is) token.a = 1;", ["a?"]],
    ["if (user) token.a = 1;", ["a"]],
    ["if (account) token.a = 1;", ["a"]],
    ["if (user && account && profile) token.a = 1;", ["a"]],
    ["if (!user) token.a = 1;", ["a?"]],
    ["if (!account) token.a = 1;", ["a?"]],
    ["if (!profile) token.a = 1;", ["a?"]],
    ["if (user) token.a = 1; else token.b = 1;", ["a", "b?"]],
    ["if (user) { token.a = 1; return token; } throw new Error();", ["a"]],
    ["if (user) fail(); token.a = 1;", ["a?"]],
    ['if (trigger === "signIn") token.a = 1;', ["a"]],
    ['if (trigger === "signUp") token.a = 1;', ["a"]],
    ['if (trigger === "signUp") token.a = 1; else if (user) token.b = 1;', ["a", "b"]],
    ['if (trigger === "signUp" && is) token.a = 1;', ["a?"]],
    ["if (isNewUser) token.a = 1;", ["a"]],
    ["if (user && !isNewUser) token.a = 1;", ["a"]],
    ['if (trigger === "update") token.a = session.a;', ["a?"]],
    ['if (trigger === "update" && user) token.a = 1;', []],
    ["if (user && session) token.a = 1;", []],
    ["if (session) token.a = 1;", ["a?"]],
    ["if (isNewUser && !user) token.a = 1;", []],
    ['if (trigger === "signUp" && !user) token.a = 1;', []],
    ['if (trigger === "signUp" && !isNewUser) token.a = 1;', []],
    ['if (trigger === "signIn" && isNewUser) token.a = 1;', []],
    ["if (!token.a) token.b = 1;", ["b"]],
    [
      'if (trigger === "signUp") throw new Error(); if (user) token.data = { x: 1 }; else if (token.data.x) token.a = 1;',
      ["a?", "data"],
    ],
    ["if (user) token.a = 1; if (!user) delete token.a;", ["a?"]],
    ["if (user) token.a = 1; if (token.a) token.b = 1;", ["a", "b"]],
    ["if (token.a) token.b = 1; if (user) token.a = 1;", ["a", "b?"]],
    ["if (token.a) token.b = 1;", ["b?"]],
    ["if (token.sub) token.a = 1;", ["a"]],
    ["if (token.name) token.a = 1;", ["a?"]],
    ['if (trigger === "signUp") delete token.sub; token.a = 1;', ["a"]],
    ["token.data = { x: 1 }; if (token.data) token.a = 1;", ["a", "data"]],
    ["if (user) token.data = { x: 1 }; token.data.y = 1;", ["data", "data.y"]],
    ["return { ...token, a: 1 };", ["a"]],
    ["if (user) return { ...token, a: 1 };", ["a"]],
    ["return { a: 1 } as any;", ["a"]],
    ["return row;", ["id", "plan?", "team"]],
    ["return row as any;", []],
    ["return maybe;", ["id?", "plan?", "team?"]],
    ["return some;", []],
    ["if (is) return null as never; token.a = 1;", ["a"]],
  ])("its fields after: %s", (body, fields) => {
    expect(after(body)).toEqual(fields);
  });

  test.each<[body: string, providers: string[], fields: string[]]>([
    ["if (isNewUser) token.a = 1;", [credentials()], ["a?"]],
    ["if (isNewUser) token.a = 1;", [credentials(), github], ["a"]],
    ['if (trigger === "signUp") token.a = 1;', [credentials()], ["a?"]],
    ['if (trigger === "signIn") token.a = 1;', [credentials()], ["a"]],
    ["isNewUser ? (token.a = 1) : (token.b = 1);", [credentials()], ["a?", "b"]],
    ["isNewUser ? (token.a = 1) : (token.b = 1);", [github], ["a", "b"]],
  ])("the library does not tell a first sign-in with credentials: %s", (body, providers, fields) => {
    expect(after(body, { providers })).toEqual(fields);
  });

  test("a parameter that nobody knows says nothing", () => {
    const callback = "jwt(params: any) { if (params.extra) params.token.a = 1; return params.token; }";
    expect(namesIn(factsOf({ head, jwt: callback }).token)).toEqual(["a?"]);
  });

  test("a field that nobody writes is not one of the token's", () => {
    const facts = factsOf({
      head,
      jwt: jwt("token.a = 1;"),
      session: "session({ session }) { session.b = 1; return session; }",
    });
    expect([facts.token, facts.session, facts.sessionUser].map(({ fields }) => [...fields.keys()])).toEqual([
      ["a"],
      ["b"],
      [],
    ]);
  });

  test.each<[name: string, auth: object, fields: string[]]>([
    ["providers of OAuth only", { providers: [github] }, ["a"]],
    ["providers of several kinds", { providers: [github, email] }, ["a?"]],
    ["no provider that is known of", { providers: [] }, ["a?"]],
    ["providers of which not all are known", { providers: [github, "...some"] }, ["a?"]],
    ["credentials", { providers: [credentials()] }, ["a?"]],
  ])("the token's fields behind a test of the profile, signed in by %s", (_, auth, fields) => {
    expect(after("if (profile) token.a = 1;", auth)).toEqual(fields);
  });

  test.each<[providers: string[], fields: string[]]>([
    [[github, email], ["a"]],
    [[github, email, "...some"], ["a?"]],
    [[github, email, credentials()], ["a?"]],
  ])("a field that each provider writes is always there: %s", (providers, fields) => {
    const body =
      'if (account?.provider === "github") token.a = 1; else if (account?.provider === "email") token.a = 2;';
    expect(after(body, { providers })).toEqual(fields);
  });

  test.each<[body: string, fields: string[]]>([
    ["token.a = 1;", ["a"]],
    ["if (user) token.a = 1;", ["a?"]],
    ["if (!user) token.a = 1;", ["a?"]],
    ["if (user) token.a = 1; else token.a = 2;", ["a"]],
    ['if (trigger === "update") token.a = 1;', ["a?"]],
    ["if (user) token.a = 1; else return null as never;", ["a?"]],
    ["if (!token.a) token.a = 1;", ["a"]],
    ["token.data = { x: 1 };", ["data"]],
  ])("the token's fields if tokens may be older than a field: %s", (body, fields) => {
    expect(after(body, {}, { signInFields: "optional" })).toEqual(fields);
  });

  test.each<[name: string, auth: object, fields: string[], open: string[]]>([
    ["none", {}, [], []],
    ["one that is not seen", { jwt: "jwt: some" }, [], ["some: the jwt callback cannot be seen through"]],
    ["none under database", { options: database, jwt: jwt("token.a = 1;") }, [], []],
    ["one where the strategy is not known", { options: unknownStrategy, jwt: jwt("token.a = 1;") }, ["a"], []],
    ["one that gives anything", { jwt: jwt("return some;") }, [], ["some: its type does not say what it holds"]],
  ])("the token of a config with a jwt callback, %s", (_, auth, fields, open) => {
    const { token } = factsOf({ head, ...auth });
    expect(namesIn(token)).toEqual(fields);
    expect(opened(token)).toEqual(open);
  });

  test.each(["jwt({ token }) { return token; }", "jwt: some", undefined])(
    "the token may hold anything if the config encodes it itself: %s",
    (callback) => {
      const { token } = factsOf({
        head,
        options: "jwt: { encode: some }",
        ...(callback !== undefined && { jwt: callback }),
      });
      expect(token.open[0]?.why).toBe("the config encodes or decodes tokens itself");
      expect(token.open).toHaveLength(callback === "jwt: some" ? 2 : 1);
    },
  );

  test("a token that the config encodes may come with a field that jwt did not write", () => {
    const encode = { options: "jwt: { encode: some }" };
    expect(after("if (token.a) token.b = 1;", encode)).toEqual(["b?"]);
  });
});

describe("the session after `session`", () => {
  const session = (body: string): string =>
    `async session({ session, token, user, trigger, newSession }) {\n${body}\nreturn session;\n}`;
  const after = (body: string, auth: object = {}): string[] => {
    const facts = factsOf({ head, ...auth, session: session(body) });
    return [...namesIn(facts.session), ...namesIn(facts.sessionUser, "user.")].filter((one) => one !== "user").sort();
  };

  test.each<[body: string, underJwt: string[], underDatabase: string[], underEither: string[]]>([
    ["session.a = 1;", ["a"], ["a"], ["a"]],
    ["if (token) session.a = 1;", ["a"], [], ["a?"]],
    ["if (user) session.a = 1;", [], ["a"], ["a?"]],
    ["if (token) session.a = 1; else session.a = 2;", ["a"], ["a"], ["a"]],
    ["if (token) session.user.a = 1; else session.user.b = 2;", ["user.a"], ["user.b"], ["user.a?", "user.b?"]],
    ['if (trigger === "update") session.a = 1;', ["a?"], ["a?"], ["a?"]],
    ["if (newSession) session.a = 1;", ["a?"], ["a?"], ["a?"]],
    ["if (session.user) session.a = 1;", ["a"], ["a"], ["a"]],
    ["if (session.user.name) session.a = 1;", ["a?"], ["a?"], ["a?"]],
    ["if (session.x) session.a = 1;", ["a?"], ["a?"], ["a?"]],
    ["if (session.user.x) session.a = 1;", ["a?"], ["a?"], ["a?"]],
  ])("its fields under each strategy after: %s", (body, underJwt, underDatabase, underEither) => {
    expect(after(body)).toEqual(underJwt);
    expect(after(body, { options: database })).toEqual(underDatabase);
    expect(after(body, { options: unknownStrategy })).toEqual(underEither);
  });

  test.each<[body: string, fields: string[]]>([
    ["if (is) return null as never; session.a = 1;", ["a"]],
    ["return { ...session, a: 1 };", ["a"]],
    ["if (is) return session; return { ...session, a: 1, user: { ...session.user, id: text } };", ["a?", "user.id?"]],
    ["session.user = row;", ["user.id", "user.plan?", "user.team"]],
    ["session.user = maybe;", ["user.id?", "user.plan?", "user.team?"]],
    ["if (is) session.user = row;", ["user.id?", "user.plan?", "user.team?"]],
    ["session.user = { id: text };", ["user.id"]],
    ["session.user = { ...session.user, ...named };", ["user.name"]],
    ["if (token.legacy) session.a = 1;", ["a?"]],
    ["let mine: any = session; while (check()) mine = some; mine.a = 1; return mine;", ["a?"]],
    ["try { check(); } catch (error) { return error; } session.a = 1;", ["a?"]],
    ["session.user = Promise.resolve(row) as any;", []],
    ["return row;", ["id", "plan?", "team"]],
    ["return row as any;", []],
    ["return { user: row, expires: text };", ["expires", "user.id", "user.plan?", "user.team"]],
    ["const { user: mine, ...rest } = session; return rest;", []],
    ["for (const one of list) session.user = one;", ["user.id?", "user.plan?", "user.team?"]],
    ["session.data.x = 1;", ["data.x"]],
  ])("its fields after: %s", (body, fields) => {
    expect(after(body)).toEqual(fields);
  });

  test.each<[body: string, session: string[], user: string[]]>([
    ["session.a = 1;", [], []],
    ["return some;", ["some: its type does not say what it holds"], ["some: its type does not say what it holds"]],
    ["session.user = some;", [], ["session.user: its type does not say what it holds"]],
    ["session.user = record as any;", [], ["session.user: its type does not say what it holds"]],
    ["session.user = loose;", [], ["session.user: it may hold fields that its type does not name"]],
    [
      "return loose as any;",
      ["loose as any: its type does not say what it holds"],
      ["loose as any: its type does not say what it holds"],
    ],
    ["session.user = text as any as string;", [], ["session.user: its type does not say what it holds"]],
  ])("its open parts after: %s", (body, ofSession, ofUser) => {
    const facts = factsOf({ head, session: session(body) });
    expect(opened(facts.session)).toEqual(ofSession);
    expect(opened(facts.sessionUser)).toEqual(ofUser);
  });

  test("a returned value of unknown origin makes the session open", () => {
    const facts = factsOf({ head, session: session("for (const one of list) return one;") });
    const causes = [facts.session, facts.sessionUser].map(({ open }) => open.map(({ why }) => why));
    expect(causes).toEqual(Array(2).fill(["what it returns cannot be seen through"]));
  });

  test("a callback that is not seen makes the session open", () => {
    const facts = factsOf({ head, session: "session: some" });
    const open = ["some: the session callback cannot be seen through"];
    expect([opened(facts.session), opened(facts.sessionUser)]).toEqual([open, open]);
  });

  test("a config without the callback has an untouched session", () => {
    const facts = factsOf({ head, jwt: "jwt({ token }) { return token; }" });
    expect([facts.session, facts.sessionUser]).toEqual(Array(2).fill({ fields: new Map(), untouched: [], open: [] }));
  });

  test("a row of a dependency is written as a whole, one of the project's own by name", () => {
    const bySpread = (body: string): boolean[] =>
      [
        ...factsOf({
          head: `${head}\nimport type { User } from "next-auth";\ndeclare const theirs: User;`,
          session: session(body),
        }).sessionUser.fields.values(),
      ].flatMap(({ writes }) => writes.map((write) => write.bySpread));
    expect(bySpread("session.user = { ...row };")).toEqual([true, true, true]);
    expect(bySpread("session.user = row;")).toEqual([false, false, false]);
    expect(bySpread("session.user = theirs;")).toEqual([true, true, true, true]);
    expect(bySpread("return { ...session, ...{ user: row } };")).toEqual([false, false, false]);
  });

  test("the token as the user hands on what jwt has put there", () => {
    const facts = factsOf({
      head,
      providers: [github],
      jwt: "jwt({ token, user }) {\nif (user) token.role = text;\nif (is) token.plan = 1;\nreturn token;\n}",
      session: session("session.user = token;"),
    });
    const fields = Object.fromEntries(
      [...facts.sessionUser.fields].map(([name, { writes, optional }]) => [
        name,
        writes.map((write) => `${optional ? "optional " : ""}${facts.text(write.type)}`).join(),
      ]),
    );
    expect(fields).toMatchObject({ role: "string", plan: "optional number", sub: "string" });
    expect([...facts.sessionUser.fields.values()].every(({ writes }) => writes.every(({ bySpread }) => bySpread))).toBe(
      true,
    );
  });
});

describe("the stored session that an adapter of Auth.js 5 gives", () => {
  const config = (options: string): string => `import NextAuth from "next-auth";
export const { auth } = NextAuth({
  providers: [],
  ${options},
  callbacks: { session({ session }) { session.a = 1; return session; } },
});
`;
  test.each<[strategy: string, open: string[]]>([
    ["database", ["the adapter may have stored more than the callback assigns"]],
    ["jwt", []],
  ])("its open parts under %s", (strategy, open) => {
    const facts = factsOf(config(`session: { strategy: "${strategy}" }`), { nextAuth: "5.0.0-beta.32" });
    expect([facts.session, facts.sessionUser].map((one) => one.open.map(({ why }) => why))).toEqual([open, open]);
  });
});
