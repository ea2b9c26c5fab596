import { augmentation } from "../../support/augmentation.js";
import { authFile, session } from "../../support/auth-file.js";
import { pattern } from "../pattern.js";
import { authAndAugmentation, sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

const withRole = `jwt({ token, user }) {
      if (user) ⟦T.role⟧token.role = user.id;
      return token;
    }`;

const unneeded = "⟦no-callback-cast⟧";

export const x1 = pattern("X1", "target cast to any or a record", [
  {
    name: "the session to any",
    jwt: withRole,
    session: session(`⟦S.role⟧(${unneeded}session as any).role = token.role;`),
    fields: ["T.role: string", "S.role: string"],
  },
  {
    name: "the session and the token to any: the field has the type that jwt gives it",
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.role⟧(${unneeded}token as any).role = user.id;
      return token;
    }`,
    session: session(`⟦S.role⟧(${unneeded}session as any).role = (${unneeded}token as any).role;`),
    fields: ["T.role: string", "S.role: string"],
    fixed: authAndAugmentation(
      {
        jwt: `jwt({ token, user }) {
      if (user) token.role = user.id;
      return token;
    }`,
        session: session("session.role = token.role;"),
      },
      augmentation({ session: ["role: string"], token: ["role: string"] }),
    ),
  },
  {
    name: "the token to any, a field that jwt may leave out",
    jwt: `jwt({ token, account }) {
      if (account) ⟦T.accessToken⟧token.accessToken = account.access_token;
      return token;
    }`,
    session: session(`⟦S.accessToken⟧session.accessToken = (${unneeded}token as any).accessToken;`),
    fields: ["T.accessToken: string | undefined", "S.accessToken: string | undefined"],
  },
  {
    name: "where the field is declared, what any hides from the compiler",
    jwt: `jwt({ token, account }) {
      if (account) ⟦T.accessToken⟧token.accessToken = account.access_token;
      return token;
    }`,
    session: session(`⟦S.accessToken⟧session.accessToken = (${unneeded}token as any).accessToken;`),
    files: {
      "types/next-auth.d.ts": augmentation({
        session: ["⟦no-mismatched-field⟧accessToken: string"],
        token: ["accessToken?: string"],
      }),
    },
    fields: ["T.accessToken: string | undefined", "S.accessToken: string | undefined"],
    silent: ["T.accessToken", "S.accessToken"],
    fixed: {
      "auth.ts": authFile({
        jwt: `jwt({ token, account }) {
      if (account) token.accessToken = account.access_token;
      return token;
    }`,
        session: session("session.accessToken = token.accessToken;"),
      }),
      "types/next-auth.d.ts": augmentation({ session: ["accessToken?: string"], token: ["accessToken?: string"] }),
    },
  },
  {
    name: "the user to a record",
    session: session(`⟦U.id⟧(${unneeded}session.user as Record<string, unknown>).id = token.sub;`),
    fields: ["U.id: string | undefined"],
    fixed: authAndAugmentation({ session: session("session.user.id = token.sub;") }, userAugmentation("id?: string")),
  },
  {
    name: "the user to any, with !",
    session: session(`⟦U.id⟧(${unneeded}session!.user! as any).id = token.sub!;`),
    fields: ["U.id: string"],
    fixed: authAndAugmentation({ session: session("session!.user!.id = token.sub!;") }, userAugmentation("id: string")),
  },
  {
    name: "the session to any, a field of its user",
    session: session(`⟦U.id⟧(${unneeded}session as any).user.id = token.sub!;`),
    fields: ["U.id: string"],
    fixed: authAndAugmentation({ session: session("session.user.id = token.sub!;") }, userAugmentation("id: string")),
  },
  {
    name: "through unknown to a record, with element access",
    session: session(`⟦S.plan⟧(${unneeded}session as unknown as Record<string, unknown>)["plan"] = "free";`),
    fields: ["S.plan: string"],
    fixed: authAndAugmentation({ session: session('session["plan"] = "free";') }, sessionAugmentation("plan: string")),
  },
  {
    name: "with angle brackets",
    session: session(`⟦S.plan⟧(${unneeded}<any>session).plan = "free";`),
    fields: ["S.plan: string"],
    fixed: authAndAugmentation({ session: session('session.plan = "free";') }, sessionAugmentation("plan: string")),
  },
  {
    name: "the token",
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.id⟧(${unneeded}token as any).id = user.id;
      return token;
    }`,
    fields: ["T.id: string"],
    fixed: authAndAugmentation(
      {
        jwt: `jwt({ token, user }) {
      if (user) token.id = user.id;
      return token;
    }`,
      },
      tokenAugmentation("id: string"),
    ),
  },
  {
    name: "in a test of what is always there",
    session: session(`if ((${unneeded}session as any)?.user) ⟦U.id⟧(${unneeded}session.user as any).id = token.sub!;`),
    fields: ["U.id: string"],
    fixed: authAndAugmentation(
      { session: session("if (session?.user) session.user.id = token.sub!;") },
      userAugmentation("id: string"),
    ),
  },
  {
    name: "under a condition",
    session: session(`if (enabled) ⟦S.plan⟧(${unneeded}session as any).plan = "free";`),
    fields: ["S.plan?: string"],
    fixed: authAndAugmentation(
      { session: session('if (enabled) session.plan = "free";') },
      sessionAugmentation("plan?: string"),
    ),
  },
  {
    name: "in the way of an optional chain",
    session: session(`const user = (${unneeded}session as any)?.user;
      if (user) ⟦U.id⟧user.id = token.sub!;`),
    fields: ["U.id: string"],
    fixed: authAndAugmentation(
      {
        session: session(`const user = session?.user;
      if (user) user.id = token.sub!;`),
      },
      userAugmentation("id: string"),
    ),
  },
  {
    name: "a spread return",
    session: `session({ session, token }) {
      return { ...(${unneeded}session as any), user: { ...(${unneeded}session.user as any), ⟦U.id⟧id: token.sub! } };
    }`,
    fields: ["U.id: string"],
    fixed: authAndAugmentation(
      {
        session: `session({ session, token }) {
      return { ...session, user: { ...session.user, id: token.sub! } };
    }`,
      },
      userAugmentation("id: string"),
    ),
  },
]);
