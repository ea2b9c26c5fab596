import { pattern } from "../pattern.js";
import { sessionAugmentation, userAugmentation } from "../../support/texts.js";

const session = (body: string): string => `session({ session, token }) {
      ${body}
    }`;

export const s4 = pattern("S4", "spread return", [
  {
    name: "of session and user",
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.role⟧token.role = user.id;
      return token;
    }`,
    session: session("return { ...session, user: { ...session.user, ⟦U.role⟧role: token.role } };"),
    fields: ["T.role: string", "U.role: string"],
  },
  {
    name: "as the body of an arrow function",
    session: "session: ({ session, token }) => ({ ...session, user: { ...session.user, ⟦U.id⟧id: token.sub! } })",
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "async",
    session: "session: async ({ session }) => ({ ...session, ⟦S.plan⟧plan: await load() })",
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "of session alone, widened",
    session: session('return { ...session, ⟦S.plan⟧plan: "free", ⟦S.seats⟧seats: 3 };'),
    fields: ["S.plan: string", "S.seats: number"],
    augmentation: sessionAugmentation("plan: string", "seats: number"),
  },
  {
    name: "shorthand",
    session: session(`const id = token.sub!;
      return { ...session, user: { ...session.user, ⟦U.id⟧id } };`),
    fields: ["U.id: string"],
  },
  {
    name: "a quoted name",
    session: session('return { ...session, ⟦S.plan⟧"plan": "free" };'),
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "a name that is no identifier",
    session: session('return { ...session, ⟦S.the-plan⟧"the-plan": "free" };'),
    fields: ["S.the-plan: string"],
    augmentation: sessionAugmentation('"the-plan": string'),
  },
  {
    name: "through a constant",
    session: session(`const next = { ...session, ⟦S.plan⟧plan: "free" };
      return next;`),
    fields: ["S.plan: string"],
  },
  {
    name: "a user that is made anew",
    session: session("return { ...session, user: { ⟦U.id⟧id: token.sub!, ⟦U.email⟧email: token.email } };"),
    fields: ["U.id: string", "U.email: string | null | undefined"],
    silent: ["U.email"],
  },
  {
    name: "on one of two paths",
    session: session(`if (enabled) return { ...session, ⟦S.plan⟧plan: "free" };
      return session;`),
    fields: ["S.plan?: string"],
    augmentation: sessionAugmentation("plan?: string"),
  },
  {
    name: "on both paths",
    session: session(`if (enabled) return { ...session, ⟦S.plan⟧plan: "free" };
      return { ...session, ⟦S.plan⟧plan: 0 };`),
    fields: ["S.plan: string | number"],
    augmentation: sessionAugmentation("plan: string | number"),
  },
  {
    name: "after property writes, which it keeps",
    session: session(`⟦U.id⟧session.user.id = token.sub!;
      return { ...session, ⟦S.plan⟧plan: "free" };`),
    fields: ["U.id: string", "S.plan: string"],
  },
]);
