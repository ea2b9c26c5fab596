import { augmentation } from "../../support/augmentation.js";
import { authFile, session } from "../../support/auth-file.js";
import { pattern } from "../pattern.js";
import { authAndAugmentation, sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

const head = `import type { Session } from "next-auth";
interface AppUser { id: string; name?: string | null; role: "admin" | "member" }
interface AppSession extends Session { user: AppUser; plan: string }`;

const tokenHead = 'import type { JWT } from "next-auth/jwt";\ninterface AppToken extends JWT { id: string }';

const unneeded = "⟦no-callback-cast⟧";

export const x2 = pattern("X2", "target cast to a type of the project's own", [
  {
    name: "the session",
    head,
    session: session(`⟦S.plan⟧(${unneeded}session as AppSession).plan = "free";`),
    fields: ["S.plan: string"],
    fixed: authAndAugmentation({ session: session('session.plan = "free";') }, sessionAugmentation("plan: string")),
  },
  {
    name: "the user",
    head,
    session: session(`⟦U.id⟧(${unneeded}session.user as AppUser).id = token.sub!;`),
    fields: ["U.id: string"],
    fixed: authAndAugmentation(
      { head, session: session("session.user.id = token.sub!;") },
      userAugmentation("id: string"),
    ),
  },
  {
    name: "the session, a field of its user",
    head,
    session: session(`⟦U.id⟧(${unneeded}session as AppSession).user.id = token.sub!;`),
    fields: ["U.id: string"],
    fixed: authAndAugmentation({ session: session("session.user.id = token.sub!;") }, userAugmentation("id: string")),
  },
  {
    name: "a value that has the type of the field",
    head: `${head}\ndeclare const appUser: AppUser;`,
    session: session(`⟦U.role⟧(${unneeded}session.user as AppUser).role = appUser.role;`),
    fields: ['U.role: "admin" | "member"'],
    fixed: authAndAugmentation(
      { head: `${head}\ndeclare const appUser: AppUser;`, session: session("session.user.role = appUser.role;") },
      userAugmentation('role: "admin" | "member"'),
    ),
  },
  {
    name: "to an intersection",
    head,
    session: session(`⟦S.seats⟧(${unneeded}session as Session & { seats: number }).seats = 3;`),
    fields: ["S.seats: number"],
    fixed: authAndAugmentation({ head, session: session("session.seats = 3;") }, sessionAugmentation("seats: number")),
  },
  {
    name: "the token",
    head: tokenHead,
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.id⟧(${unneeded}token as AppToken).id = user.id;
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
    name: "under a condition",
    head,
    session: session(`if (enabled) ⟦S.plan⟧(${unneeded}session as AppSession).plan = "free";`),
    fields: ["S.plan?: string"],
    fixed: authAndAugmentation(
      { session: session('if (enabled) session.plan = "free";') },
      sessionAugmentation("plan?: string"),
    ),
  },
  {
    name: "a cast of what is returned writes nothing",
    head,
    session: `session({ session, token }) {
      ⟦U.id⟧session.user.id = token.sub!;
      return ${unneeded}session as AppSession;
    }`,
    fields: ["U.id: string"],
    fixed: authAndAugmentation({ session: session("session.user.id = token.sub!;") }, userAugmentation("id: string")),
  },
  {
    name: "only the cast is reported where the field is declared",
    head,
    session: session(`⟦S.plan⟧(${unneeded}session as AppSession).plan = "free";`),
    files: { "types/next-auth.d.ts": augmentation({ session: ["plan: string"] }) },
    fields: ["S.plan: string"],
    silent: ["S.plan"],
    fixed: { "auth.ts": authFile({ session: session('session.plan = "free";') }) },
  },
]);
