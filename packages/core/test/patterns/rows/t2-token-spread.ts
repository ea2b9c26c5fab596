import { pattern } from "../pattern.js";
import { tokenAugmentation } from "../../support/texts.js";

const jwt = (body: string): string => `jwt({ token, user, account }) {
      ${body}
    }`;

export const t2 = pattern("T2", "spread return of the token", [
  {
    name: "on every call",
    jwt: jwt('return { ...token, ⟦T.kind⟧kind: "user" };'),
    fields: ["T.kind: string"],
    augmentation: tokenAugmentation("kind: string"),
  },
  {
    name: "at sign-in",
    jwt: jwt(`if (user) {
        return { ...token, ⟦T.id⟧id: user.id };
      }
      return token;`),
    fields: ["T.id: string"],
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "of two inputs",
    jwt: jwt(`if (account && user) {
        return {
          ...token,
          ⟦T.accessToken⟧accessToken: account.access_token,
          ⟦T.id⟧id: user.id,
        };
      }
      return token;`),
    fields: ["T.accessToken: string | undefined", "T.id: string"],
    augmentation: tokenAugmentation("accessToken?: string", "id: string"),
  },
  {
    name: "in one branch of a ternary",
    jwt: jwt("return user ? { ...token, ⟦T.id⟧id: user.id } : token;"),
    fields: ["T.id: string"],
  },
  {
    name: "as the body of an arrow function",
    jwt: "jwt: ({ token, user }) => (user ? { ...token, ⟦T.id⟧id: user.id } : token)",
    fields: ["T.id: string"],
  },
  {
    name: "assigned to the parameter and returned",
    jwt: jwt(`if (user) token = { ...token, ⟦T.id⟧id: user.id };
      return token;`),
    fields: ["T.id: string"],
  },
  {
    name: "with a spread under a condition, whose fields are named here",
    jwt: jwt("return { ...token, ...(user ? { ⟦T.id⟧id: user.id } : {}) };"),
    fields: ["T.id: string"],
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "with a spread of a logical expression",
    jwt: jwt("return { ...token, ...(enabled && { ⟦T.beta⟧beta: 1 }) };"),
    fields: ["T.beta?: number"],
    augmentation: tokenAugmentation("beta?: number"),
  },
  {
    name: "after a property write",
    jwt: jwt(`if (user) ⟦T.id⟧token.id = user.id;
      return { ...token, ⟦T.kind⟧kind: "user" };`),
    fields: ["T.id: string", "T.kind: string"],
  },
  {
    name: "a value of the token",
    jwt: jwt("return { ...token, ⟦T.id⟧id: token.sub };"),
    fields: ["T.id: string | undefined"],
    augmentation: tokenAugmentation("id?: string"),
  },
]);
