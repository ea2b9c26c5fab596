import { describe, expect, test } from "vitest";
import { types } from "../support/augmentation.js";
import { authFile, type AuthParts } from "../support/auth-file.js";
import { checkMarked } from "../support/marked-project.js";
import { project } from "../support/project.js";

const auth = {
  jwt: "jwt({ token, user }) {\n      if (user) token.rank = user.rank;\n      return token;\n    }",
  session: "session({ session, token }) {\n      session.user.rank = token.rank;\n      return session;\n    }",
};
const text = (imports: string, base: string): string => `${imports}

declare module "next-auth" {
  interface Session {
    user: { rank?: number } & ${base};
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

describe("no-ineffective-augmentation: names that are not imported", () => {
  test.each([
    ["another expression", 'import type { DefaultSession }m "next-auth";'],
    ["a text without its end", 'import type { DefaultSession } from "next-aut'],
    ["one quote", 'import type { DefaultSession } from "'],
  ])("an import of broken code, with %s for a module, is no reason to give up", (_, line) => {
    const broken = `${line}\nif (1) void 0;`;
    const made = project({ "auth.ts": authFile(auth), [types]: text(broken, 'DefaultSession["user"]') });
    expect(() => made.analysis()).not.toThrow();
  });

  test("a base without an import makes the type around it any, and gets its import", () => {
    const made = checkMarked({
      auth,
      files: { [types]: text('import "next-auth";', '⟦no-ineffective-augmentation⟧DefaultSession["user"]') },
      fixed: {
        [types]: text(
          'import "next-auth";\nimport type { DefaultSession } from "next-auth";',
          'DefaultSession["user"]',
        ),
      },
    });
    expect(made.analysis().diagnostics[0]?.message).toBe(
      "`DefaultSession` is not imported, so that the type it stands in is `any` for every reader.",
    );
  });

  test("the import joins the other imports of the same module", () => {
    checkMarked({
      auth,
      files: {
        [types]: text(
          'import type { DefaultUser } from "next-auth";\n\nexport type U = DefaultUser;',
          '⟦no-ineffective-augmentation⟧DefaultSession["user"]',
        ),
      },
      fixed: {
        [types]: text(
          'import type { DefaultUser, DefaultSession } from "next-auth";\n\nexport type U = DefaultUser;',
          'DefaultSession["user"]',
        ),
      },
    });
  });

  test("an import from the wrong module is corrected, after which a cast is not needed", () => {
    const parts = (cast: string): AuthParts => ({
      jwt: "jwt({ token, user }) {\n      return { ...token, ...user };\n    }",
      session: `session({ session, token }) {\n      session.user = token${cast};\n      return session;\n    }`,
    });
    const made = checkMarked({
      auth: parts(" as any"),
      files: {
        [types]: text(
          'import { DefaultSession } from "next-auth/next";',
          '⟦no-ineffective-augmentation⟧DefaultSession["user"]',
        ),
      },
      fixed: {
        "auth.ts": authFile(parts("")),
        [types]: text('import { DefaultSession } from "next-auth";', 'DefaultSession["user"]'),
      },
    });
    expect(made.analysis().problems).toEqual([]);
    expect(made.analysis().diagnostics[0]?.message).toBe(
      "`DefaultSession` is imported from a module that does not export it, so that the type it stands in is `any` for every reader.",
    );
  });

  test("an import whose errors no declaration removes is left to its author, the rest is fixed", () => {
    const made = checkMarked({
      auth: {
        jwt: `jwt({ token, user, trigger, session }) {
      if (user) {
        ⟦no-untyped-token⟧token.id = user.id;
        ⟦no-untyped-token!⟧token.isVerified = user.isVerified;
      }
      if (trigger === "update") token.isVerified = (session as Record<string, unknown>).isVerified;
      return token;
    }`,
        session:
          "session({ session, token }) {\n      session.user.isVerified = token.isVerified;\n      return session;\n    }",
      },
      files: {
        [types]: `import "next-auth";

declare module "next-auth" {
  interface Session {
    user: { isVerified: boolean } & ⟦no-ineffective-augmentation!⟧DefaultSession["user"];
  }
  interface User {
    isVerified: boolean;
  }
}
`,
      },
    });
    expect(made.analysis().diagnostics.map(({ manual }) => manual)).toContain(
      'Import `DefaultSession` from "next-auth".',
    );
  });

  test("a base that the library's own interface already extends is not reported", () => {
    checkMarked({
      auth: { jwt: 'jwt({ token }) { token.plan = "free"; return token; }' },
      files: {
        [types]: `import { DefaultJWT } from "next-auth";

declare module "next-auth/jwt" {
  interface JWT extends DefaultJWT {
    plan: string;
  }
}
`,
      },
    });
  });

  test("a name that the library does not export is not reported, as an unloaded file may declare it", () => {
    checkMarked({ auth, files: { [types]: text("export {};", "SessionBase") } });
  });

  test("names of the module itself, of the file and globals are not reported", () => {
    checkMarked({
      auth,
      files: {
        [types]: text(
          "export {};\n\ninterface Base { name?: string | null }",
          'DefaultSession["user"] & Base & Partial<Base> & Record<never, string>',
        ).replace("export {};", 'import { DefaultSession } from "next-auth";'),
      },
    });
  });

  test("a user of type any lacks nothing", () => {
    checkMarked({
      auth: { session: "session({ session, token }) { session.user.rank = token.sub; return session; }" },
      files: { [types]: 'export {};\n\ndeclare module "next-auth" {\n  interface Session {\n    user: any;\n  }\n}\n' },
    });
  });
});
