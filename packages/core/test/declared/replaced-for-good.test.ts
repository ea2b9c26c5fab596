import { expect, test } from "vitest";
import { authFile } from "../support/auth-file.js";
import { project } from "../support/project.js";

test("a file that replaces the module stays if a reader cannot bear its repair", () => {
  const { fix, report } = project({
    "auth.ts": authFile({
      jwt: "jwt({ token, user }) { if (user) token.plan = user.plan; return token; }",
      session: "session({ session, token }) { session.plan = token.plan; return session; }",
    }),
    "next-auth.d.ts": 'declare module "next-auth" {\n  interface User {\n    plan: string;\n  }\n}\n',
    // As long as the module is replaced, anything can be read here.
    "page.ts": 'import type { Session } from "next-auth";\nexport const read = (session: Session) => session.nobody;\n',
  }).analysis();
  expect(report.diagnostics.map(({ rule, file, fixable }) => `${rule} ${file} ${fixable}`)).toEqual([
    "no-untyped-token auth.ts false",
    "no-undeclared-field auth.ts false",
    "no-ineffective-augmentation next-auth.d.ts false",
  ]);
  expect(fix.changes).toEqual([]);
});
