import { describe, expect, test } from "vitest";
import { factsOf, namesIn } from "../../support/facts.js";

describe("a claim of the token after the first sign-in, a later one, and the runs between:", () => {
  const atSignIn = (statement: string): string => `jwt({ token, user, trigger }) { ${statement} return token; }`;
  const plan = atSignIn('if (user) token.plan = "free";');
  test.each([
    ["the library always fills it, and every run keeps it", "sub", plan, ["shown"]],
    ["the library may leave it empty", "name", plan, ["shown?"]],
    ["the first sign-in empties it", "sub", atSignIn('if (trigger === "signUp") token.sub = undefined;'), ["shown?"]],
    ["a later sign-in empties it", "sub", atSignIn('if (trigger === "signIn") token.sub = undefined;'), ["shown?"]],
    ["it is emptied without a sign-in", "sub", atSignIn("if (!user) token.sub = undefined;"), ["shown?"]],
  ])("%s", (_, claim, jwt, fields) => {
    const { session } = factsOf({
      jwt,
      session: `session({ session, token }) { if (token.${claim}) session.shown = token.${claim}; return session; }`,
    });
    expect(namesIn(session)).toEqual(fields);
  });
});
