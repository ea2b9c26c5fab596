import { expect, test } from "vitest";
import { checkMarked } from "../support/marked-project.js";
import type { Project } from "../support/project.js";

/** Where the flow of a field's finding leads, a step each: `text` or `text (file:line)`. */
function flowOf(made: Project, path: string): string[] {
  const found = made.analysis().diagnostics.find(({ field }) => field?.interface === "Session" && field.path === path);
  return (found?.flow ?? []).map(({ text, at }) => (at ? `${text} (${at.file}:${String(at.line)})` : text));
}

const inline = `import type { NextAuthOptions } from "next-auth";

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`;

test("a field behind an edit of its file is reported at the author's own line", () => {
  const made = checkMarked({
    files: {
      "auth.ts": `${inline}
export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    jwt({ token, user }) {
      token.id = "1";
      if (user) {
        ⟦no-untyped-token⟧token.user = { id: user.id, plan: "free" };
      }
      return token;
    },
    session({ session, token }) {
      ⟦no-undeclared-field⟧⟦no-undeclared-field⟧session.user = ⟦no-callback-cast⟧token.user as any;
      return session;
    },
  },
};
`,
    },
  });
  expect(flowOf(made, "user.plan")).toEqual(["session.user.plan (auth.ts:20)", "declared nowhere"]);
});

test("a field of an unedited file is reported behind one that many edits touch", () => {
  const made = checkMarked({
    files: {
      "auth.ts": `import type { Session } from "next-auth";
import type { JWT } from "next-auth/jwt";
${inline}import { copy } from "./copy";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    jwt({ token, user }) {
      token.id = "1";
      if (user) ⟦no-untyped-token⟧token.user = { id: user.id, plan: "free" };
      return token;
    },
    session({ session, token }) {
      copy(session, token);
      return session;
    },
  },
};

export type Used = Session | JWT;
`,
      "copy.ts": `import type { Session } from "next-auth";
import type { JWT } from "next-auth/jwt";

export function copy(session: Session, token: JWT): void {
  ⟦no-undeclared-field⟧⟦no-undeclared-field⟧session.user = ⟦no-callback-cast⟧token.user as any;
}
`,
    },
  });
  expect(flowOf(made, "user.plan")).toEqual(["session.user.plan (copy.ts:5)", "declared nowhere"]);
});

test("a field that is visible from the start keeps its own writes", () => {
  const made = checkMarked({
    auth: {
      jwt: `jwt({ token, user }) {
      if (user) ⟦no-untyped-token⟧token.user = { id: user.id, plan: "free" };
      return token;
    }`,
      session: `session({ session, token }) {
      if (session.user) {
        ⟦no-undeclared-field⟧⟦no-undeclared-field⟧session.user = ⟦no-callback-cast⟧token.user as any;
      }
      ⟦no-undeclared-field⟧session.seen = true;
      return session;
    }`,
    },
  });
  expect(flowOf(made, "seen")).toEqual(["true", "session.seen (auth.ts:15)", "declared nowhere"]);
  expect(flowOf(made, "user.id")).toEqual(["session.user.id (auth.ts:13)", "declared nowhere"]);
});
