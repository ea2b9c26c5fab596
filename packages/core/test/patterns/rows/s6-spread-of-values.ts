import { augmentation } from "../../support/augmentation.js";
import { pattern } from "../pattern.js";
import { userAugmentation } from "../../support/texts.js";

const session = (body: string): string => `session({ session, token, user }) {
      ${body}
      return session;
    }`;

const row = "interface Row { id: string; plan: number; note?: string }\ndeclare const row: Row;";

/** A file that reads `session.user.<name>`. */
const reader = (name: string): string => `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";
export async function page(): Promise<unknown> {
  const session = await getServerSession(authOptions);
  return session?.user?.${name};
}
`;

const tokenFields = [
  "U.name: string | null",
  "U.email: string | null",
  "U.picture?: string | null",
  "U.sub: string",
  "U.iat: unknown",
  "U.exp: unknown",
  "U.jti: unknown",
];
const tokenMarks = "⟦U.name⟧⟦U.email⟧⟦U.picture⟧⟦U.sub⟧⟦U.iat⟧⟦U.exp⟧⟦U.jti⟧";
const tokenNames = ["U.name", "U.email", "U.picture", "U.sub", "U.iat", "U.exp", "U.jti"];

export const s6 = pattern("S6", "spread of token, user or a row", [
  {
    name: "a row: its fields are known, and nobody wants to hear of them",
    head: row,
    session: session("session.user = { ...session.user, ...⟦U.id⟧⟦U.plan⟧⟦U.note⟧row };"),
    fields: ["U.id: string", "U.plan: number", "U.note?: string"],
    silent: ["U.id", "U.plan", "U.note"],
    augmentation: "",
  },
  {
    name: "a row of which one field is read",
    head: row,
    session: session("session.user = { ...session.user, ...⟦U.id⟧⟦U.plan⟧⟦U.note⟧row };"),
    files: { "page.ts": reader("plan") },
    fields: ["U.id: string", "U.plan: number", "U.note?: string"],
    silent: ["U.id", "U.note"],
    augmentation: userAugmentation("plan: number"),
  },
  {
    name: "a row, and a field by name that replaces one of it",
    head: row,
    session: session("session.user = { ...session.user, ...⟦U.plan⟧⟦U.note⟧row, ⟦U.id⟧id: token.sub! };"),
    fields: ["U.id: string", "U.plan: number", "U.note?: string"],
    silent: ["U.plan", "U.note"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a row that may be missing",
    head: "interface Row { plan: number }\ndeclare function find(id: string): Promise<Row | null>;",
    session: `async session({ session, token }) {
      const row = await find(token.sub!);
      session.user = { ...session.user, ...⟦U.plan⟧row };
      return session;
    }`,
    files: { "page.ts": reader("plan") },
    fields: ["U.plan?: number"],
    augmentation: userAugmentation("plan?: number"),
  },
  {
    name: "what is left of a row",
    head: "declare const row: { id: string; plan: number; password: string };",
    session: session(`const { password, ...rest } = row;
      session.user = { ...session.user, ...⟦U.id⟧⟦U.plan⟧rest };`),
    fields: ["U.id: string", "U.plan: number"],
    silent: ["U.id", "U.plan"],
    augmentation: "",
  },
  {
    name: "one of two kinds of rows",
    head: 'declare const row: { kind: "team"; seats: number } | { kind: "person" };',
    session: session("session.user = { ...session.user, ...⟦U.kind⟧⟦U.seats⟧row };"),
    fields: ['U.kind: "team" | "person"', "U.seats?: number"],
    silent: ["U.kind", "U.seats"],
    augmentation: "",
  },
  {
    name: "an instance: its methods stay behind",
    head: "class Row { plan = 1; save(): void {} }\ndeclare const row: Row;",
    session: session("session.user = { ...session.user, ...⟦U.plan⟧row };"),
    fields: ["U.plan: number"],
    silent: ["U.plan"],
    augmentation: "",
  },
  {
    name: "a partial row over a field that was written by name",
    head: "declare const row: { role?: number };",
    session: session(`⟦U.role⟧session.user.role = "admin";
      session.user = { ...session.user, ...⟦U.role⟧row };`),
    fields: ["U.role: string | number"],
    augmentation: userAugmentation("role: string | number"),
  },
  {
    name: "an index signature: the user is open",
    head: "declare const row: Record<string, string>;",
    session: session("session.user = { ...session.user, ...row, ⟦U.id⟧id: token.sub! };"),
    files: { "types/next-auth.d.ts": augmentation({ user: ["id: string", "role: string"] }) },
    fields: ["U.id: string"],
    silent: ["U.id"],
    open: ["Session.user"],
    augmentation: "",
  },
  {
    name: "any: the user is open",
    head: "declare const row: any;",
    session: session("session.user = { ...session.user, ...row };"),
    files: { "types/next-auth.d.ts": augmentation({ user: ["id: string", "role: string"] }) },
    fields: [],
    open: ["Session.user"],
    augmentation: "",
  },
  {
    name: "any, into the session: its user may come from there as well",
    session: "session({ session, newSession }) { return { ...session, ...newSession }; }",
    files: { "types/next-auth.d.ts": augmentation({ session: ["plan: string"], user: ["role: string"] }) },
    fields: [],
    open: ["Session", "Session.user"],
    augmentation: "",
  },
  {
    name: "any, into the session, under a user that is named afterwards",
    session: `session({ session, token, newSession }) {
      return { ...newSession, ⟦S.expires⟧expires: session.expires, user: { ⟦U.id⟧id: token.sub! } };
    }`,
    files: { "types/next-auth.d.ts": augmentation({ user: ["id: string", "⟦no-unassigned-field⟧role: string"] }) },
    fields: ["S.expires: string", "U.id: string"],
    silent: ["S.expires", "U.id"],
    open: ["Session"],
  },
  {
    name: "the user of the database, returned",
    options: 'session: { strategy: "database" }',
    session: `session({ session, user }) {
      return { ...session, user: { ...session.user, ...⟦U.id⟧⟦U.name⟧⟦U.email⟧⟦U.image⟧⟦U.emailVerified⟧user } };
    }`,
    files: { "page.ts": reader("id") },
    fields: [
      "U.id: string",
      "U.name: string | null",
      "U.email: string",
      "U.image: string | null",
      "U.emailVerified: Date | null",
    ],
    silent: ["U.name", "U.email", "U.image", "U.emailVerified"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "the token: its fields are written where it is spread",
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.role⟧token.role = user.id;
      return token;
    }`,
    session: session(`session.user = { ...session.user, ...${tokenMarks}⟦U.role⟧token };`),
    fields: ["T.role: string", "U.role: string", ...tokenFields],
    silent: ["U.role", ...tokenNames],
  },
  {
    name: "the token, of which one field is read",
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.role⟧token.role = user.id;
      return token;
    }`,
    session: session(`session.user = { ...session.user, ...${tokenMarks}⟦U.role⟧token };`),
    files: { "page.ts": reader("role") },
    fields: ["T.role: string", "U.role: string", ...tokenFields],
    silent: tokenNames,
    augmentation: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      role: string;
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    role: string;
  }
}
`,
  },
  {
    name: "the token, of which a field of the library's is read",
    session: session(`session.user = { ...session.user, ...${tokenMarks}token };`),
    files: { "page.ts": reader("sub") },
    fields: tokenFields,
    silent: tokenNames.filter((name) => name !== "U.sub"),
    augmentation: userAugmentation("sub: string"),
  },
  {
    name: "a copy of the token, which keeps what is always there",
    session: session(`const copy = { ...token };
      if (copy.sub) ⟦U.id⟧session.user.id = copy.sub;`),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "the token as the user, without a type",
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.role⟧token.role = user.id;
      return token;
    }`,
    session: session(`${tokenMarks}⟦U.role⟧session.user = ⟦no-callback-cast⟧token as any;`),
    files: { "page.ts": reader("role") },
    fields: [
      "T.role: string",
      "U.role: string",
      "U.name?: string | null",
      "U.email?: string | null",
      ...tokenFields.slice(2),
    ],
    silent: tokenNames,
  },
  {
    name: "the token: what it may hold besides makes the user open",
    head: "declare const extra: Record<string, string>;",
    jwt: "jwt({ token }) { return { ...token, ...extra }; }",
    session: session(`session.user = { ...session.user, ...${tokenMarks}token };`),
    files: { "types/next-auth.d.ts": augmentation({ user: ["team: string"] }) },
    fields: tokenFields,
    silent: tokenNames,
    open: ["JWT", "Session.user"],
    augmentation: "",
  },
]);
