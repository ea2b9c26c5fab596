import { pattern } from "../pattern.js";
import { session } from "../../support/auth-file.js";
import { sessionAugmentation } from "../../support/texts.js";

export const s2 = pattern("S2", "property write on `session`", [
  {
    name: "what the token holds",
    jwt: `jwt({ token, account }) {
      if (account) ⟦T.accessToken⟧token.accessToken = account.access_token;
      return token;
    }`,
    session: session("⟦S.accessToken⟧session.accessToken = token.accessToken;"),
    fields: ["T.accessToken: string | undefined", "S.accessToken: string | undefined"],
    augmentation: `export {};

declare module "next-auth" {
  interface Session {
    accessToken?: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    accessToken?: string;
  }
}
`,
  },
  {
    name: "what is made of two fields of the token",
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.id⟧token.id = user.id;
      return token;
    }`,
    session: session("⟦S.label⟧session.label = `${token.id}:${token.name}`;"),
    fields: ["T.id: string", "S.label: string"],
  },
  {
    name: "what a computation makes of the token",
    jwt: `jwt({ token, account }) {
      if (account) ⟦T.expiresAt⟧token.expiresAt = Date.now() + 1000;
      return token;
    }`,
    session: session("⟦S.expired⟧session.expired = Date.now() > token.expiresAt;"),
    fields: ["T.expiresAt: number", "S.expired: boolean"],
  },
  {
    name: "literals",
    session: session(`⟦S.plan⟧session.plan = "free";
      ⟦S.seats⟧session.seats = 3;`),
    fields: ["S.plan: string", "S.seats: number"],
    augmentation: sessionAugmentation("plan: string", "seats: number"),
  },
  {
    name: "a library's class",
    session: session("⟦S.loadedAt⟧⟦no-unserializable-field!⟧session.loadedAt = new Date(0);"),
    fields: ["S.loadedAt: Date"],
    augmentation: sessionAugmentation("loadedAt: Date"),
  },
  {
    name: "a base field is the library's own",
    session: session('⟦S.expires⟧session.expires = "never";'),
    fields: ["S.expires: string"],
    silent: ["S.expires"],
    augmentation: "",
  },
  {
    name: "fields of session and of session.user together",
    session: session(`⟦S.plan⟧session.plan = "free";
      ⟦U.id⟧session.user.id = token.sub!;`),
    fields: ["S.plan: string", "U.id: string"],
    augmentation: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    plan: string;
    user: {
      id: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "a type of the same file that is not exported is written out",
    head: 'interface Plan { name: string; seats?: number }\nconst plan: Plan = { name: "free" };',
    session: session("⟦S.plan⟧session.plan = plan;"),
    fields: ["S.plan: Plan"],
    augmentation: sessionAugmentation("plan: { name: string; seats?: number }"),
  },
]);
