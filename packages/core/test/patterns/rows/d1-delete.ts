import { augmentation } from "../../support/augmentation.js";
import { session } from "../../support/auth-file.js";
import { pattern } from "../pattern.js";
import { sessionAugmentation, tokenAugmentation } from "../../support/texts.js";

const jwt = (body: string): string => `jwt({ token, user }) {
      ${body}
      return token;
    }`;

export const d1 = pattern("D1", "`delete`", [
  { name: "a field of the library's", jwt: jwt("delete token.picture;"), fields: [], augmentation: "" },
  {
    name: "a field that was written before",
    jwt: jwt(`token.draft = 1;
      delete token.draft;`),
    fields: [],
    augmentation: "",
  },
  {
    name: "on some paths only",
    jwt: jwt(`⟦T.draft⟧token.draft = 1;
      if (enabled) delete token.draft;`),
    fields: ["T.draft?: number"],
    augmentation: tokenAugmentation("draft?: number"),
  },
  {
    name: "on every call, so that only the one of the sign-in keeps it",
    jwt: jwt(`delete token.fresh;
      if (user) ⟦T.fresh⟧token.fresh = user.id;`),
    fields: ["T.fresh?: string"],
    augmentation: tokenAugmentation("fresh?: string"),
  },
  {
    name: "and written again: the compiler lets only an optional field be deleted",
    jwt: jwt(`token.kind = "none";
      delete token.kind;
      ⟦T.kind⟧token.kind = "user";`),
    fields: ["T.kind: string"],
    augmentation: tokenAugmentation("kind?: string"),
  },
  {
    name: "element access, through casts and an optional chain",
    session: session(`session.plan = "free";
      session.user.role = "admin";
      delete session["plan"];
      delete (session as any)?.user!.role;`),
    fields: [],
    augmentation: "",
  },
  {
    name: "a field that a row has brought",
    head: "declare const row: { plan: number; password: string };",
    session: session(`session.user = { ...session.user, ...⟦U.plan⟧row };
      delete (session.user as any).password;`),
    fields: ["U.plan: number"],
    silent: ["U.plan"],
    augmentation: "",
  },
  {
    name: "a key that is one known name",
    head: 'const key = "draft";',
    jwt: jwt(`token.draft = 1;
      delete token[key];`),
    fields: [],
    augmentation: "",
  },
  {
    name: "a key that is one of two names",
    head: 'declare const key: "draft" | "note";',
    jwt: jwt(`⟦T.draft⟧token.draft = 1;
      ⟦T.kind⟧token.kind = "user";
      delete token[key];`),
    fields: ["T.draft?: number", "T.kind: string"],
    augmentation: tokenAugmentation("draft?: number", "kind: string"),
  },
  {
    name: "left out of what is returned, by a key that is one known name",
    head: 'const key = "draft";',
    session: `session({ session }) {
      session.draft = 1;
      ⟦S.kind⟧session.kind = "user";
      const { [key]: draft, ...rest } = session;
      return rest;
    }`,
    fields: ["S.kind: string"],
    augmentation: sessionAugmentation("kind: string"),
  },
  {
    name: "a key that nobody knows: nothing is said of what it may have taken",
    jwt: jwt(`⟦T.kind⟧token.kind = "user";
      for (const key of list) delete token[key];`),
    files: { "types/next-auth.d.ts": augmentation({ token: ["kind: string"] }) },
    fields: ["T.kind: string"],
    silent: ["T.kind"],
    augmentation: "",
  },
  {
    name: "a declared field that never survives",
    jwt: jwt(`token.draft = 1;
      delete token.draft;`),
    files: { "types/next-auth.d.ts": augmentation({ token: ["⟦no-unassigned-field⟧draft: number"] }) },
    fields: [],
  },
]);
