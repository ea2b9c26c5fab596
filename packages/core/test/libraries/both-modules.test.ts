import { describe, expect, test } from "vitest";
import { checkMarked, type MarkedProject } from "../support/marked-project.js";

const options: MarkedProject["options"] = { nextAuth: "5.0.0-beta.32" };

/** An auth file whose callbacks take one field from the user to the token, and from there to the session. */
const auth = (jwt: string, session: string): string => `import NextAuth from "next-auth";

export const { auth } = NextAuth({
  providers: [],
  session: { strategy: "jwt" },
  callbacks: {
    jwt({ token, user }) {
      ${jwt}
      return token;
    },
    session({ session, token }) {
      ${session}
      return session;
    },
  },
});
`;
const written = auth("if (user) token.userId = 5;", "if (token.userId) session.user.userId = token.userId;");
const block = (module: string, name: string, member: string, mark = ""): string =>
  `declare module "${module}" {\n  interface ${mark}${name} {\n    ${member};\n  }\n}\n`;
const user = 'user: { userId?: number } & DefaultSession["user"]';
const head = 'import type { DefaultSession } from "next-auth";\nimport "next-auth/jwt";\n';
const session = block("next-auth", "Session", user);
const ofNext = block("next-auth/jwt", "JWT", "userId?: number");
const ofCore = block("@auth/core/jwt", "JWT", "userId?: number");
const file = (...parts: readonly string[]): string => parts.join("\n");

describe("an interface that is augmented in two modules", () => {
  test.each<[string, Record<string, string>]>([
    ["the one that re-exports first", { "next-auth.d.ts": file(head, session, ofNext, ofCore) }],
    ["the one that is re-exported first", { "next-auth.d.ts": file(head, session, ofCore, ofNext) }],
    ["in two files", { "a.d.ts": file(head, session, ofNext), "b.d.ts": file("export {};\n", ofCore) }],
    [
      "in two files, the other way round",
      { "a.d.ts": file("export {};\n", ofCore), "b.d.ts": file(head, session, ofNext) },
    ],
    [
      "the session and its user too",
      {
        "next-auth.d.ts": file(
          head,
          session,
          block("next-auth", "User", "userId?: number"),
          block("@auth/core/types", "Session", user),
          block("@auth/core/types", "User", "userId?: number"),
          ofNext,
          ofCore,
        ),
      },
    ],
    [
      "once in a generated file",
      { ".nuxt/types/auth.d.ts": file("export {};\n", ofCore), "next-auth.d.ts": file(head, session, ofNext) },
    ],
    [
      "once in a generated file that comes last",
      { "next-auth.d.ts": file(head, session, ofNext), "src/.next/auth.d.ts": file("export {};\n", ofCore) },
    ],
  ])("the interface has no finding: %s", (name, files) => {
    checkMarked({
      options: { ...options, include: ["**/*", ".nuxt/**/*"] },
      files: { "auth.ts": written, ...files },
    });
  });

  test("an undeclared field goes where the callbacks see it", () => {
    const made = checkMarked({
      options,
      files: {
        "auth.ts": auth(
          'if (user) { token.userId = 5; ⟦no-untyped-token⟧token.plan = "pro"; }',
          "if (token.userId) session.user.userId = token.userId;",
        ),
        "next-auth.d.ts": file(head, session, ofNext, ofCore),
      },
      fixed: {
        "next-auth.d.ts": file(
          head,
          session,
          ofNext,
          ofCore.replace("userId?: number;", "userId?: number;\n    plan: string;"),
        ),
      },
    });
    expect(made.fixed().errors()).toEqual([]);
  });

  test("the fields of a separate block are reported, and moved to where they take effect", () => {
    const made = checkMarked({
      options,
      files: {
        "auth.ts": written,
        "next-auth.d.ts": file(
          head,
          session,
          block("next-auth/jwt", "JWT", "userId?: number", "⟦no-ineffective-augmentation⟧"),
          block("@auth/core/jwt", "JWT", "plan?: string"),
        ),
      },
      fixed: {
        "next-auth.d.ts": file(head, session, ofCore, block("@auth/core/jwt", "JWT", "plan?: string")),
      },
    });
    expect(made.errors()).not.toEqual([]);
    expect(made.fixed().errors()).toEqual([]);
  });

  test("an input among others in its block is moved to a block of its own", () => {
    const core = block("@auth/core/types", "User", "plan?: string");
    const own = (...members: readonly string[]): string =>
      `declare module "next-auth" {\n  ${members.join("\n  ")}\n}\n`;
    const ofSession = `interface Session {\n    ${user};\n  }`;
    const made = checkMarked({
      options,
      files: {
        "auth.ts": auth(
          "if (user) token.userId = user.userId;",
          "if (token.userId) session.user.userId = token.userId;",
        ),
        "next-auth.d.ts": file(
          head,
          own("interface ⟦no-ineffective-augmentation⟧User {\n    userId?: number;\n  }", ofSession),
          core,
          ofNext,
        ),
      },
      fixed: {
        "next-auth.d.ts": file(
          head,
          own(ofSession),
          block("@auth/core/types", "User", "userId?: number"),
          core,
          ofNext,
        ),
      },
    });
    expect(made.errors()).not.toEqual([]);
    expect(made.fixed().errors()).toEqual([]);
  });

  test("the same blocks are one interface if this one is read first", () => {
    const made = checkMarked({
      options,
      files: {
        "auth.ts": written,
        "next-auth.d.ts": file(head, session, block("@auth/core/jwt", "JWT", "plan?: string"), ofNext),
      },
    });
    expect(made.errors()).toEqual([]);
  });

  test("a user that only the separate block declares is left to its author, and nothing is lost", () => {
    const own = (mark: string): string =>
      file(
        head,
        block("next-auth", "Session", user, mark),
        block("@auth/core/types", "Session", 'user: { plan?: string } & DefaultSession["user"]'),
        ofNext,
      );
    const made = checkMarked({
      options,
      files: { "auth.ts": written, "next-auth.d.ts": own("⟦no-ineffective-augmentation!⟧") },
      fixed: {},
    });
    expect(made.analysis().diagnostics[0]?.manual).toBe('Declare it in one block for "@auth/core/types".');
  });

  test("the import that makes a block effective moves along with its members", () => {
    const text = (first: string, ...members: readonly string[]): string =>
      file(
        first,
        session,
        `declare module "next-auth/jwt" {\n  interface JWT {\n    ${members.join("\n    ")}\n  }\n}\n`,
      );
    const made = checkMarked({
      options: { ...options, analyze: { rules: { "no-ineffective-augmentation": "off" } } },
      files: {
        "auth.ts": auth(
          "if (user) ⟦no-untyped-token⟧token.userId = 5;",
          "if (token.userId) session.user.userId = token.userId;",
        ),
        "next-auth.d.ts": text('import type { DefaultSession } from "next-auth";\n', "plan?: string;"),
      },
      fixed: {
        "next-auth.d.ts": text(
          'import type { DefaultSession } from "next-auth";\nimport "next-auth/jwt";\n',
          "plan?: string;",
          "userId: number;",
        ),
      },
    });
    expect(made.fixed().errors()).toEqual([]);
  });
});
