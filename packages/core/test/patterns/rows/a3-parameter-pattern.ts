import { pattern } from "../pattern.js";
import { sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

const withRole = `jwt({ token: t, user: u }) {
      if (u) ⟦T.role⟧t.role = u.id;
      return t;
    }`;

export const a3 = pattern("A3", "nested or renamed parameter pattern", [
  {
    name: "user and rest of the session, a renamed token",
    session: `session({ session: { user, ...rest }, token: t }) {
      return { ...rest, user: { ...user, ⟦U.id⟧id: t.sub! } };
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "renamed",
    session: `session({ session: s, token: t }) {
      if (s.user && t) ⟦U.id⟧s.user.id = t.sub!;
      return s;
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "the session, and its user beside it",
    session: `session({ session, session: { user }, token }) {
      if (!user) return session;
      ⟦U.id⟧user.id = token.sub!;
      return session;
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "in jwt, and a field of the token taken out in session",
    jwt: withRole,
    session: `session({ session, token: { role } }) {
      ⟦S.role⟧session.role = role;
      return session;
    }`,
    fields: ["T.role: string", "S.role: string"],
  },
  {
    name: "a field of the token with a default",
    session: `session({ session, token: { sub = "nobody" } }) {
      ⟦S.subject⟧session.subject = sub;
      return session;
    }`,
    fields: ["S.subject: string"],
    augmentation: sessionAugmentation("subject: string"),
  },
  {
    name: "two fields of the token, one of them as a condition",
    jwt: withRole,
    session: `session({ session, token: { role, name } }) {
      ⟦S.role⟧session.role = role;
      if (name) ⟦S.nick⟧session.nick = name;
      return session;
    }`,
    fields: ["T.role: string", "S.role: string", "S.nick?: string"],
  },
  {
    name: "the rest of the parameters",
    jwt: `jwt({ token, ...params }) {
      if (params.user) ⟦T.id⟧token.id = params.user.id;
      return token;
    }`,
    fields: ["T.id: string"],
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "the rest of the parameters in session",
    session: `session({ token, ...rest }) {
      ⟦U.id⟧rest.session.user.id = token.sub!;
      return rest.session;
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a default of the user that is never taken",
    session: `session: ({ session: { user = {}, expires }, token }) => ({
      ⟦S.expires⟧expires,
      user: { ...user, ⟦U.id⟧id: token.sub! },
    })`,
    fields: ["S.expires: string", "U.id: string"],
    silent: ["S.expires"],
    augmentation: userAugmentation("id: string"),
  },
]);
