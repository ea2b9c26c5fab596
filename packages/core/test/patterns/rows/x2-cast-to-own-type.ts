import { augmentation } from "../../support/augmentation.js";
import { pattern } from "../pattern.js";
import { sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

const session = (body: string): string => `session({ session, token }) {
      ${body}
      return session;
    }`;

const head = `import type { Session } from "next-auth";
interface AppUser { id: string; name?: string | null; role: "admin" | "member" }
interface AppSession extends Session { user: AppUser; plan: string }`;

export const x2 = pattern("X2", "target cast to a type of the project's own", [
  {
    name: "the session",
    head,
    session: session('⟦S.plan⟧(session as AppSession).plan = "free";'),
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "the user",
    head,
    session: session("⟦U.id⟧(session.user as AppUser).id = token.sub!;"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "the session, a field of its user",
    head,
    session: session("⟦U.id⟧(session as AppSession).user.id = token.sub!;"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a value that has the type of the field",
    head: `${head}\ndeclare const appUser: AppUser;`,
    session: session("⟦U.role⟧(session.user as AppUser).role = appUser.role;"),
    fields: ['U.role: "admin" | "member"'],
    augmentation: userAugmentation('role: "admin" | "member"'),
  },
  {
    name: "to an intersection",
    head,
    session: session("⟦S.seats⟧(session as Session & { seats: number }).seats = 3;"),
    fields: ["S.seats: number"],
    augmentation: sessionAugmentation("seats: number"),
  },
  {
    name: "the token",
    head: 'import type { JWT } from "next-auth/jwt";\ninterface AppToken extends JWT { id: string }',
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.id⟧(token as AppToken).id = user.id;
      return token;
    }`,
    fields: ["T.id: string"],
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "under a condition",
    head,
    session: session('if (enabled) ⟦S.plan⟧(session as AppSession).plan = "free";'),
    fields: ["S.plan?: string"],
    augmentation: sessionAugmentation("plan?: string"),
  },
  {
    name: "a cast of what is returned writes nothing",
    head,
    session: `session({ session, token }) {
      ⟦U.id⟧session.user.id = token.sub!;
      return session as AppSession;
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "nothing is reported where the field is declared",
    head,
    session: session('⟦S.plan⟧(session as AppSession).plan = "free";'),
    files: { "types/next-auth.d.ts": augmentation({ session: ["plan: string"] }) },
    fields: ["S.plan: string"],
    silent: ["S.plan"],
    augmentation: "",
  },
]);
