import { describe, expect, test } from "vitest";
import { credentials } from "../support/auth-file.js";
import { factsOf, namesIn } from "../support/facts.js";

const head = `declare function pick(): "red" | "green";
declare const is: boolean;`;

describe("the fields after a callback, as its real runs show:", () => {
  test.each([
    [
      "one call may answer differently from the next",
      'if (pick() === "red" && pick() === "green") token.a = 1;',
      ["a?"],
    ],
    [
      "a second call within a switch may answer differently",
      'switch (pick()) { case "red": if (pick() !== "red") token.a = 1; }',
      ["a?"],
    ],
    [
      "a name stays what it was",
      'const one = pick(); if (one === "red") token.a = 1; if (one !== "red") token.a = 2;',
      ["a"],
    ],
    ["the user that later runs do not have", "token.a = user;", ["a?"]],
    ["a field of that user", "token.a = user?.id;", ["a?"]],
    ["the same in a literal", "return { ...token, a: user };", ["a?"]],
    ["the same behind &&", "token.a = user && user.id;", ["a?"]],
    ["a value that is false on the way", "token.a = is && user?.id;", ["a?"]],
    ["a condition that is false", 'token.a = is && "red";', ["a"]],
    ["the same by Object.assign", "return Object.assign(token, { a: user?.id });", ["a?"]],
    ["the same where something stands in for it", "token.a = user?.id ?? token.sub;", ["a"]],
    ["the same where what was there stays", "token.a = user?.id ?? token.a;", ["a"]],
    ["the same where it is there", "if (user) token.a = user.id;", ["a"]],
    [
      "a switch over what nothing is known of",
      'switch ({ ...token }.a) { case "red": return token; }\ntoken.a = "red";',
      ["a"],
    ],
    ["a missing value takes the place of a false one", "token.a ||= is && user?.id;", ["a?"]],
    ["a true value stays", "token.a ||= user?.id;", ["a"]],
    ["a value with a true fallback stays", "token.a ||= user?.id || is;", ["a"]],
    ["a missing value takes the place of a true one", 'token.a = "red"; token.a &&= user?.id;', ["a?"]],
    ["a value that is never null stays", 'token.a = "red"; token.a ??= user?.id;', ["a"]],
    ["the value of an earlier run stays", "token.a ??= user?.id;", ["a"]],
    ["a missing value takes the place of null", 'token.a = is ? null : "red"; token.a ??= user?.id;', ["a?"]],
    ["a missing value stays missing", "if (!user) token.a ??= user?.id;", ["a?"]],
    [
      "nothing is put in the place of one of several",
      'if (user) token.a = user.id; for (const key of ["a", "b"] as const) token[key] = user?.id;',
      ["a?", "b?"],
    ],
    [
      "what one of several may have got is handed on",
      'const key: "a" | "b" = is ? "a" : "b"; token[key] = Math.random(); return { ...token, a: token.a };',
      ["a?", "b?"],
    ],
    [
      "a copy of the token has what an earlier run has put into it",
      "const copy = { ...token }; if (copy.b) copy.a = 1; if (!user) copy.b = 1; return copy;",
      ["b?", "a?"],
    ],
    ["what is known to be missing is no longer true", "token.a = undefined; if (token.a) token.b = 1;", ["a?"]],
  ])("%s: %s", (_name, statements, fields) => {
    const { token } = factsOf({ head, jwt: `jwt({ token, user }) {\n${statements}\nreturn token;\n}` });
    expect(namesIn(token)).toEqual(fields);
  });
});

test.each([
  ["what its type does not say", '{ id: "1", role: "admin" }', ["a provider gives the user more than its type says"]],
  ["what its type says", '{ id: "1", name: "Ann" }', []],
])("the token takes over a user of whom a provider gives %s", (_name, user, whys) => {
  const jwt = "jwt({ token, user }) { return { ...token, ...user }; }";
  const { token } = factsOf({ jwt, providers: [credentials(user)] });
  expect([...new Set(token.open.map(({ why }) => why))]).toEqual(whys);
});

describe("the fields of a session that is read:", () => {
  test.each([
    ["before it is written", "session.user.plan = session.seats; session.seats = token.sub;", ["seats"], ["plan?"]],
    ["by a name", "const { seats } = session; session.user.plan = seats; session.seats = 1;", ["seats"], ["plan?"]],
    ["in parentheses", "session.user.plan = (session.seats); session.seats = 1;", ["seats"], ["plan?"]],
    [
      "on one side, in parentheses",
      "session.user.plan = (is ? session.seats : 1); session.seats = 1;",
      ["seats"],
      ["plan?"],
    ],
    ["after a comma", "session.user.plan = (is, session.seats); session.seats = 1;", ["seats"], ["plan?"]],
    ["behind &&", "session.user.plan = is && session.seats; session.seats = 1;", ["seats"], ["plan?"]],
    [
      "on either side of ??",
      "session.user.plan = session.b ?? session.seats; session.seats = session.b = 1;",
      ["b", "seats"],
      ["plan?"],
    ],
    ["which is awaited", "session.user.plan = await session.seats; session.seats = 1;", ["seats"], ["plan?"]],
    ["in a cast", "session.user.plan = session.seats as number; session.seats = 1;", ["seats"], ["plan?"]],
    ["into a literal", "return { ...session, seats: 1, plan: session.seats };", ["seats", "plan?"], []],
    ["after it was written", "session.seats = 1; session.user.plan = session.seats;", ["seats"], ["plan"]],
    [
      "with something to stand in for it",
      "session.user.plan = session.seats ?? 1; session.seats = 1;",
      ["seats"],
      ["plan"],
    ],
    ["which the library has put in", "session.user.plan = session.expires;", [], ["plan"]],
  ])("%s: %s", (_name, statements, ofSession, ofUser) => {
    const { session, sessionUser } = factsOf({
      head,
      session: `async session({ session, token }) {\n${statements}\nreturn session;\n}`,
    });
    expect(namesIn(session)).toEqual(ofSession);
    expect(namesIn(sessionUser)).toEqual(ofUser);
  });

  test("a user of the adapter may hold any field", () => {
    const auth = `import NextAuth from "next-auth";
declare const adapter: any;
export const { auth } = NextAuth({
  adapter,
  providers: [],
  session: { strategy: "database" },
  callbacks: { session({ session }) { session.user.plan = session.user.seats; return session; } },
});
`;
    const { sessionUser } = factsOf(auth, { nextAuth: "5.0.0-beta.32" });
    expect(namesIn(sessionUser)).toEqual(["plan"]);
  });
});
