import { pattern } from "../pattern.js";
import { sessionAugmentation, userAugmentation } from "../../support/texts.js";

const head = 'import type { Account, Session, User } from "next-auth";\nimport type { JWT } from "next-auth/jwt";';

export const x6 = pattern("X6", "parameters annotated by hand", [
  {
    name: "session and token",
    head,
    session: `session({ session, token }: { session: Session; token: JWT }) {
      if (session.user) ⟦U.id⟧session.user.id = token.sub!;
      return session;
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "of an arrow function",
    head,
    session: `session: async ({ session, token }: { session: Session; token: JWT }) => {
      ⟦S.subject⟧session.subject = token.sub;
      return session;
    }`,
    fields: ["S.subject: string | undefined"],
    augmentation: sessionAugmentation("subject?: string"),
  },
  {
    name: "of a spread return",
    head,
    session: `session({ session, token }: { session: Session; token: JWT }) {
      return { ...session, user: { ...session.user, ⟦U.id⟧id: token.sub! } };
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "of jwt",
    head,
    jwt: `async jwt({ token, user, account }: { token: JWT; user?: User; account?: Account | null }) {
      if (user) ⟦T.id⟧token.id = user.id;
      if (account) ⟦T.provider⟧token.provider = account.provider;
      return token;
    }`,
    fields: ["T.id: string", "T.provider: string"],
  },
  {
    name: "of a parameter that is not destructured",
    head,
    session: `session(params: { session: Session; token: JWT }) {
      ⟦U.id⟧params.session.user.id = params.token.sub!;
      return params.session;
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "of an alias of the project's own",
    head: `${head}\ninterface Params { session: Session; token: JWT }`,
    session: `session({ session, token }: Params) {
      ⟦U.id⟧session.user.id = token.sub!;
      return session;
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a return type that refuses undeclared fields: the declaration removes that error as well",
    head,
    session: `async session({ session }: { session: Session; token: JWT }): Promise<Session> {
      return { ...session, ⟦S.plan⟧plan: "free" };
    }`,
    fields: ["S.plan: string"],
    errors: [2353],
    augmentation: sessionAugmentation("plan: string"),
  },
]);
