import { describe, test } from "vitest";
import { augmentation, types } from "../../support/augmentation.js";
import { checkMarked, type MarkedCase } from "../../support/marked-project.js";

/** What the trees of TypeScript 7 call otherwise, or build otherwise, than those of TypeScript 6. */
const cases: readonly MarkedCase[] = [
  {
    name: "a property that is optional already stays so once",
    auth: {
      session: "session({ session, token }) { if (token.sub) session.user.role = token.sub; return session; }",
    },
    files: { [types]: augmentation({ user: ["⟦no-mismatched-field⟧role?: number"] }) },
    fixed: { [types]: augmentation({ user: ["role?: string"] }) },
  },
  {
    name: "a variable from a pattern is a constant",
    auth: {
      head: 'type Role = "reader" | "writer";\ndeclare module "next-auth/jwt" { interface JWT { role: Role } }\ndeclare module "next-auth" { interface Session { role: Role } }',
      jwt: 'jwt({ token }) { token.role = "reader"; return token; }',
      session:
        "session({ session, token }) { const { role } = token as { role: string }; session.role = role; return session; }",
    },
  },
  {
    name: "a base of the library's own that is not imported is no type without an import",
    auth: { session: "session({ session }) { ⟦no-undeclared-field⟧session.plan = 1; return session; }" },
    files: {
      [types]: 'export {};\n\ndeclare module "next-auth" {\n  interface Session extends DefaultSession {}\n}\n',
    },
  },
  {
    name: "a callback in parentheses has a place",
    auth: {
      options: 'session: { strategy: "database" }',
      jwt: "jwt: (⟦no-strategy-mismatch!⟧({ token }) => token)",
    },
  },
];

describe("on TypeScript 7", () => {
  test.each(cases)("$name", (one) => {
    checkMarked({ ...one, options: { ...one.options, compiler: "native" } });
  });
});
