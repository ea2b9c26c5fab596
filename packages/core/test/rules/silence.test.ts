import { describe, expect, test } from "vitest";
import { github } from "../support/auth-file.js";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";
import { project } from "../support/project.js";

const database = 'session: { strategy: "database" }';

const cases: readonly MarkedCase[] = [
  { name: "a config without callbacks", auth: { providers: [github] } },
  {
    name: "callbacks that write nothing",
    auth: { jwt: "jwt({ token }) { return token; }", session: "session({ session }) { return session; }" },
  },
  { name: "callbacks of other events", auth: { session: "signIn() { return true; }" } },
  {
    name: "what an untyped callback does for a user without the address that every user has",
    auth: {
      options: database,
      session:
        "session({ session, user }: any) { if (!user.email) return { ...session, plan: user.id }; return session; }",
    },
  },
  {
    name: "what an untyped callback takes from a field whose type does not resolve",
    auth: { session: "session({ session, token }: any) { return { ...session, plan: token.data }; }" },
    files: {
      [types]: `import "next-auth/jwt";

declare module "next-auth/jwt" {
  interface JWT {
    data?: Missing;
  }
}
`,
    },
  },
  {
    name: "a clean project",
    auth: {
      jwt: "jwt({ token, user }) { if (user) token.id = user.id; return token; }",
      session: "session({ session, token }) { session.user.id = token.id; return session; }",
    },
    files: { [types]: augmentation({ user: ["id: string"], token: ["id: string"] }) },
  },
  {
    name: "a user type that does not resolve and may declare anything",
    auth: {
      jwt: "jwt({ token, user }) {\n      if (user?.role) token.role = user.role;\n      return token;\n    }",
      session: "session({ session, token }) {\n      session.user.role = token.role;\n      return session;\n    }",
    },
    files: {
      [types]: `import type { User as Row } from "generated/graphql";
import type { DefaultSession } from "next-auth";

type AppUser = Partial<Row> & Pick<Row, "id"> & Pick<Row, "role">;

declare module "next-auth/jwt" {
  interface JWT extends AppUser {}
}

declare module "next-auth" {
  interface User extends AppUser {}
  interface Session extends DefaultSession {
    user: AppUser;
  }
}
`,
    },
  },
  {
    name: "a whole row whose undeclared fields nobody reads",
    auth: { options: database, session: "session({ session, user }) { return { ...session, user }; }" },
    files: {
      [types]: `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User;
  }
}
`,
    },
  },
  {
    name: "the token's subject, which the library always sets",
    auth: { session: "session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } })" },
    files: { [types]: augmentation({ user: ["id: string"] }) },
  },
  {
    name: "the token's subject under another name",
    auth: {
      session: "session: ({ session, token: { sub } }) => ({ ...session, user: { ...session.user, id: sub } })",
    },
    files: { [types]: augmentation({ user: ["id: string"] }) },
  },
  {
    name: "the token's subject on one of two paths",
    auth: {
      session: `session: ({ session, token }) => {
      if (enabled) return { ...session, user: { ...session.user, id: "guest" } };
      return { ...session, user: { ...session.user, id: token.sub } };
    }`,
    },
    files: { [types]: augmentation({ user: ["id: string"] }) },
  },
  ...[
    "const { id } = session.user;\n      if (!id) session.user.id = await load();",
    "const id = session.user.id;\n      if (id === undefined) session.user.id = await load();",
    "if (!session.user.id) session.user.id = await load();",
    "if (session.user.id === undefined) session.user.id = await load();",
    "if (session.user.id == null) session.user.id = await load();",
    "session.user.id ??= await load();",
    "session.user.id ||= await load();",
  ].map((body): MarkedCase => ({
    name: `a field that is written where it is not there yet: ${body}`,
    auth: { session: `async session({ session }) {\n      ${body}\n      return session;\n    }` },
    files: { [types]: augmentation({ user: ["id: string"] }) },
  })),
  {
    name: "a base field that jwt writes, with the token as the user",
    auth: {
      jwt: "jwt({ token, user }) {\n      if (user) {\n        token.id = user.id;\n        token.name = user.name;\n      }\n      return token;\n    }",
      session: "session: ({ session, token }) => ({ ...session, user: token })",
    },
    files: {
      [types]: `import "next-auth";

declare module "next-auth" {
  interface Session {
    user: { id: string; name: string };
  }
  interface User {
    id: string;
    name: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`,
    },
  },
  ...[
    'if ("user" in session) session.user.id = token.sub!;',
    'if (typeof token.sub === "string") session.user.id = token.sub;',
    "const { sub } = token;\n      if (sub) session.user.id = sub;",
  ].map((body): MarkedCase => ({
    name: `a test of what is always there: ${body}`,
    auth: { session: `session({ session, token }) {\n      ${body}\n      return session;\n    }` },
    files: { [types]: augmentation({ user: ["id: string"] }) },
  })),
  ...[
    [
      "a function without a body",
      "declare function enrich(session: Session, id: string): void;",
      "enrich(session, token.sub!);",
    ],
    [
      "a method of an object of another module",
      "declare const users: { enrich(session: Session): void };",
      "users.enrich(session);",
    ],
    ["Reflect.set", "", 'Reflect.set(session, "plan", "free");'],
    ["Object.defineProperty", "", 'Object.defineProperty(session, "plan", { value: "free" });'],
  ].map(([name = "", head = "", body = ""]): MarkedCase => ({
    name: `a field that may be written where nobody sees it: ${name}`,
    auth: {
      head: `import type { Session } from "next-auth";\n${head}\nexport type Used = Session;`,
      session: `session({ session, token }) {\n      void token;\n      ${body}\n      return session;\n    }`,
    },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  })),
  {
    name: "options that are declared and never used",
    files: {
      "auth.ts":
        'import type { NextAuthOptions } from "next-auth";\nexport const authOptions: NextAuthOptions = { providers: [] };\n',
      "page.ts": 'import { getServerSession } from "next-auth";\nexport const session = getServerSession();\n',
    },
  },
];

const aliases: readonly MarkedCase[] = [
  {
    name: "a logger that takes anything",
    auth: {
      head: "declare const log: { info(...values: unknown[]): void };",
      session: "session({ session }) { log.info(session, JSON.stringify(session)); return session; }",
    },
    files: { [types]: augmentation({ session: ["⟦no-unassigned-field⟧plan: string"] }) },
  },
  {
    name: "a membership test of what may be missing",
    auth: { session: 'session({ session }) { if ("plan" in session) session.user.id = "1"; return session; }' },
    files: { [types]: augmentation({ session: ["plan?: string"], user: ["⟦no-maybe-missing-field⟧id: string"] }) },
  },
  {
    name: "a typeof test of what may be missing",
    auth: {
      session:
        'session({ session, token }) { if (typeof token.email === "string") session.user.id = token.email; return session; }',
    },
    files: { [types]: augmentation({ user: ["⟦no-maybe-missing-field⟧id: string"] }) },
  },
  {
    name: "a local name of a field that is assigned again later",
    auth: {
      session: `session({ session, token }) {
      const { id } = session.user;
      session.user.id = token.sub!;
      if (!id) session.user.isNew = true;
      return session;
    }`,
    },
    files: { [types]: augmentation({ user: ["id: string", "⟦no-maybe-missing-field⟧isNew: boolean"] }) },
  },
  {
    name: "a test for null, which is no absence",
    auth: {
      session: "session({ session }) { if (session.user.team === null) session.user.team = 1; return session; }",
    },
    files: { [types]: augmentation({ user: ["⟦no-maybe-missing-field⟧team: number | null"] }) },
  },
];

describe("lines that do not silence a finding:", () => {
  for (const one of aliases) test(one.name, () => void checkMarked(one));
});

describe("projects without findings:", () => {
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

  test("an empty program has no findings", () => {
    expect(project({ "index.ts": "" }).analysis().report.ok).toBe(true);
  });

  test("syntax errors in the auth file do no harm", () => {
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
