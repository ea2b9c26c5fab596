import { pattern } from "../pattern.js";
import { sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

export const h4 = pattern("H4", "`return Promise.resolve(session)`", [
  {
    name: "of the session after property writes",
    session: `session({ session, token }) {
      ⟦U.id⟧session.user.id = token.sub!;
      return Promise.resolve(session);
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "of the token",
    jwt: `jwt: ({ token, user }) => {
      if (user) {
        ⟦T.id⟧token.id = user.id;
      }
      return Promise.resolve(token);
    }`,
    fields: ["T.id: string"],
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "of a literal",
    session: 'session: ({ session }) => Promise.resolve({ ...session, ⟦S.plan⟧plan: "free" })',
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "awaited",
    session: `async session({ session }) {
      ⟦S.plan⟧session.plan = await load();
      return await Promise.resolve(session);
    }`,
    fields: ["S.plan: string"],
  },
  {
    name: "on one path, with the session itself on the other",
    session: `session({ session, token }) {
      if (enabled) return session;
      ⟦U.id⟧session.user.id = token.sub!;
      return Promise.resolve(session);
    }`,
    fields: ["U.id?: string"],
    augmentation: userAugmentation("id?: string"),
  },
  {
    name: "in both branches of a ternary",
    session: `session: ({ session }) =>
      enabled
        ? Promise.resolve({ ...session, ⟦S.plan⟧plan: "pro" })
        : Promise.resolve({ ...session, ⟦S.plan⟧plan: "free" })`,
    fields: ["S.plan: string"],
  },
  {
    name: "of what a helper of the project gives back",
    head: `import type { Session } from "next-auth";
function withPlan(session: Session) {
  return Promise.resolve({ ...session, ⟦S.plan⟧plan: "free" });
}`,
    session: "session: ({ session }) => withPlan(session)",
    fields: ["S.plan: string"],
  },
]);
