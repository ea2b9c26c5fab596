import { github } from "../../support/auth-file.js";
import { pattern } from "../pattern.js";
import { tokenAugmentation } from "../../support/texts.js";

const jwt = (body: string): string => `jwt({ token, user, account, profile }) {
      ${body}
      return token;
    }`;

/** An adapter's user holds `emailVerified`, a `Date`: what is said of that is tested with its own rule. */
const analysis = { rules: { "no-unserializable-field": "off" } } as const;

const userToken = `import type { User } from "next-auth";

declare module "next-auth/jwt" {
  interface JWT {
    user: User;
  }
}
`;

export const t5 = pattern("T5", "nested: a whole object in the token", [
  {
    name: "the user",
    jwt: jwt("if (user) ⟦T.user⟧token.user = user;"),
    analysis,
    fields: ["T.user: User"],
    augmentation: userToken,
  },
  {
    name: "the user, with a logical expression",
    jwt: jwt("user && (⟦T.user⟧token.user = user);"),
    analysis,
    fields: ["T.user: User"],
    augmentation: userToken,
  },
  {
    name: "the user, in a spread return",
    jwt: "jwt: ({ token, user }) => (user ? { ...token, ⟦T.user⟧user } : token)",
    analysis,
    fields: ["T.user: User"],
    augmentation: userToken,
  },
  {
    name: "the user, of which session reads a field",
    jwt: jwt("if (user) ⟦T.user⟧token.user = user;"),
    session: `session({ session, token }) {
      ⟦U.id⟧session.user.id = token.user.id;
      return session;
    }`,
    analysis,
    fields: ["T.user: User", "U.id: string"],
  },
  {
    name: "a part of the user",
    jwt: jwt("if (user) ⟦T.user⟧token.user = { id: user.id, name: user.name };"),
    fields: ["T.user: { id: string; name: string | null | undefined; }"],
    augmentation: tokenAugmentation("user: { id: string; name?: string | null }"),
  },
  {
    name: "the account",
    jwt: jwt("if (account) ⟦T.account⟧token.account = account;"),
    fields: ["T.account: Account"],
    augmentation: `import type { Account } from "next-auth";

declare module "next-auth/jwt" {
  interface JWT {
    account: Account;
  }
}
`,
  },
  {
    name: "the profile, which only a sign-in with OAuth has",
    providers: [github],
    jwt: jwt("if (profile) ⟦T.profile⟧token.profile = profile;"),
    fields: ["T.profile: Profile"],
  },
  {
    name: "an object of an own type on some paths only",
    head: 'import type { Team } from "./team";\ndeclare const team: Team;',
    files: { "team.ts": "export interface Team { id: string; seats: number }\n" },
    jwt: jwt("if (enabled) ⟦T.team⟧token.team = team;"),
    fields: ["T.team?: Team"],
    augmentation: tokenAugmentation("team?: Team").replace("export {};", 'import type { Team } from "./team";'),
  },
]);
