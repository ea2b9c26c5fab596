import { augmentation } from "../../support/augmentation.js";
import { pattern } from "../pattern.js";
import { sessionAugmentation, userAugmentation } from "../../support/texts.js";

const session = (body: string): string => `session({ session, token }) {
      ${body}
    }`;

export const s5 = pattern("S5", "fresh literal returned", [
  {
    name: "of expires and user",
    session: session("return { ⟦S.expires⟧expires: session.expires, user: { ⟦U.id⟧id: token.sub! } };"),
    fields: ["S.expires: string", "U.id: string"],
    silent: ["S.expires"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "as the body of an arrow function",
    session: "session: ({ session: { expires }, token }) => ({ ⟦S.expires⟧expires, user: { ⟦U.id⟧id: token.sub! } })",
    fields: ["S.expires: string", "U.id: string"],
    silent: ["S.expires"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "with base fields taken over one by one",
    session: session(`return {
        ⟦S.expires⟧expires: session.expires,
        user: { ⟦U.id⟧id: token.sub!, ⟦U.name⟧name: session.user?.name, ⟦U.email⟧email: token.email },
      };`),
    fields: [
      "S.expires: string",
      "U.id: string",
      "U.name: string | null | undefined",
      "U.email: string | null | undefined",
    ],
    silent: ["S.expires", "U.name", "U.email"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "of a constant with a type: the declaration removes the error on it",
    head: 'import type { Session } from "next-auth";',
    session: session(`const next: Session = { ⟦S.expires⟧expires: session.expires, user: { ⟦U.id⟧id: token.sub! } };
      return next;`),
    fields: ["S.expires: string", "U.id: string"],
    silent: ["S.expires"],
    errors: [2353],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "on one of two paths",
    session: session(`if (!token.name) return session;
      return { ⟦S.expires⟧expires: session.expires, user: { ⟦U.id⟧id: token.sub! } };`),
    fields: ["S.expires: string", "U.id?: string"],
    silent: ["S.expires"],
    augmentation: userAugmentation("id?: string"),
  },
  {
    name: "what was written before is lost",
    session: session(`session.plan = "free";
      session.user.role = "admin";
      return { ⟦S.expires⟧expires: session.expires, user: { ⟦U.id⟧id: token.sub! } };`),
    fields: ["S.expires: string", "U.id: string"],
    silent: ["S.expires"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "what was written before into the user that it keeps",
    session: session(`⟦U.id⟧session.user.id = token.sub!;
      return { ⟦S.expires⟧expires: session.expires, user: session.user, ⟦S.plan⟧plan: "free" };`),
    fields: ["S.expires: string", "U.id: string", "S.plan: string"],
    silent: ["S.expires"],
  },
  {
    name: "without a user",
    session: session("return { ⟦S.expires⟧expires: session.expires, ⟦S.id⟧id: token.sub! };"),
    fields: ["S.expires: string", "S.id: string"],
    silent: ["S.expires"],
    augmentation: sessionAugmentation("id: string"),
  },
  {
    name: "a declared field that it leaves out; the write that is lost still needs the declaration",
    session: session(`session.user.role = "admin";
      return { ⟦S.expires⟧expires: session.expires, user: { ⟦U.id⟧id: token.sub! } };`),
    files: { "types/next-auth.d.ts": augmentation({ user: ["id: string", "⟦no-unassigned-field⟧role: string"] }) },
    fields: ["S.expires: string", "U.id: string"],
    silent: ["S.expires", "U.id"],
    fixed: { "types/next-auth.d.ts": augmentation({ user: ["id: string", "role?: string"] }) },
  },
  {
    name: "a user that nobody knows may hold every declared field",
    head: "declare function find(id: string): any;",
    session: session("return { ⟦S.expires⟧expires: session.expires, user: find(token.sub!) };"),
    files: { "types/next-auth.d.ts": augmentation({ user: ["id: string", "role: string"] }) },
    fields: ["S.expires: string"],
    silent: ["S.expires"],
    open: ["Session.user"],
    augmentation: "",
  },
]);
