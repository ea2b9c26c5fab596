import { pattern } from "../pattern.js";
import { sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

const session = (body: string): string => `session({ session, token }) {
      ${body}
      return session;
    }`;

const head = "interface AppUser { id: string; name?: string | null; level: number }";

export const x7 = pattern("X7", "cast as the assignment's target; alias of a cast", [
  {
    name: "a literal assigned to a cast",
    head,
    session: session("(session.user as AppUser) = { ⟦U.id⟧id: token.sub!, ⟦U.level⟧level: 3 };"),
    fields: ["U.id: string", "U.level: number"],
    augmentation: userAugmentation("id: string", "level: number"),
  },
  {
    name: "a spread assigned to a cast to any",
    session: session("(session.user as any) = { ...session.user, ⟦U.id⟧id: token.sub! };"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a value of a named type assigned to a cast",
    head: `${head}\ndeclare const appUser: AppUser;`,
    session: session("(⟦U.id⟧⟦U.name⟧⟦U.level⟧session.user as AppUser) = appUser;"),
    fields: ["U.id: string", "U.name?: string | null | undefined", "U.level: number"],
    silent: ["U.name"],
    augmentation: userAugmentation("id: string", "level: number"),
  },
  {
    name: "the user of a cast",
    session: session("(session as any).user = { ...session.user, ⟦U.id⟧id: token.sub! };"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "the parameter itself",
    session: session('(session as any) = { ...session, ⟦S.plan⟧plan: "free" };'),
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "an alias of the session as any",
    session: session(`const s = session as any;
      ⟦S.key⟧s.key = "k";
      ⟦U.id⟧s.user.id = token.sub!;`),
    fields: ["S.key: string", "U.id: string"],
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
    session: session(`const user = session.user as any;
      ⟦U.id⟧user.id = token.sub!;`),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "an alias of the token",
    jwt: `jwt({ token, user }) {
      const t = token as Record<string, any>;
      if (user) ⟦T.id⟧t.id = user.id;
      return token;
    }`,
    fields: ["T.id: string"],
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "a copy that is returned",
    session: `session({ session }) {
      const copy = { ...session } as any;
      ⟦S.plan⟧copy.plan = "free";
      return copy;
    }`,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
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
