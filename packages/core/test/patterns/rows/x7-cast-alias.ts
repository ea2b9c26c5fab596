import { augmentation } from "../../support/augmentation.js";
import { session } from "../../support/auth-file.js";
import { pattern } from "../pattern.js";
import { authAndAugmentation, sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

const head = "interface AppUser { id: string; name?: string | null; level: number }";

const unneeded = "⟦no-callback-cast⟧";

export const x7 = pattern("X7", "cast as the assignment's target; alias of a cast", [
  {
    name: "a literal assigned to a cast",
    head,
    session: session(`(${unneeded}session.user as AppUser) = { ⟦U.id⟧id: token.sub!, ⟦U.level⟧level: 3 };`),
    fields: ["U.id: string", "U.level: number"],
    fixed: authAndAugmentation(
      { session: session("session.user = { id: token.sub!, level: 3 };") },
      userAugmentation("id: string", "level: number"),
    ),
  },
  {
    name: "a spread assigned to a cast to any",
    session: session(`(${unneeded}session.user as any) = { ...session.user, ⟦U.id⟧id: token.sub! };`),
    fields: ["U.id: string"],
    fixed: authAndAugmentation(
      { session: session("session.user = { ...session.user, id: token.sub! };") },
      userAugmentation("id: string"),
    ),
  },
  {
    name: "a value of a named type assigned to a cast",
    head: `${head}\ndeclare const appUser: AppUser;`,
    session: session(`(${unneeded}⟦U.id⟧⟦U.name⟧⟦U.level⟧session.user as AppUser) = appUser;`),
    fields: ["U.id: string", "U.name?: string | null | undefined", "U.level: number"],
    silent: ["U.name"],
    fixed: authAndAugmentation(
      { head: `${head}\ndeclare const appUser: AppUser;`, session: session("session.user = appUser;") },
      userAugmentation("id: string", "level: number"),
    ),
  },
  {
    name: "the user of a cast",
    session: session(`(${unneeded}session as any).user = { ...session.user, ⟦U.id⟧id: token.sub! };`),
    fields: ["U.id: string"],
    fixed: authAndAugmentation(
      { session: session("session.user = { ...session.user, id: token.sub! };") },
      userAugmentation("id: string"),
    ),
  },
  {
    name: "the parameter itself",
    session: session(`(${unneeded}session as any) = { ...session, ⟦S.plan⟧plan: "free" };`),
    fields: ["S.plan: string"],
    fixed: authAndAugmentation(
      { session: session('session = { ...session, plan: "free" };') },
      sessionAugmentation("plan: string"),
    ),
  },
  {
    name: "an alias of the session as any",
    session: session(`const s = ${unneeded}session as any;
      ⟦S.key⟧s.key = "k";
      ⟦U.id⟧s.user.id = token.sub!;`),
    fields: ["S.key: string", "U.id: string"],
    fixed: authAndAugmentation(
      {
        session: session(`const s = session;
      s.key = "k";
      s.user.id = token.sub!;`),
      },
      augmentation({ session: ["key: string"], user: ["id: string"] }),
    ),
  },
  {
    name: "an alias that is declared as any, and returned",
    session: `session({ session }) {
      const s: any = session;
      if (enabled) ⟦S.key⟧s.key = "k";
      return s;
    }`,
    fields: ["S.key?: string"],
    augmentation: sessionAugmentation("key?: string"),
  },
  {
    name: "an alias of the user as any",
    session: session(`const user = ${unneeded}session.user as any;
      ⟦U.id⟧user.id = token.sub!;`),
    fields: ["U.id: string"],
    fixed: authAndAugmentation(
      {
        session: session(`const user = session.user;
      user.id = token.sub!;`),
      },
      userAugmentation("id: string"),
    ),
  },
  {
    name: "an alias of the token",
    jwt: `jwt({ token, user }) {
      const t = ${unneeded}token as Record<string, any>;
      if (user) ⟦T.id⟧t.id = user.id;
      return token;
    }`,
    fields: ["T.id: string"],
    fixed: authAndAugmentation(
      {
        jwt: `jwt({ token, user }) {
      const t = token;
      if (user) t.id = user.id;
      return token;
    }`,
      },
      tokenAugmentation("id: string"),
    ),
  },
  {
    name: "a copy that is returned",
    session: `session({ session }) {
      const copy = ${unneeded}{ ...session } as any;
      ⟦S.plan⟧copy.plan = "free";
      return copy;
    }`,
    fields: ["S.plan: string"],
    fixed: authAndAugmentation(
      {
        session: `session({ session }) {
      const copy = { ...session };
      copy.plan = "free";
      return copy;
    }`,
      },
      sessionAugmentation("plan: string"),
    ),
  },
  {
    name: "a copy that is not returned shares the user only",
    session: session(`const copy = { ...session } as any;
      copy.plan = "free";
      ⟦U.id⟧copy.user.id = token.sub!;`),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
]);
