import { augmentation } from "../../support/augmentation.js";
import { session } from "../../support/auth-file.js";
import { pattern } from "../pattern.js";
import { sessionAugmentation } from "../../support/texts.js";

const declared = { "types/next-auth.d.ts": augmentation({ session: ["plan: string"], user: ["role: string"] }) };

export const d3 = pattern("D3", "computed key, loop", [
  {
    name: "a loop over known names, which the token holds",
    head: 'const keys = ["plan", "team"] as const;',
    jwt: `jwt({ token, user }) {
      if (user) {
        ⟦T.plan⟧token.plan = "free";
        ⟦T.team⟧token.team = user.id;
      }
      return token;
    }`,
    session: session("for (const key of keys) ⟦S.plan⟧⟦S.team⟧session[key] = token[key];"),
    fields: ["T.plan: string", "T.team: string", "S.plan?: string", "S.team?: string"],
  },
  {
    name: "a key that is one of two names",
    session: session(`const key = enabled ? "a" : "b";
      ⟦S.a⟧⟦S.b⟧session[key] = 1;`),
    fields: ["S.a?: number", "S.b?: number"],
    augmentation: sessionAugmentation("a?: number", "b?: number"),
  },
  {
    name: "a key that may be one that was written before",
    head: 'declare const key: "a" | "b";',
    session: session(`⟦S.a⟧session.a = "x";
      ⟦S.a⟧⟦S.b⟧session[key] = 1;`),
    fields: ["S.a: string | number", "S.b?: number"],
    augmentation: sessionAugmentation("a: string | number", "b?: number"),
  },
  {
    name: "one of two names in a literal",
    head: 'declare const key: "a" | "b";',
    session: `session({ session }) {
      return { ...session, ⟦S.a⟧⟦S.b⟧[key]: 1 };
    }`,
    fields: ["S.a?: number", "S.b?: number"],
    augmentation: sessionAugmentation("a?: number", "b?: number"),
  },
  {
    name: "a loop over any names: the session is open, and its user, which may be replaced",
    session: session("for (const key of list) session[key] = token[key];"),
    files: declared,
    fields: [],
    open: ["Session", "Session.user"],
    augmentation: "",
  },
  {
    name: "a loop over the names of the token",
    session: session("for (const key in token) (session.user as any)[key] = token[key];"),
    files: { "types/next-auth.d.ts": augmentation({ user: ["role: string"] }) },
    fields: [],
    open: ["Session.user"],
    augmentation: "",
  },
  {
    name: "a function for each name",
    session: session(`Object.keys(token).forEach((key) => {
        (session as any)[key] = token[key];
      });`),
    files: { "types/next-auth.d.ts": augmentation({ session: ["plan: string"] }) },
    fields: [],
    open: ["Session", "Session.user"],
    augmentation: "",
  },
  {
    name: "any name in a literal, beside one that is known",
    head: "declare const key: string;",
    session: `session({ session, token }) {
      return { ...session, [key]: token.sub, user: { ...session.user, ⟦U.role⟧role: "admin" } };
    }`,
    files: declared,
    fields: ["U.role: string"],
    silent: ["U.role"],
    open: ["Session", "Session.user"],
    augmentation: "",
  },
  {
    name: "a name made of parts",
    session: session("(session as any)[`${token.name}Plan`] = 1;"),
    files: { "types/next-auth.d.ts": augmentation({ session: ["plan: string"] }) },
    fields: [],
    open: ["Session", "Session.user"],
    augmentation: "",
  },
  {
    name: "the token, of which anything may be read then",
    jwt: `jwt({ token, account }) {
      if (account) token[account.provider] = account.providerAccountId;
      return token;
    }`,
    session: session("⟦S.github⟧session.github = token.github as string;"),
    fields: ["S.github: string"],
    open: ["JWT"],
    augmentation: sessionAugmentation("github: string"),
  },
  {
    name: "an object reached under any name: what is written into it may be written into the user",
    head: "declare const key: string;",
    session: session("(session as any)[key].role = 1;"),
    files: { "types/next-auth.d.ts": augmentation({ user: ["role: string"] }) },
    fields: [],
    open: ["Session.user"],
    augmentation: "",
  },
]);
