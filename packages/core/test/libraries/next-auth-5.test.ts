import { describe, expect, test } from "vitest";
import { unmarked } from "../support/marked.js";
import { checkMarked, type MarkedProject } from "../support/marked-project.js";

const nextAuth = "5.0.0-beta.32";
const options: MarkedProject["options"] = { nextAuth };

/** An auth file in the form in which the documentation of Auth.js shows it. */
function authFile(jwt: string, session: string, config = ""): string {
  return `import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";

export const { handlers, auth } = NextAuth({
  providers: [Credentials({ authorize: () => ({ id: "1", name: "Ann", role: "admin" as const }) })],
  ${config}callbacks: {
    ${jwt},
    ${session},
  },
});
`;
}
const jwt =
  "jwt({ token, user }) {\n      if (user) ⟦no-untyped-token⟧token.role = ⟦no-undeclared-input⟧user.role;\n      return token;\n    }";
const session =
  "session({ session, token }) {\n      ⟦no-undeclared-field⟧session.user.role = token.role;\n      return session;\n    }";

describe("next-auth 5", () => {
  test("missing fields are declared for its own specifiers, and the unimported module is imported", () => {
    const made = checkMarked({
      options,
      files: { "auth.ts": authFile(jwt, session) },
      fixed: {
        "next-auth.d.ts": `import type { DefaultSession } from "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    user: {
      role: "admin";
    } & DefaultSession["user"];
  }

  interface User {
    role: "admin";
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    role: "admin";
  }
}
`,
      },
    });
    expect(made.analysis().report.configs).toEqual([
      { file: "auth.ts", line: 4, library: { name: "next-auth", version: nextAuth }, strategy: "jwt" },
    ]);
    expect(made.fixed().errors()).toEqual([]);
  });

  const declared = (jwtModule: string, head: string): string => `${head}

declare module "next-auth" {
  interface Session {
    user: { role: "admin" } & DefaultSession["user"];
  }
  interface User {
    role: "admin";
  }
}

declare module ${jwtModule} {
  interface JWT {
    role: "admin";
  }
}
`;
  const plain = (text: string): string => unmarked(text).text;

  test("an augmentation of a module that nothing imports gets its import", () => {
    const made = checkMarked({
      options,
      files: {
        "auth.ts": plain(authFile(jwt, session)),
        "types/next-auth.d.ts": declared(
          '⟦no-ineffective-augmentation⟧"next-auth/jwt"',
          'import type { DefaultSession } from "next-auth";',
        ),
      },
      fixed: {
        "types/next-auth.d.ts": declared(
          '"next-auth/jwt"',
          'import type { DefaultSession } from "next-auth";\nimport "next-auth/jwt";',
        ),
      },
    });
    expect(made.analysis().diagnostics[0]?.message).toBe(
      'Nothing in the program imports "next-auth/jwt", so that augmenting it has no effect.',
    );
    expect(made.errors()).not.toEqual([]);
    expect(made.fixed().errors()).toEqual([]);
  });

  test.each([
    [
      "in the same file",
      'import type { DefaultSession } from "next-auth";\nimport type { JWT } from "next-auth/jwt";',
      {},
    ],
    [
      "in another file",
      'import type { DefaultSession } from "next-auth";',
      { "middleware.ts": 'export { getToken } from "next-auth/jwt";\n' },
    ],
  ])("an augmentation takes effect if its module is imported %s", (_, head, others) => {
    const made = checkMarked({
      options,
      files: {
        "auth.ts": plain(authFile(jwt, session)),
        "types/next-auth.d.ts": declared('"next-auth/jwt"', head),
        ...others,
      },
    });
    expect(made.errors()).toEqual([]);
  });

  const ofCore = (...token: readonly string[]): string => `import type { DefaultSession } from "@auth/core/types";
import type { JWT } from "@auth/core/jwt";

declare module "@auth/core/types" {
  interface Session {
    user: { role: "admin" } & DefaultSession["user"];
  }
  interface User {
    role: "admin";
  }
}

declare module "@auth/core/jwt" {
  interface JWT {
    ${token.join("\n    ")}
  }
}
`;

  test("an augmentation of @auth/core takes effect if the app can resolve it", () => {
    checkMarked({
      options,
      files: {
        "auth.ts": authFile(jwt.replace("⟦no-undeclared-input⟧", ""), session.replace("⟦no-undeclared-field⟧", "")),
        "types/auth.d.ts": ofCore("plan?: string;"),
      },
      fixed: { "types/auth.d.ts": ofCore("plan?: string;", 'role: "admin";') },
    });
  });

  test.each(["next-auth/types", "next-auth/core/types", "@auth/core"])(
    "an augmentation of %s has no effect",
    (specifier) => {
      checkMarked({
        options,
        files: {
          "auth.ts": authFile("jwt({ token }) { return token; }", plain(session).replace("token.role", "token.sub")),
          "types/next-auth.d.ts": `import type { DefaultSession } from "next-auth";

declare module ⟦no-ineffective-augmentation⟧"${specifier}" {
  interface Session {
    user: { role?: string } & DefaultSession["user"];
  }
}
`,
        },
        fixed: {
          "types/next-auth.d.ts": `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { role?: string } & DefaultSession["user"];
  }
}
`,
        },
      });
    },
  );

  test("the id that the callback assigns is optional in the library and not missing", () => {
    checkMarked({
      options,
      files: {
        "auth.ts": authFile(
          "jwt({ token }) { return token; }",
          "session({ session, token }) { session.user.id = token.sub!; return session; }",
        ),
      },
    });
  });

  test("a stored session under the database strategy makes no declared field unassigned", () => {
    const augmentation = `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { plan: string } & DefaultSession["user"];
  }
}
`;
    const config = (strategy: string): string =>
      authFile("signIn() { return true; }", "session({ session }) { return session; }", strategy);
    checkMarked({
      options,
      files: { "auth.ts": config('session: { strategy: "database" },\n  '), "types/next-auth.d.ts": augmentation },
    });
    checkMarked({
      options,
      files: {
        "auth.ts": config('session: { strategy: "jwt" },\n  '),
        "types/next-auth.d.ts": augmentation.replace("plan:", "⟦no-unassigned-field⟧plan:"),
      },
    });
  });

  test("a config for the edge and a config for each request are both found", () => {
    const files = {
      "auth.config.ts": `import type { NextAuthConfig } from "next-auth";

export const authConfig = {
  providers: [],
  callbacks: {
    session({ session, token }) {
      ⟦no-undeclared-field⟧session.user.seen = token.sub;
      return session;
    },
  },
} satisfies NextAuthConfig;
`,
      "auth.ts": `import NextAuth from "next-auth";
import { authConfig } from "./auth.config";

export const { auth } = NextAuth({ ...authConfig, session: { strategy: "jwt" } });
export const lazy = NextAuth((request) => ({ ...authConfig, trustHost: request !== undefined }));
`,
    };
    const made = checkMarked({
      options,
      files,
      fixed: {
        "next-auth.d.ts": `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      seen?: string;
    } & DefaultSession["user"];
  }
}
`,
      },
    });
    expect(made.fixed().errors()).toEqual([]);
  });
});
