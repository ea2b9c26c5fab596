import { pattern } from "../pattern.js";
import { tokenAugmentation } from "../../support/texts.js";

const jwt = (body: string): string => `jwt({ token, user, account }) {
      ${body}
    }`;

/** What `User` and `AdapterUser`, of which the callback gets either, hold between them. */
const ofUser = "⟦T.id⟧⟦T.name⟧⟦T.email⟧⟦T.image⟧⟦T.emailVerified⟧";
const idAlone = ["T.name", "T.email", "T.image", "T.emailVerified"];
const unread = ["T.id", ...idAlone];
const fields = [
  "T.id: string",
  "T.name?: string | null",
  "T.email?: string | null",
  "T.image?: string | null",
  "T.emailVerified?: Date | null",
];

export const t3 = pattern("T3", "user or account spread into the token", [
  {
    name: "fields that nobody reads by name are nobody's concern",
    jwt: jwt(`return { ...token, ...${ofUser}user };`),
    fields,
    silent: unread,
    augmentation: "",
  },
  {
    name: "one that is read is declared",
    jwt: jwt(`return { ...token, ...${ofUser}user };`),
    session: `session({ session, token }) {
      ⟦S.subject⟧session.subject = token.id;
      return session;
    }`,
    fields: [...fields, "S.subject: string"],
    silent: idAlone,
    augmentation: `export {};

declare module "next-auth" {
  interface Session {
    subject: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`,
  },
  {
    name: "at sign-in",
    jwt: jwt(`if (user) return { ...token, ...${ofUser}user };
      return token;`),
    fields,
    silent: unread,
  },
  {
    name: "assigned to the parameter",
    jwt: jwt(`if (user) token = { ...token, ...${ofUser}user };
      return token;`),
    fields,
    silent: unread,
  },
  {
    name: "with a logical expression",
    jwt: jwt(`return { ...token, ...${ofUser}(user && user) };`),
    fields,
    silent: unread,
  },
  {
    name: "below the token, which keeps what it has",
    jwt: jwt(`return { ...${ofUser}user, ...token };`),
    fields,
    silent: unread,
  },
  {
    name: "with a field beside it that is named",
    jwt: jwt(
      "return { ...token, ...⟦T.name⟧⟦T.email⟧⟦T.image⟧⟦T.emailVerified⟧user, ⟦T.id⟧id: user ? user.id : token.id };",
    ),
    fields,
    silent: idAlone,
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "on one path only",
    jwt: jwt(`if (enabled) return { ...token, ...${ofUser}user };
      return token;`),
    fields: ["T.id?: string", ...fields.slice(1)],
    silent: unread,
  },
  {
    name: "an account, which may hold more than its type names",
    jwt: jwt(`if (account) {
        return {
          ...token,
          ...⟦T.access_token⟧⟦T.token_type⟧⟦T.id_token⟧⟦T.refresh_token⟧⟦T.scope⟧⟦T.expires_at⟧⟦T.session_state⟧⟦T.providerAccountId⟧⟦T.userId⟧⟦T.provider⟧⟦T.type⟧account,
        };
      }
      return token;`),
    fields: [
      "T.access_token?: string",
      "T.token_type?: string",
      "T.id_token?: string",
      "T.refresh_token?: string",
      "T.scope?: string",
      "T.expires_at?: number",
      "T.session_state?: string",
      "T.providerAccountId: string",
      "T.userId?: string",
      "T.provider: string",
      "T.type: ProviderType",
    ],
    silent: [
      "T.access_token",
      "T.token_type",
      "T.id_token",
      "T.refresh_token",
      "T.scope",
      "T.expires_at",
      "T.session_state",
      "T.providerAccountId",
      "T.userId",
      "T.provider",
      "T.type",
    ],
    open: ["JWT"],
    augmentation: "",
  },
  {
    name: "a part of the user, taken by a pattern",
    head: "interface Row { id: string; plan: string; secret: string }\ndeclare function rowOf(id: string): Row;",
    jwt: jwt(`if (!user) return token;
      const { secret, ...rest } = rowOf(user.id);
      return { ...token, ...⟦T.id⟧⟦T.plan⟧rest };`),
    session: `session({ session, token }) {
      ⟦S.plan⟧session.plan = token.plan;
      return session;
    }`,
    fields: ["T.id: string", "T.plan: string", "S.plan: string"],
    silent: ["T.id"],
  },
]);
