import { pattern } from "../pattern.js";
import { tokenAugmentation } from "../../support/texts.js";

const jwt = (body: string): string => `async jwt({ token, user, account }) {
      ${body}
    }`;

const rows = {
  "rows.ts": `export interface Row { id: string; name: string | null; email: string; plan: "free" | "pro" }
export function find(email: string | null | undefined): Promise<Row | undefined> {
  return Promise.resolve(email ? { id: "1", name: null, email, plan: "free" } : undefined);
}
`,
};

export const t4 = pattern("T4", "fresh token returned", [
  {
    name: "at sign-in",
    jwt: jwt(`if (user) return { ⟦T.id⟧id: user.id, ⟦T.name⟧name: user.name };
      return token;`),
    fields: ["T.id: string", "T.name: string | null | undefined"],
    silent: ["T.name"],
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "in one branch of a ternary",
    jwt: "jwt: ({ token, user }) => (user ? { ⟦T.id⟧id: user.id, ⟦T.kind⟧kind: 1 } : token)",
    fields: ["T.id: string", "T.kind: number"],
    augmentation: tokenAugmentation("id: string", "kind: number"),
  },
  {
    name: "of a row on every call, or what the token was",
    head: 'import { find } from "./rows";',
    files: rows,
    jwt: jwt(`const row = await find(token.email);
      if (!row) {
        if (user) ⟦T.id⟧token.id = user.id;
        return token;
      }
      return { ⟦T.id⟧id: row.id, ⟦T.name⟧name: row.name, ⟦T.email⟧email: row.email, ⟦T.plan⟧plan: row.plan };`),
    fields: ["T.id: string", "T.name?: string | null", "T.email?: string", 'T.plan?: "free" | "pro"'],
    silent: ["T.name", "T.email"],
    augmentation: tokenAugmentation("id: string", 'plan?: "free" | "pro"'),
  },
  {
    name: "at sign-in, and kept or refreshed afterwards",
    head: `declare function refresh(): Promise<{ token: string; expires: number }>;`,
    jwt: jwt(`if (account) {
        return { ⟦T.accessToken⟧accessToken: account.access_token, ⟦T.expires⟧expires: account.expires_at ?? 0 };
      }
      if (Date.now() < token.expires) return token;
      try {
        const next = await refresh();
        return { ...token, ⟦T.accessToken⟧accessToken: next.token, ⟦T.expires⟧expires: next.expires };
      } catch {
        return { ...token, ⟦T.error⟧error: "RefreshError" as const };
      }`),
    fields: ["T.accessToken: string | undefined", "T.expires: number", 'T.error?: "RefreshError"'],
    augmentation: tokenAugmentation("accessToken?: string", "expires: number", 'error?: "RefreshError"'),
  },
  {
    name: "what was written before is lost",
    jwt: jwt(`token.kind = 1;
      return { ⟦T.id⟧id: token.sub };`),
    fields: ["T.id: string | undefined"],
    augmentation: tokenAugmentation("id?: string"),
  },
  {
    name: "what is written afterwards is added",
    jwt: jwt(`if (!user) return token;
      const next: typeof token = { ⟦T.id⟧id: user.id };
      ⟦T.kind⟧next.kind = 1;
      return next;`),
    fields: ["T.id: string", "T.kind: number"],
    // Required, it would be missing from the literal.
    augmentation: tokenAugmentation("id: string", "kind?: number"),
  },
  {
    name: "an empty one on one path ends the session's fields there",
    jwt: jwt(`if (enabled) return {};
      if (user) ⟦T.id⟧token.id = user.id;
      return token;`),
    fields: ["T.id?: string"],
    augmentation: tokenAugmentation("id?: string"),
  },
  {
    name: "without the subject, which a session then cannot count on",
    jwt: jwt(`if (user) return { ⟦T.id⟧id: user.id };
      return token;`),
    session: `session({ session, token }) {
      if (token.sub) ⟦S.subject⟧session.subject = token.sub;
      if (token.id) ⟦S.owner⟧session.owner = token.id;
      return session;
    }`,
    fields: ["T.id: string", "S.subject?: string", "S.owner: string"],
  },
]);
