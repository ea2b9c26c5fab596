import { pattern } from "../pattern.js";
import { session } from "../../support/auth-file.js";
import { authAndAugmentation, sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

export const h5 = pattern("H5", "other writes", [
  {
    name: "what was missing is filled",
    session: session("⟦U.id⟧session.user.id ??= token.sub!;"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "what was empty is filled, after another write",
    session: session(`⟦S.plan⟧session.plan = 0;
      ⟦S.plan⟧session.plan ||= "free";`),
    fields: ["S.plan: string | number"],
    augmentation: sessionAugmentation("plan: string | number"),
  },
  {
    name: "what is there is changed",
    session: session(`if (enabled) ⟦S.plan⟧session.plan = "free";
      ⟦U.name⟧session.user.name &&= token.sub!;`),
    fields: ["S.plan?: string", "U.name: string | null | undefined"],
    silent: ["U.name"],
    augmentation: sessionAugmentation("plan?: string"),
  },
  {
    name: "a chain",
    session: session('⟦S.a⟧session.a = ⟦S.b⟧session.b = ⟦U.c⟧session.user.c = "x";'),
    fields: ["S.a: string", "S.b: string", "U.c: string"],
  },
  {
    name: "a list of targets",
    head: "declare const pair: [string, number];",
    session: session("[⟦S.a⟧session.a, ⟦S.b⟧session.b] = pair;"),
    fields: ["S.a: string", "S.b: number"],
    augmentation: sessionAugmentation("a: string", "b: number"),
  },
  {
    name: "a list of targets, with a gap, a default and a rest",
    head: "declare const row: [string, number?, ...boolean[]];",
    session: session('[, ⟦S.level⟧session.level = "none", ...⟦S.flags⟧session.flags] = row;'),
    fields: ["S.level: string | number", "S.flags: unknown"],
    unfixable: ["S.flags"],
    augmentation: sessionAugmentation("level: string | number"),
  },
  {
    name: "a pattern of targets",
    session: session("({ sub: ⟦U.id⟧session.user.id, name: ⟦S.nick⟧session.nick } = token);"),
    fields: ["U.id: string | undefined", "S.nick: string | null | undefined"],
  },
  {
    name: "a pattern of targets with a default",
    session: session('({ sub: ⟦U.id⟧session.user.id = "nobody" } = token);'),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a counter: what it replaces does not get out",
    jwt: `jwt({ token }) {
      if (token.visits === undefined) token.visits = 0;
      (⟦no-callback-cast⟧⟦T.visits⟧token.visits as number)++;
      return token;
    }`,
    fields: ["T.visits: number"],
    fixed: authAndAugmentation(
      {
        jwt: `jwt({ token }) {
      if (token.visits === undefined) token.visits = 0;
      token.visits++;
      return token;
    }`,
      },
      tokenAugmentation("visits: number"),
    ),
  },
  {
    name: "a compound assignment",
    jwt: `jwt({ token, user }) {
      if (user) token.path = user.id;
      ⟦T.path⟧token.path += "/";
      return token;
    }`,
    fields: ["T.path: string"],
    augmentation: tokenAugmentation("path: string"),
  },
  {
    name: "inside another expression",
    session: `session({ session, token }) {
      const id = (⟦U.id⟧session.user.id = token.sub!);
      return (⟦S.id⟧session.id = id), session;
    }`,
    fields: ["U.id: string", "S.id: string"],
  },
]);
