import { authFile, session } from "../../support/auth-file.js";
import { pattern } from "../pattern.js";
import { userAugmentation } from "../../support/texts.js";

export const s3 = pattern("S3", "`session.user` replaced", [
  {
    name: "a literal that spreads the old one",
    session: session("session.user = { ...session.user, ⟦U.id⟧id: token.sub! };"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a literal over several lines, with a shorthand",
    session: session(`const role = "admin";
      session.user = {
        ...session.user,
        ⟦U.id⟧id: token.sub!,
        ⟦U.role⟧role,
      };`),
    fields: ["U.id: string", "U.role: string"],
    augmentation: userAugmentation("id: string", "role: string"),
  },
  {
    name: "a fresh literal",
    session: session("session.user = { ⟦U.id⟧id: token.sub!, ⟦U.name⟧name: token.name };"),
    fields: ["U.id: string", "U.name: string | null | undefined"],
    silent: ["U.name"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a value of a named type: each of its properties is a field, written where the whole is",
    head: 'interface AppUser { id: string; role: "admin" | "member"; team?: string }\ndeclare const appUser: AppUser;',
    session: session("⟦U.id⟧⟦U.role⟧⟦U.team⟧session.user = appUser;"),
    fields: ["U.id: string", 'U.role: "admin" | "member"', "U.team?: string | undefined"],
    augmentation: userAugmentation("id: string", 'role: "admin" | "member"', "team?: string"),
  },
  {
    name: "an instance: its methods stay behind",
    head: "class AppUser { id = String(1); rename(): void {} }",
    session: session("⟦U.id⟧session.user = new AppUser();"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a cast of a literal: what the literal does not name is written by the cast",
    head: "interface AppUser { id: string; plan: number }",
    session: session("session.user = ⟦U.plan⟧{ ...session.user, ⟦U.id⟧id: token.sub } as AppUser;"),
    fields: ["U.id: string", "U.plan: number"],
    augmentation: userAugmentation("id: string", "plan: number"),
  },
  {
    name: "a cast of a value that nobody knows",
    head: "interface AppUser { id: string; plan: number }",
    session: session('⟦U.id⟧⟦U.plan⟧session.user = JSON.parse("{}") as AppUser;'),
    fields: ["U.id: string", "U.plan: number"],
    augmentation: userAugmentation("id: string", "plan: number"),
  },
  {
    name: "on some paths only",
    session: session('if (enabled) session.user = { ...session.user, ⟦U.role⟧role: "admin" };'),
    fields: ["U.role?: string"],
    augmentation: userAugmentation("role?: string"),
  },
  {
    name: "what was written before is kept by the spread",
    session: session(`⟦U.id⟧session.user.id = token.sub!;
      session.user = { ...session.user, ⟦U.role⟧role: "admin" };`),
    fields: ["U.id: string", "U.role: string"],
  },
  {
    name: "what was written before is lost without it",
    session: session(`session.user.role = "admin";
      session.user = { ⟦U.id⟧id: token.sub! };`),
    fields: ["U.id: string"],
  },
  {
    name: "what is written afterwards is added",
    session: session(`session.user = { ...session.user, ⟦U.id⟧id: token.sub! };
      ⟦U.role⟧session.user.role = "admin";`),
    fields: ["U.id: string", "U.role: string"],
  },
  {
    name: "by an object of the token: what it holds shows once the token is declared",
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.user⟧token.user = { id: user.id, plan: "free" };
      return token;
    }`,
    session: session("⟦U.id⟧⟦U.plan⟧session.user = ⟦no-callback-cast⟧token.user as any;"),
    fields: ["T.user: { id: string; plan: string; }", "U.id: string", "U.plan: string"],
    open: ["Session.user"],
    fixed: {
      "auth.ts": authFile({
        jwt: `jwt({ token, user }) {
      if (user) token.user = { id: user.id, plan: "free" };
      return token;
    }`,
        session: session("session.user = token.user;"),
      }),
      "next-auth.d.ts": `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      plan: string;
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    user: { id: string; plan: string };
  }
}
`,
    },
  },
  {
    name: "by an object of the token, behind an inline augmentation",
    auth: `import type { NextAuthOptions } from "next-auth";

declare module "next-auth" {
  interface Session {
    plan?: string;
  }
}

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    jwt({ token, user }) {
      if (user) ⟦T.user⟧token.user = { id: user.id };
      return token;
    },
    session({ session, token }) {
      ⟦U.id⟧session.user = token.user;
      return session;
    },
  },
};
`,
    fields: ["T.user: { id: string; }", "U.id: string"],
    open: ["Session.user"],
  },
]);
