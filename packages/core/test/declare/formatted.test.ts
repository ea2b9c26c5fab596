import { format, type Options } from "prettier";
import { describe, expect, test } from "vitest";
import { project } from "../support/project.js";

const roles = ["administrator", "maintainer", "contributor", "translator", "visitor"];
const union = roles.map((role) => `"${role}"`).join(" | ");
const auth = `import type { NextAuthOptions } from "next-auth";
import { memberOf, type Member } from "./members";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    async jwt({ token, user }) {
      if (user) {
        token.member = memberOf(user.id);
        token.place = { street: "Long Street", number: 12, city: "Longtown", country: "Longland", code: 12345 };
      }
      return token;
    },
    async session({ session, token }) {
      session.role = token.member.role;
      session.roles = [token.member.role];
      session.plan = "free";
      session.user.first = token.member as Member;
      session["a.b"] = token.place;
      session.place = token.sub ? token.place : null;
      return session;
    },
  },
};
`;
const members = `export interface Member { role: ${union}; since: number }
export const memberOf = (id: string): Member => ({ role: id === "1" ? "visitor" : "translator", since: 1 });
`;
/** Where a declaration stands already: its file shows the style. */
const declared = `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    plan: number;
    user: { age?: number } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    member: { role: string };
  }
}
`;
/** An import whose names fill their line. */
const imports = declared
  .replace(
    "import type { DefaultSession }",
    "import type { Account, AuthOptions, CallbacksOptions, EventCallbacks, Profile }",
  )
  .replace(
    ' & DefaultSession["user"]',
    "; account?: Account; options?: AuthOptions; callbacks?: CallbacksOptions; events?: EventCallbacks; profile?: Profile",
  );

const styles: readonly (readonly [name: string, options: Options])[] = [
  ["Prettier's own", {}],
  ["tabs", { useTabs: true }],
  ["four spaces, no semicolons", { tabWidth: 4, semi: false }],
  ["single quotes", { singleQuote: true }],
  ["braces without spaces", { bracketSpacing: false }],
  ["Windows' line ends", { endOfLine: "crlf" }],
  ["all at once", { useTabs: true, semi: false, singleQuote: true, bracketSpacing: false, endOfLine: "crlf" }],
];

describe.each(styles)("a formatter changes nothing that fix writes: %s", (_, options) => {
  const formatted = (text: string): Promise<string> => format(text, { parser: "typescript", ...options });

  test.each([
    ["a new file", undefined],
    ["a file that is there", declared],
    ["a file with a long import", imports],
  ])("%s", async (__, declaration) => {
    const files = {
      "auth.ts": await formatted(auth),
      "members.ts": await formatted(members),
      ...(declaration !== undefined && { "types/next-auth.d.ts": await formatted(declaration) }),
    };
    const fixed = project(files).fixed();
    const changed = Object.entries(fixed.files).filter(
      ([name, text]) => text !== (files as Record<string, string>)[name],
    );
    expect(changed.map(([name]) => name)).not.toEqual([]);
    for (const [name, text] of changed) expect(await formatted(text), name).toBe(text);
  });
});
