import { describe, expect, test } from "vitest";
import { project, type Project } from "../support/project.js";

type Version = "4.24.15" | "5.0.0-beta.32";

/** A session that promises what the library's token always holds, although the library's type says that it may not. */
function given(
  nextAuth: Version,
  session: string,
  members: string,
  more: Readonly<Record<string, string>> = {},
): Project {
  const config = nextAuth === "4.24.15" ? "NextAuthOptions" : "NextAuthConfig";
  const github = nextAuth === "4.24.15" ? 'GitHub({ clientId: "", clientSecret: "" })' : "GitHub";
  return project(
    {
      "auth.ts": `import type { ${config} } from "next-auth";
import GitHub from "next-auth/providers/github";

export const config: ${config} = {
  providers: [${github}],
  callbacks: {
    session({ session, token }) {
      ${session}
      return session;
    },
  },
};
`,
      "types.d.ts": `import type { DefaultSession } from "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    user: {
      ${members}
    } & DefaultSession["user"];
  }
}
`,
      ...more,
    },
    { nextAuth },
  );
}

const textOf = (made: Project): string => made.fixed().files["types.d.ts"] ?? "";

describe.each(["4.24.15", "5.0.0-beta.32"] as const)(
  "a required member fed by the token's `sub`, next-auth %s",
  (nextAuth) => {
    test.each([
      ["directly", "session.user.userId = token.sub;"],
      ["under a condition that always holds", "if (token) { session.user.userId = token.sub; }"],
      ["with the user tested", "if (session.user) session.user.userId = token.sub;"],
      ["by a literal with the member in it", "session.user = { ...session.user, userId: token.sub };"],
      ["through a variable", "const { sub } = token; session.user.userId = sub;"],
    ])("the member stays required if it is written %s", (_, session) => {
      const made = given(nextAuth, session, "userId: string;");
      expect(made.errors()).not.toEqual([]);
      expect(textOf(made)).toContain("userId: string;");
      expect(textOf(made)).toContain("sub: string;");
      expect(made.fixed().errors()).toEqual([]);
      expect(made.fixed().analysis().report.diagnostics).toEqual([]);
    });

    test("the member becomes optional if another file makes a token without `sub`", () => {
      const made = given(nextAuth, "session.user.userId = token.sub;", "userId: string;", {
        "guest.ts": 'import type { JWT } from "next-auth/jwt";\n\nexport const guest: JWT = { name: "Guest" };\n',
      });
      expect(textOf(made)).toContain("userId?: string;");
      expect(made.fixed().errors()).toEqual([]);
    });

    test("only the one of two members that may be missing becomes optional", () => {
      const made = given(
        nextAuth,
        "session.user.userId = token.sub; session.user.nick = token.name ?? undefined;",
        "userId: string;\n      nick: string;",
      );
      expect(textOf(made)).toContain("userId: string;");
      expect(textOf(made)).toContain("nick?: string;");
      expect(made.fixed().errors()).toEqual([]);
    });
  },
);
