import { augmentation } from "../../support/augmentation.js";
import { authFile, credentials, session } from "../../support/auth-file.js";
import { authAndAugmentation, sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";
import { pattern } from "../pattern.js";

const unneeded = "⟦no-callback-cast⟧";

const signIn = credentials('{ id: "1", role: String("admin") }');
const plan = authFile({ session: session('session.plan = "free";') });

export const x4 = pattern("X4", "`@ts-ignore`, `@ts-expect-error`, `@ts-nocheck`", [
  {
    name: "@ts-ignore above a field of the session",
    session: session(`${unneeded}// @ts-ignore
      ⟦S.plan⟧session.plan = "free";`),
    fields: ["S.plan: string"],
    errors: [],
    fixed: authAndAugmentation({ session: session('session.plan = "free";') }, sessionAugmentation("plan: string")),
  },
  {
    name: "@ts-ignore above a field of the user, which may be missing, with a reason",
    session: session(`${unneeded}// @ts-ignore: next-auth does not know of it
      ⟦U.id⟧session.user.id = token.sub;`),
    fields: ["U.id: string | undefined"],
    errors: [],
    fixed: authAndAugmentation({ session: session("session.user.id = token.sub;") }, userAugmentation("id?: string")),
  },
  {
    name: "@ts-expect-error above a field of the user, in a block comment at the end of the line before",
    session: session(`if (enabled) ${unneeded}/* @ts-expect-error not declared */
        ⟦U.role⟧session.user.role = "admin";`),
    fields: ["U.role?: string"],
    fixed: authAndAugmentation(
      {
        session: session(`if (enabled)
        session.user.role = "admin";`),
      },
      userAugmentation("role?: string"),
    ),
  },
  {
    name: "@ts-ignore above a field of the token, which needs none even now",
    jwt: `jwt({ token, user }) {
      if (user) {
        ${unneeded}// @ts-ignore
        ⟦T.id⟧token.id = user.id;
      }
      return token;
    }`,
    fields: ["T.id: string"],
    errors: [],
    fixed: authAndAugmentation(
      {
        jwt: `jwt({ token, user }) {
      if (user) {
        token.id = user.id;
      }
      return token;
    }`,
      },
      tokenAugmentation("id: string"),
    ),
  },
  {
    name: "one above a field that comes out of the token, one above a field of the session",
    jwt: `jwt({ token, account }) {
      if (account) ⟦T.provider⟧token.provider = account.provider;
      return token;
    }`,
    session: session(`${unneeded}// @ts-ignore
      ⟦U.provider⟧session.user.provider = token.provider;
      ${unneeded}// @ts-expect-error
      ⟦S.plan⟧session.plan = "free";`),
    fields: ["T.provider: string", "U.provider: string", "S.plan: string"],
    errors: [],
    fixed: authAndAugmentation(
      {
        jwt: `jwt({ token, account }) {
      if (account) token.provider = account.provider;
      return token;
    }`,
        session: session(`session.user.provider = token.provider;
      session.plan = "free";`),
      },
      augmentation({ session: ["plan: string"], user: ["provider: string"], token: ["provider: string"] }),
    ),
  },
  {
    name: "@ts-expect-error that still expects one stays",
    session: session(`// @ts-expect-error
      ⟦U.seats⟧session.user.seats = Math.max("3");`),
    fields: ["U.seats: number"],
    errors: [],
    augmentation: userAugmentation("seats: number"),
  },
  {
    name: "of two the one that hides another error stays",
    session: session(`${unneeded}// @ts-ignore
      ⟦S.plan⟧session.plan = "free";
      // @ts-ignore
      ⟦S.seats⟧session.seats = Math.max("3");`),
    fields: ["S.plan: string", "S.seats: number"],
    errors: [],
    fixed: authAndAugmentation(
      {
        session: session(`session.plan = "free";
      // @ts-ignore
      session.seats = Math.max("3");`),
      },
      sessionAugmentation("plan: string", "seats: number"),
    ),
  },
  {
    name: "above a field that is declared already, nothing but the directive is reported",
    session: session(`${unneeded}// @ts-ignore
      ⟦S.plan⟧session.plan = "free";`),
    files: { "types/next-auth.d.ts": augmentation({ session: ["plan: string"] }) },
    fields: ["S.plan: string"],
    silent: ["S.plan"],
    errors: [],
    fixed: { "auth.ts": plan },
  },
  {
    name: "above a field that is declared with another type: the declaration is fixed",
    session: session(`${unneeded}// @ts-ignore
      ⟦S.plan⟧session.plan = 3;`),
    files: { "types/next-auth.d.ts": augmentation({ session: ["⟦no-mismatched-field⟧plan: string"] }) },
    fields: ["S.plan: number"],
    silent: ["S.plan"],
    errors: [],
    fixed: {
      "auth.ts": authFile({ session: session("session.plan = 3;") }),
      "types/next-auth.d.ts": augmentation({ session: ["plan: number"] }),
    },
  },
  {
    name: "above a field of the user that the provider gives, and that nobody declares",
    providers: [signIn],
    jwt: `jwt({ token, user }) {
      ${unneeded}// @ts-ignore
      if (user) ⟦T.role⟧token.role = ⟦User.role⟧user.role;
      return token;
    }`,
    fields: ["T.role: string"],
    inputs: ["User.role"],
    errors: [],
    fixed: authAndAugmentation(
      {
        providers: [signIn],
        jwt: `jwt({ token, user }) {
      if (user) token.role = user.role;
      return token;
    }`,
      },
      `export {};

declare module "next-auth" {
  interface User {
    role: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    role: string;
  }
}
`,
    ),
  },
  {
    name: "above a cast: both go",
    session: session(`${unneeded}// @ts-ignore
      // It is always there.
      ⟦U.id⟧(${unneeded}session as any).user.id = token.sub!;`),
    fields: ["U.id: string"],
    errors: [],
    fixed: authAndAugmentation(
      {
        session: session(`// It is always there.
      session.user.id = token.sub!;`),
      },
      userAugmentation("id: string"),
    ),
  },
  {
    name: "above a member of a spread return",
    session: `session: ({ session, token }) => ({
      ...session,
      user: {
        ...session.user,
        ${unneeded}// @ts-ignore
        ⟦U.id⟧id: token.sub!,
      },
    })`,
    fields: ["U.id: string"],
    errors: [],
    fixed: authAndAugmentation(
      {
        session: `session: ({ session, token }) => ({
      ...session,
      user: {
        ...session.user,
        id: token.sub!,
      },
    })`,
      },
      userAugmentation("id: string"),
    ),
  },
  {
    name: "@ts-nocheck above the file",
    auth: `${unneeded}// @ts-nocheck
${authFile({ session: session('⟦S.plan⟧session.plan = "free";') })}`,
    fields: ["S.plan: string"],
    errors: [],
    fixed: { "auth.ts": plan, "next-auth.d.ts": sessionAugmentation("plan: string") },
  },
  {
    name: "@ts-nocheck that hides another error stays",
    auth: `// @ts-nocheck
${authFile({ session: session('⟦S.plan⟧session.plan = "free";\n      void Math.max("3");') })}`,
    fields: ["S.plan: string"],
    errors: [],
    augmentation: sessionAugmentation("plan: string"),
  },
]);
