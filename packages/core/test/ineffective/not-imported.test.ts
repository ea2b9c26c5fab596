import { describe, expect, test } from "vitest";
import { types } from "../support/augmentation.js";
import { authFile } from "../support/auth-file.js";
import { checkFix, checkMarked } from "../support/marked-project.js";
import { project } from "../support/project.js";

test("a missing name joins the names that the file imports from its module", () => {
  const declared = (imports: string, type: string): string => `import type { ${imports} } from "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    claims?: ${type} | JWT;
  }
}
`;
  const made = checkMarked({
    auth: { session: "session({ session, token }) {\n      session.claims = token;\n      return session;\n    }" },
    files: { [types]: declared("JWT", "⟦no-ineffective-augmentation⟧DefaultJWT") },
    fixed: { [types]: declared("JWT, DefaultJWT", "DefaultJWT") },
  });
  expect(made.analysis().diagnostics.map(({ message }) => message)).toEqual([
    "`DefaultJWT` is not imported, so that the type it stands in is `any` for every reader.",
  ]);
});

test("a name is reported once, at its first place in the file", () => {
  const declared = (head: string, base: string): string => `${head}

declare module "next-auth" {
  interface Session {
    user: { id: string } & ${base}["user"];
    owner?: DefaultSession["user"];
  }
}
`;
  checkMarked({
    auth: { session: "session({ session, token }) { session.user.id = token.sub!; return session; }" },
    files: { [types]: declared("export {};", "⟦no-ineffective-augmentation⟧DefaultSession") },
    fixed: { [types]: declared('import type { DefaultSession } from "next-auth";\n\nexport {};', "DefaultSession") },
  });
});

describe("two names that nobody imports", () => {
  const declared = (
    head: string,
    [base = "", user = ""]: readonly string[] = ["DefaultSession", "User"],
  ): string => `${head}

declare module "next-auth" {
  interface Session {
    user: { id: string } & ${base}["user"];
    owner?: ${user};
  }
}
`;
  const marked = ["DefaultSession", "User"].map((name) => `⟦no-ineffective-augmentation⟧${name}`);
  const auth = { session: "session({ session, token }) { session.user.id = token.sub!; return session; }" };

  test("the names get one import of their own", () => {
    checkMarked({
      auth,
      files: { [types]: declared("export {};", marked) },
      fixed: { [types]: declared('import type { DefaultSession, User } from "next-auth";\n\nexport {};') },
    });
  });

  test("the names join the import that is there, wrapped where the line gets too long", () => {
    const exports = "NextAuthOptions, CallbacksOptions, CookiesOptions, EventCallbacks, LoggerInstance";
    const lines = [...exports.split(", "), "DefaultSession", "User"].map((name) => `  ${name},\n`);
    checkMarked({
      auth,
      files: { [types]: declared(`import type { ${exports} } from "next-auth";`, marked) },
      fixed: { [types]: declared(`import type {\n${lines.join("")}} from "next-auth";`) },
    });
  });
});

describe("two imports that contradict each other", () => {
  const declared = (head: string): string => `${head}

declare module "next-auth" {
  interface Session extends DefaultSession {
    user: ({ id: string } | { plan: string }) & DefaultSession["user"];
    plan: string;
  }
}

declare module "next-auth" {
  export interface Session {
    user: User;
  }
}
`;

  test.each([
    ["the first is made alone", 'session.plan = "a"'],
    ["the first is made alone where a cast goes in another file", '(session as any).plan = "a"'],
  ])("%s", (_, write) => {
    const auth = (text: string): string =>
      authFile({ session: `session({ session, token }) {\n      ${text};\n      return session;\n    }` });
    const made = project({ "auth.ts": auth(write), [types]: declared("export {};") });
    checkFix(made, {
      [types]: declared('import type { DefaultSession } from "next-auth";\n\nexport {};'),
      ...(write.includes("any") && { "auth.ts": auth('session.plan = "a"') }),
    });
    expect(made.fixed().analysis().fix.changes).toEqual([]);
  });
});

describe("an import from a module that does not export the name", () => {
  const auth = {
    jwt: "jwt({ token, user }) {\n      if (user) token.rank = user.rank;\n      return token;\n    }",
    session: "session({ session, token }) {\n      session.user.rank = token.rank;\n      return session;\n    }",
  };
  const declared = (imports: string, mark = ""): string => `${imports}

declare module "next-auth" {
  interface Session {
    user: { rank?: number } & ${mark}DefaultSession["user"];
  }
  interface User {
    rank?: number;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    rank?: number;
  }
}
`;

  test.each([
    ["alone", 'import { DefaultSession } from "next-auth/next";', 'import { DefaultSession } from "next-auth";'],
    [
      "beside the default export and another name",
      'import NextAuth, { DefaultSession, DefaultUser } from "next-auth/next";',
      'import NextAuth, { DefaultSession, DefaultUser } from "next-auth";',
    ],
    [
      "of types, in single quotes",
      "import type { DefaultSession } from 'next-auth/next'",
      "import type { DefaultSession } from 'next-auth'",
    ],
    [
      "beside a name that is given another",
      'import { DefaultSession, type DefaultUser as Base } from "next-auth/jwt";',
      'import { DefaultSession, type DefaultUser as Base } from "next-auth";',
    ],
    [
      "from a file of the project",
      'import { DefaultSession } from "../helpers";',
      'import { DefaultSession } from "next-auth";',
    ],
  ])("the name comes from the module that exports it: %s", (name, imports, fixed) => {
    checkMarked({
      auth,
      files: { [types]: declared(imports, "⟦no-ineffective-augmentation⟧") },
      fixed: { [types]: declared(fixed) },
    });
  });

  test.each([
    [
      "brings what its module alone exports",
      'import { DefaultSession, getServerSession, withAuth } from "next-auth/middleware";',
    ],
    ["brings what the other one lacks", 'import { DefaultSession, JWT } from "next-auth/jwt";'],
    ["brings the default of a file without one", 'import DefaultSession from "../helpers";'],
    [
      "is a short name for a member of a namespace",
      'import type * as auth from "next-auth/jwt";\nimport DefaultSession = auth.DefaultSession;',
    ],
  ])("the import is left to the author where it %s", (name, imports) => {
    checkMarked({ auth, files: { [types]: declared(imports, "⟦no-ineffective-augmentation!⟧") } });
  });
});
