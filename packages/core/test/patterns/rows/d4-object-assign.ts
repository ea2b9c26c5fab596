import { augmentation } from "../../support/augmentation.js";
import { session } from "../../support/auth-file.js";
import { pattern } from "../pattern.js";
import { authAndAugmentation, sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

export const d4 = pattern("D4", "`Object.assign`", [
  {
    name: "to the user",
    session: session("Object.assign(session.user, { ⟦U.id⟧id: token.sub });"),
    fields: ["U.id: string | undefined"],
    augmentation: userAugmentation("id?: string"),
  },
  {
    name: "to the session, returned",
    session: `session({ session }) {
      return Object.assign(session, { ⟦S.plan⟧plan: "free" });
    }`,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "to the session, with a user",
    session: session("Object.assign(session, { user: { ...session.user, ⟦U.id⟧id: token.sub! } });"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "to a new object",
    session: `session({ session, token }) {
      return Object.assign({}, session, { ⟦S.plan⟧plan: "free" }, { ⟦S.id⟧id: token.sub! });
    }`,
    fields: ["S.plan: string", "S.id: string"],
    augmentation: sessionAugmentation("plan: string", "id: string"),
  },
  {
    name: "to the token, of several sources",
    jwt: `jwt({ token, user, account }) {
      if (user) Object.assign(token, { ⟦T.id⟧id: user.id }, account && { ⟦T.provider⟧provider: account.provider });
      return token;
    }`,
    fields: ["T.id: string", "T.provider: string"],
    augmentation: tokenAugmentation("id: string", "provider: string"),
  },
  {
    name: "of the whole user to the token: its fields are known, and nobody wants to hear of them",
    jwt: `jwt({ token, user }) {
      if (user) Object.assign(token, ⟦T.id⟧⟦T.name⟧⟦T.email⟧⟦T.image⟧⟦T.emailVerified⟧user);
      return token;
    }`,
    fields: [
      "T.id: string",
      "T.name?: string | null",
      "T.email?: string | null",
      "T.image?: string | null",
      "T.emailVerified?: Date | null",
    ],
    silent: ["T.id", "T.name", "T.email", "T.image", "T.emailVerified"],
    augmentation: "",
  },
  {
    name: "under a condition",
    session: session("Object.assign(session.user!, enabled && { ⟦U.beta⟧beta: true });"),
    fields: ["U.beta?: boolean"],
    augmentation: userAugmentation("beta?: boolean"),
  },
  {
    name: "to a cast, of a constant",
    session: session(`const extra = { ⟦S.plan⟧plan: "free" };
      Object.assign(⟦no-callback-cast⟧session as any, extra);`),
    fields: ["S.plan: string"],
    fixed: authAndAugmentation(
      {
        session: session(`const extra = { plan: "free" };
      Object.assign(session, extra);`),
      },
      sessionAugmentation("plan: string"),
    ),
  },
  {
    name: "of unnamed fields: the user is open",
    head: "declare const row: Record<string, string>;",
    session: session("Object.assign(session.user, row);"),
    files: { "types/next-auth.d.ts": augmentation({ user: ["role: string"] }) },
    fields: [],
    open: ["Session.user"],
    augmentation: "",
  },
  {
    name: "of a list of objects: the session is open, and so is its user",
    head: "declare const parts: { plan: string }[];",
    session: session("Object.assign(session, ...parts);"),
    files: { "types/next-auth.d.ts": augmentation({ session: ["plan: string", "team: string"] }) },
    fields: [],
    open: ["Session", "Session.user"],
    augmentation: "",
  },
  {
    name: "a function like it, whose body is not ours: the user is open",
    head: "declare function merge<A, B>(into: A, from: B): A & B;",
    session: session('merge(session.user, { role: "admin" });'),
    files: { "types/next-auth.d.ts": augmentation({ user: ["role: string"] }) },
    fields: [],
    open: ["Session.user"],
    augmentation: "",
  },
  {
    name: "a property with its attributes: the user is open",
    session: session('Object.defineProperty(session.user, "role", { value: "admin", enumerable: true });'),
    files: { "types/next-auth.d.ts": augmentation({ user: ["role: string"] }) },
    fields: [],
    open: ["Session.user"],
    augmentation: "",
  },
  {
    name: "of the session to something else writes nothing",
    head: "declare const log: { user?: object };",
    session: session("Object.assign(log, session.user, { id: token.sub });"),
    fields: [],
    augmentation: "",
  },
]);
