import { pattern } from "../pattern.js";
import { tokenAugmentation, userAugmentation } from "../../support/texts.js";

export const a2 = pattern("A2", "the parameter object is not destructured", [
  {
    name: "in session",
    session: `session: (p) => {
      ⟦U.id⟧p.session.user.id = p.token.sub!;
      return p.session;
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "in jwt",
    jwt: `jwt(params) {
      if (params.user) ⟦T.id⟧params.token.id = params.user.id;
      return params.token;
    }`,
    fields: ["T.id: string"],
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "destructured in the body",
    session: `async session(params) {
      const { session, token } = params;
      ⟦U.id⟧session.user.id = token.sub!;
      return session;
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "taken apart by constants",
    jwt: `jwt(params) {
      const token = params.token;
      const account = params.account;
      if (account) ⟦T.provider⟧token.provider = account.provider;
      return token;
    }`,
    fields: ["T.provider: string"],
    augmentation: tokenAugmentation("provider: string"),
  },
  {
    name: "in a spread return",
    session:
      "session: (params) => ({ ...params.session, user: { ...params.session.user, ⟦U.id⟧id: params.token.sub! } })",
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "with a guard",
    session: `session(params) {
      if (!params.session.user || !params.token.sub) return params.session;
      ⟦U.id⟧params.session.user.id = params.token.sub;
      return params.session;
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
]);
