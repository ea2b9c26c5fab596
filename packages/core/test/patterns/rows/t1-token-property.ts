import { credentials, github } from "../../support/auth-file.js";
import { pattern } from "../pattern.js";
import { tokenAugmentation } from "../../support/texts.js";

const jwt = (body: string): string => `jwt({ token, user, account, profile, trigger, session }) {
      ${body}
      return token;
    }`;

export const t1 = pattern("T1", "property write on `token`", [
  {
    name: "of the account, which may lack it",
    jwt: jwt("if (account) ⟦T.accessToken⟧token.accessToken = account.access_token;"),
    fields: ["T.accessToken: string | undefined"],
    augmentation: tokenAugmentation("accessToken?: string"),
  },
  {
    name: "of the user",
    jwt: jwt("if (user) ⟦T.id⟧token.id = user.id;"),
    fields: ["T.id: string"],
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "of the user, a field that authorize() gives",
    providers: [credentials('{ id: "1", role: String("admin") }')],
    jwt: jwt("if (user) ⟦T.role⟧token.role = ⟦User.role⟧user.role;"),
    fields: ["T.role: string"],
    inputs: ["User.role"],
    augmentation: `export {};

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
  },
  {
    name: "of the user, a field that only one of two providers gives",
    providers: [github, credentials('{ id: "1", role: String("admin") }')],
    jwt: jwt("if (user) ⟦T.role⟧token.role = ⟦User.role⟧user.role;"),
    fields: ["T.role: string | undefined"],
    inputs: ["User.role"],
  },
  {
    name: "of the profile, a field of the provider's own",
    providers: [github],
    jwt: jwt("⟦T.login⟧token.login = ⟦Profile.login⟧profile?.login;"),
    fields: ["T.login?: string | undefined"],
    inputs: ["Profile.login"],
    augmentation: `export {};

declare module "next-auth" {
  interface Profile {
    login?: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    login?: string;
  }
}
`,
  },
  {
    name: "literals and computed values on every call",
    jwt: jwt(`⟦T.version⟧token.version = 1;
      ⟦T.kind⟧token.kind = "user";
      ⟦T.issuedAt⟧token.issuedAt = Date.now() / 1000;`),
    fields: ["T.version: number", "T.kind: string", "T.issuedAt: number"],
    augmentation: tokenAugmentation("version: number", "kind: string", "issuedAt: number"),
  },
  {
    name: "of the token itself",
    jwt: jwt(`⟦T.id⟧token.id = token.sub;
      ⟦T.label⟧token.label = \`\${token.name}\`;`),
    fields: ["T.id: string | undefined", "T.label: string"],
    augmentation: tokenAugmentation("id?: string", "label: string"),
  },
  {
    name: "one field of another",
    jwt: jwt(`if (user) ⟦T.id⟧token.id = user.id;
      ⟦T.copy⟧token.copy = token.id;`),
    fields: ["T.id: string", "T.copy: string"],
    augmentation: tokenAugmentation("id: string", "copy: string"),
  },
  {
    name: "base fields are the library's own",
    jwt: jwt('⟦T.picture⟧token.picture = null; ⟦T.name⟧token.name = "Ann";'),
    fields: ["T.picture: null", "T.name: string"],
    silent: ["T.picture", "T.name"],
    augmentation: "",
  },
  {
    name: "an object, where only one kind of sign-in gets through",
    jwt: jwt(`if (trigger === "signUp") throw new Error("closed");
      if (user) ⟦T.data⟧token.data = { plan: "free" };
      void (⟦no-callback-cast⟧token.data as any)?.plan;`),
    fields: ["T.data: { plan: string; }"],
  },
  {
    name: "two writes, one for each kind of call",
    jwt: jwt(`if (account) ⟦T.state⟧token.state = 0;
      else ⟦T.state⟧token.state = "later";`),
    fields: ["T.state: string | number"],
    augmentation: tokenAugmentation("state: string | number"),
  },
]);
