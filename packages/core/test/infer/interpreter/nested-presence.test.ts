import { describe, expect, test } from "vitest";
import { analyze } from "../../../src/index.js";
import { augmentation } from "../../support/augmentation.js";
import { authFile, credentials, helpers } from "../../support/auth-file.js";
import { project } from "../../support/project.js";

/** What is found where the session's plan, declared as always there, hangs on a test of a field inside `token.account`. */
function found(test: string, account = "{ id: string; org: { id: string } }", write = always): readonly string[] {
  const files = {
    "auth.ts": authFile({
      providers: [credentials('{ id: "1" }')],
      jwt: `jwt({ token, user }) { ${write} return token; }`,
      session: `session({ session, token }) { ${test} return session; }`,
    }),
    "helpers.ts": helpers,
    "types.d.ts": augmentation({ session: ["plan: string"], token: [`account: ${account}`] }),
  };
  return analyze(project(files).workspace(), { fix: false }).diagnostics.map(
    ({ rule, message }) => `${rule} ${message}`,
  );
}

const always = 'if (user) token.account = { id: user.id, org: { id: "o" } };';
const missing =
  "no-maybe-missing-field `session.plan` is declared as required, but assigned on some paths only: readers may get `undefined`.";

describe("a field inside one that every sign-in writes", () => {
  test.each([
    'if (token.account.id) session.plan = "x";',
    'if (token.account?.id) session.plan = "x";',
    'if (token["account"]["id"]) session.plan = "x";',
    'if (!token.account.id) return session; session.plan = "x";',
    'if (token.account.org.id) session.plan = "x";',
    'if (token.account && token.account.id) session.plan = "x";',
    'if (token.account.id !== undefined) session.plan = "x";',
    'if ((token.account as { id: string }).id) session.plan = "x";',
    'token.account.id && (session.plan = "x");',
  ])("it is there as its type says: %s", (test) => {
    expect(found(test)).toEqual([]);
  });

  test.each(["{ id?: string; org: { id: string } }", "{ id: string | null; org: { id: string } }"])(
    "it may be missing if its type says so: %s",
    (account) => {
      expect(found('if (token.account.id) session.plan = "x";', account)).toContain(missing);
    },
  );

  test("it decides nothing if the field around it is written on some paths only", () => {
    const sometimes = 'if (user && enabled) token.account = { id: user.id, org: { id: "o" } };';
    expect(found('if (token.account?.id) session.plan = "x";', undefined, sometimes)).toContain(missing);
  });

  test("it decides nothing if it is compared with a value", () => {
    expect(found('if (token.account.id === "7") session.plan = "x";')).toContain(missing);
  });
});
