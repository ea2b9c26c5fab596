import { credentials } from "../../support/auth-file.js";
import { pattern } from "../pattern.js";
import { sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

export const x5 = pattern("X5", "parameters typed `any`", [
  {
    name: "in session",
    session: `async session({ session, token }: any) {
      ⟦U.id⟧session.user.id = token.sub;
      return session;
    }`,
    fields: ["U.id: string | undefined"],
    augmentation: userAugmentation("id?: string"),
  },
  {
    name: "in jwt: a field of the user has the type that its provider gives it",
    providers: [credentials('{ id: "1", role: String("admin") }')],
    jwt: `async jwt({ token, user }: any) {
      if (user) ⟦T.role⟧token.role = user.role;
      return token;
    }`,
    fields: ["T.role: string"],
    augmentation: tokenAugmentation("role: string"),
  },
  {
    name: "a field of the token on its way into the session",
    jwt: `jwt({ token, user }: any) {
      if (user) ⟦T.id⟧token.id = user.id;
      return token;
    }`,
    session: `session({ session, token }: any) {
      ⟦U.id⟧session.user.id = token.id;
      return session;
    }`,
    fields: ["T.id: string", "U.id: string"],
  },
  {
    name: "of a parameter that is not destructured",
    session: `session(params: any) {
      ⟦S.plan⟧params.session.plan = "free";
      return params.session;
    }`,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "of a spread return",
    session: `session: ({ session, token }: any) => ({
      ...session,
      user: { ...session.user, ⟦U.level⟧level: Number(token.sub) },
    })`,
    fields: ["U.level: number"],
    augmentation: userAugmentation("level: number"),
  },
  {
    name: "tests of what is always there",
    session: `session({ session, token }: any) {
      if (session?.user && token) ⟦U.kind⟧session.user.kind = "user";
      return session;
    }`,
    fields: ["U.kind: string"],
    augmentation: userAugmentation("kind: string"),
  },
  {
    name: "of a function that stands elsewhere in the file",
    head: `async function addPlan({ session }: any) {
  if (enabled) ⟦S.plan⟧session.plan = await load();
  return session;
}`,
    session: "session: addPlan",
    fields: ["S.plan?: string"],
    augmentation: sessionAugmentation("plan?: string"),
  },
  {
    name: "each by itself",
    session: `session({ session, token }: { session: any; token: any }) {
      ⟦S.address⟧session.address = token.sub;
      return session;
    }`,
    fields: ["S.address: string | undefined"],
    augmentation: sessionAugmentation("address?: string"),
  },
]);
