import { pattern } from "../pattern.js";
import { session } from "../../support/auth-file.js";
import { sessionAugmentation, userAugmentation } from "../../support/texts.js";

export const d2 = pattern("D2", "element access", [
  {
    name: "of the session",
    session: session('⟦S.accessToken⟧session["accessToken"] = token.sub;'),
    fields: ["S.accessToken: string | undefined"],
    augmentation: sessionAugmentation("accessToken?: string"),
  },
  {
    name: "of the user, with a template",
    session: session("⟦U.id⟧session[`user`].id = token.sub!;"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "of a field of the user",
    session: session("⟦U.id⟧session.user['id'] = token.sub!;"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "of the token, written and read",
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.role⟧token["role"] = user["id"];
      return token;
    }`,
    session: session('⟦U.role⟧session.user.role = token["role"];'),
    fields: ["T.role: string", "U.role: string"],
  },
  {
    name: "a name that is no identifier",
    session: session('⟦S.plan-name⟧session["plan-name"] = "free";'),
    fields: ["S.plan-name: string"],
    augmentation: sessionAugmentation('"plan-name": string'),
  },
  {
    name: "in a test, with an optional chain",
    session: session('if (session?.["user"] && token["sub"]) ⟦U.id⟧session["user"]["id"] = token["sub"];'),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a constant as the key",
    session: session(`const key = "plan";
      ⟦S.plan⟧session[key] = "free";`),
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "a member of an enum as the key",
    head: 'enum Key { Plan = "plan" }',
    session: session('⟦S.plan⟧session[Key.Plan] = "free";'),
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "a constant as the key of what is reached through it",
    head: 'const userKey = "user";',
    session: session("⟦U.id⟧session[userKey].id = token.sub!;"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a computed name in a literal",
    session: `session({ session, token }) {
      const key = "seats";
      return { ...session, ⟦S.plan⟧["plan"]: "free", ⟦S.seats⟧[key]: 3, user: { ...session.user, ⟦U.id⟧["id"]: token.sub! } };
    }`,
    fields: ["S.plan: string", "S.seats: number", "U.id: string"],
  },
  {
    name: "a computed name in a pattern",
    session: session(`const { ["user"]: user } = session;
      ⟦U.id⟧user["id"] = token.sub!;`),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
]);
