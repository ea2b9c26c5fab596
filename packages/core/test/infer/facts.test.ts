import { describe, expect, test } from "vitest";
import { authFile, helpers, session } from "../support/auth-file.js";
import { factsOf, namesIn } from "../support/facts.js";
import { checkMarked } from "../support/marked-project.js";

describe("the fields of a callback's object", () => {
  test("a field is among them if only fields inside its value are written", () => {
    const { token } = factsOf({ jwt: 'jwt({ token }) { (token.data as any).plan = "free"; return token; }' });
    expect(namesIn(token)).toEqual(["data.plan"]);
  });

  test("a field that the library fills and nobody writes is not among them", () => {
    const { session, token } = factsOf({
      jwt: "jwt({ token }) { token.plan = 1; return token; }",
      session: "session({ session }) { session.note = 1; return session; }",
    });
    expect([...token.fields.keys()]).toEqual(["plan"]);
    expect([...session.fields.keys()]).toEqual(["note"]);
    expect(session.untouched).toEqual(["user", "expires"]);
  });
});

test("a base field is not certain if a second config leaves the library's value in it", () => {
  checkMarked({
    files: {
      "auth.ts": authFile({ session: session('session.user = { ...session.user, name: "Ann" };') }),
      "admin.ts": authFile({ session: session("void session.user;") }),
      "helpers.ts": helpers,
      "page.ts": `import type { Session } from "next-auth";\n\nexport const nameOf = (session: Session): string => session.user?.name;\n`,
    },
  });
});
