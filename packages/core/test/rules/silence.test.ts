import { describe, expect, test } from "vitest";
import { github } from "../support/auth-file.js";
import { augmentation } from "../support/augmentation.js";
import { checkMarked, type MarkedProject } from "../support/marked-project.js";
import { project } from "../support/project.js";

const types = "types/next-auth.d.ts";

const cases: readonly MarkedProject[] = [
  { name: "no callbacks", auth: { providers: [github] } },
  {
    name: "callbacks that write nothing",
    auth: { jwt: "jwt({ token }) { return token; }", session: "session({ session }) { return session; }" },
  },
  { name: "callbacks of other events", auth: { session: "signIn() { return true; }" } },
  {
    name: "a clean project",
    auth: {
      jwt: "jwt({ token, user }) { if (user) token.id = user.id; return token; }",
      session: "session({ session, token }) { session.user.id = token.id; return session; }",
    },
    files: { [types]: augmentation({ user: ["id: string"], token: ["id: string"] }) },
  },
  {
    name: "options that are declared and never used",
    files: {
      "auth.ts":
        'import type { NextAuthOptions } from "next-auth";\nexport const authOptions: NextAuthOptions = { providers: [] };\n',
      "page.ts": 'import { getServerSession } from "next-auth";\nexport const session = getServerSession();\n',
    },
  },
];

describe("silence", () => {
  for (const one of cases) {
    test(one.name, () => {
      checkMarked(one);
    });
  }

  test("a project without auth gives an empty analysis", () => {
    const { report, fix, problems } = project({
      "index.ts": "export const session = { user: { id: 1 } };\nsession.user.id = 2;\n",
    }).analysis();
    expect(report).toEqual({ schemaVersion: 1, ok: true, configs: [], fields: [], diagnostics: [] });
    expect(fix.changes).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("an empty program", () => {
    expect(project({ "index.ts": "" }).analysis().report.ok).toBe(true);
  });

  test("syntax errors in the auth file harm nobody", () => {
    const broken = project({
      "auth.ts": `import type { NextAuthOptions } from "next-auth";
export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    session({ session, token }) {
      session.user.id = token.sub!;
      session.
      return session;
    }
`,
    });
    expect(() => broken.analysis()).not.toThrow();
  });
});
