import { describe, expect, test } from "vitest";
import { checkMarked, type MarkedCase, type MarkedProject } from "../support/marked-project.js";

const v5: MarkedProject["options"] = { nextAuth: "5.0.0-beta.32" };

interface Callbacks {
  readonly jwt?: string;
  readonly session: string;
}

/** An auth file for version 5, as its guide "Extending the session" shows it. */
const auth5 = ({ jwt, session }: Callbacks): string => `import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";

export const { auth, handlers } = NextAuth({
  providers: [GitHub],
  session: { strategy: "jwt" },
  callbacks: {${jwt === undefined ? "" : `\n    jwt({ token, user }) {\n      ${jwt}\n      return token;\n    },`}
    session({ session, token }) {
      ${session}
      return session;
    },
  },
});
`;

/** A reader that relies on a field of the session's user. */
const reader5 = (name: string): string => `import { auth } from "./auth";

export async function me(): Promise<string> {
  const session = await auth();
  return session ? session.user.${name} : "";
}
`;

const session = (member: string): string => `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      ${member};
    } & DefaultSession["user"];
  }
}
`;

describe("a base field that is always assigned and that a reader relies on", () => {
  test("the id from the token is declared, as in the guide", () => {
    const made = checkMarked({
      options: v5,
      files: {
        "auth.ts": auth5({
          jwt: "if (user) ⟦no-untyped-token⟧token.id = ⟦no-undeclared-input⟧user.id;",
          session: "⟦no-undeclared-field⟧session.user.id = token.id;",
        }),
        "page.ts": reader5("id"),
      },
      fixed: {
        "next-auth.d.ts": `import type { DefaultSession } from "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
    } & DefaultSession["user"];
  }

  interface User {
    id: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`,
      },
    });
    expect(made.errors()).not.toEqual([]);
    expect(made.fixed().errors()).toEqual([]);
    expect(made.fixed().analysis().fix.changes).toEqual([]);
  });

  test("the id from what the token always has is declared", () => {
    const made = checkMarked({
      options: v5,
      files: {
        "auth.ts": auth5({ session: "⟦no-undeclared-field⟧session.user.id = ⟦no-untyped-token⟧token.sub;" }),
        "page.ts": reader5("id"),
      },
    });
    expect(made.fixed().errors()).toEqual([]);
    expect(made.fixed().analysis().diagnostics).toEqual([]);
  });

  test.each([
    ["asserted to be there", "⟦no-undeclared-field⟧session.user.id = token.sub!;"],
    ["made a string", "⟦no-undeclared-field⟧session.user.id = String(token.sub);"],
    ["with another in its place", '⟦no-undeclared-field⟧session.user.id = token.sub ?? "";'],
    ["under what the token always has", "if (token.sub) ⟦no-undeclared-field⟧session.user.id = token.sub;"],
    ["in a literal", "session.user = { ...session.user, ⟦no-undeclared-field⟧id: String(token.sub) };"],
  ])("the id %s is declared", (name, written) => {
    const made = checkMarked({
      options: v5,
      files: { "auth.ts": auth5({ session: written }), "page.ts": reader5("id") },
      fixed: { "next-auth.d.ts": session("id: string") },
    });
    expect(made.fixed().errors()).toEqual([]);
    expect(made.fixed().analysis().diagnostics).toEqual([]);
  });

  test("another base field is declared in the same way", () => {
    const made = checkMarked({
      options: v5,
      files: {
        "auth.ts": auth5({ session: "⟦no-undeclared-field⟧session.user.email = String(token.email);" }),
        "page.ts": reader5("email"),
      },
      fixed: { "next-auth.d.ts": session("email: string") },
    });
    expect(made.fixed().errors()).toEqual([]);
  });

  test("the field is declared beside what the project declares", () => {
    const made = checkMarked({
      options: v5,
      files: {
        "auth.ts": auth5({
          session: '⟦no-undeclared-field⟧session.user.id = token.sub!;\n      session.user.role = "admin";',
        }),
        "page.ts": reader5("id"),
        "next-auth.d.ts": session("role: string"),
      },
      fixed: { "next-auth.d.ts": session("role: string;\n      id: string") },
    });
    expect(made.fixed().errors()).toEqual([]);
  });

  test("the field is declared with next-auth 4 as well", () => {
    const made = checkMarked({
      auth: {
        session:
          "session({ session, token }) {\n      if (session.user) ⟦no-undeclared-field⟧session.user.name = String(token.name);\n      return session;\n    }",
      },
      files: {
        "page.ts":
          'import { getServerSession } from "next-auth";\nimport { authOptions } from "./auth";\n\nexport async function me(): Promise<string> {\n  const session = await getServerSession(authOptions);\n  return session ? session.user.name : "";\n}\n',
      },
      fixed: { "next-auth.d.ts": session("name: string") },
    });
    expect(made.fixed().errors()).toEqual([]);
  });
});

const reader4 = `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";

export async function me(): Promise<string> {
  const session = await getServerSession(authOptions);
  return session ? session.user.id : "";
}
`;

describe("a base field that the library always fills", () => {
  test("the id stays undeclared where a provider's own user lacks it", () => {
    checkMarked({
      options: v5,
      files: {
        "auth.ts": auth5({
          jwt: "if (user) ⟦no-untyped-token⟧token.id = user.id;",
          session: "session.user.id = token.id;",
        })
          .replace("GitHub from", "Credentials from")
          .replace("providers/github", "providers/credentials")
          .replace("[GitHub]", '[Credentials({ authorize: () => ({ name: "Ann" }) })]'),
        "page.ts": reader5("id"),
      },
      fixed: {
        "next-auth.d.ts":
          'import "next-auth/jwt";\n\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    id?: string;\n  }\n}\n',
      },
    });
  });

  test("the id stays undeclared where another file makes a user without it", () => {
    const made = checkMarked({
      options: v5,
      files: {
        "auth.ts": auth5({
          jwt: "if (user) ⟦no-untyped-token⟧token.id = user.id;",
          session: "session.user.id = token.id;",
        }),
        "guest.ts": 'import type { User } from "next-auth";\n\nexport const guest: User = { name: "Guest" };\n',
        "page.ts": reader5("id"),
      },
    });
    expect(made.fixed().analysis().diagnostics).toEqual([]);
  });

  test("the token's `sub` is declared for a reader of next-auth 4", () => {
    const made = checkMarked({
      auth: {
        session:
          "session({ session, token }) {\n      if (session.user) ⟦no-undeclared-field⟧session.user.id = ⟦no-untyped-token⟧token.sub;\n      return session;\n    }",
      },
      files: { "page.ts": reader4 },
    });
    expect(made.fixed().errors()).toEqual([]);
    expect(made.fixed().analysis().diagnostics).toEqual([]);
  });

  test("the id is optional where no reader needs it", () => {
    checkMarked({
      auth: {
        session:
          "session({ session, token }) {\n      if (session.user) ⟦no-undeclared-field⟧session.user.id = token.sub;\n      return session;\n    }",
      },
      files: { "page.ts": reader4.replace("session.user.id", '(session.user?.id ?? "")') },
      fixed: { "next-auth.d.ts": session("id?: string") },
    });
  });
});

test("the id of a user in a database is declared as a string", () => {
  const made = checkMarked({
    options: v5,
    files: {
      "auth.ts": auth5({ session: "⟦no-undeclared-field⟧session.user.id = user.id;" })
        .replace('"jwt"', '"database"')
        .replace("session, token", "session, user"),
      "page.ts": reader5("id"),
    },
    fixed: { "next-auth.d.ts": session("id: string") },
  });
  expect(made.fixed().errors()).toEqual([]);
});

describe("a base field that is not reported:", () => {
  const silent: readonly MarkedCase[] = [
    { name: "nobody reads it", files: { "auth.ts": auth5({ session: "session.user.id = token.sub!;" }) } },
    {
      name: "its readers can do without it",
      files: {
        "auth.ts": auth5({ session: "session.user.id = token.sub!;" }),
        "page.ts": reader5("id").replace("session.user.id", 'session.user?.id ?? ""'),
      },
    },
    {
      name: "some path does not assign it",
      files: {
        "auth.ts": auth5({ session: "if (token.email) session.user.id = String(token.email);" }),
        "page.ts": reader5("id"),
      },
    },
    {
      name: "what is assigned may be missing",
      files: { "auth.ts": auth5({ session: "session.user.name = token.name;" }), "page.ts": reader5("name") },
    },
    {
      name: "the readers' errors are about something else",
      files: {
        "auth.ts": auth5({ session: "session.user.id = token.sub!;" }),
        "page.ts": `${reader5("id").replace("session.user.id", 'session.user?.id ?? ""')}export const wrong: number = "1";\n`,
      },
    },
    {
      name: "it is declared already",
      files: {
        "auth.ts": auth5({ session: "session.user.id = token.sub!;" }),
        "page.ts": reader5("id"),
        "next-auth.d.ts": session("id: string"),
      },
    },
  ];
  test.each(silent)("$name", (one) => {
    checkMarked({ ...one, options: v5 });
  });
});
