import { describe, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { credentials, github } from "../support/auth-file.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

/** Branches on the provider of a sign-in: together they are every sign-in once each provider of the config has one. */
const branches = (condition: (id: string) => string): string => `jwt({ token, user, account }) {
      if (${condition("github")}) token.id = user.id;
      else if (${condition("credentials")}) token.id = user.id;
      return token;
    }`;
const declared = { [types]: augmentation({ token: ["id: string"] }) };
const maybe = { [types]: augmentation({ token: ["⟦no-maybe-missing-field⟧id: string"] }) };
const both = [github, credentials()];

const cases: readonly MarkedCase[] = [
  {
    name: "both of two providers fill the field",
    auth: { providers: both, jwt: branches((id) => `account?.provider === "${id}"`) },
    files: declared,
  },
  {
    name: "both fill it inside a test of the account",
    auth: {
      providers: both,
      jwt: `jwt({ token, user, account }) {
      if (account) {
        if (account.provider === "github") token.id = user.id;
        if (account.provider === "credentials") token.id = user.id;
      }
      return token;
    }`,
    },
    files: declared,
  },
  {
    name: "both fill it in a switch",
    auth: {
      providers: both,
      jwt: `jwt({ token, user, account }) {
      switch (account?.provider) {
        case "github": token.id = user.id; break;
        case "credentials": token.id = user.id; break;
      }
      return token;
    }`,
    },
    files: declared,
  },
  {
    name: "only one of two fills it: the other one's sign-ins lack it",
    auth: {
      providers: both,
      jwt: `jwt({ token, user, account }) {
      if (account?.provider === "github") token.id = user.id;
      return token;
    }`,
    },
    files: maybe,
  },
  {
    name: "one of two fills it, beside something that is no provider's name",
    auth: {
      providers: both,
      jwt: `jwt({ token, user, account }) {
      if (account?.provider === user?.email) token.id = user.id;
      else if (account?.provider === "github") token.id = user.id;
      return token;
    }`,
    },
    files: maybe,
  },
  {
    name: "not all providers are known: nothing is proven",
    auth: {
      head: 'declare const more: NextAuthOptions["providers"];',
      providers: ["...more"],
      jwt: branches((id) => `account?.provider === "${id}"`),
    },
    files: maybe,
  },
  {
    name: "the branches test something else of the account",
    auth: {
      providers: both,
      jwt: branches((id) => `account?.${id === "github" ? 'type === "oauth"' : 'type === "credentials"'}`),
    },
    files: maybe,
  },
  {
    name: "the branches test something else that is called provider",
    auth: {
      head: "declare const settings: { provider: string };",
      providers: both,
      jwt: branches((id) => `settings.provider === "${id}" && user`),
    },
    files: maybe,
  },
];

describe("a field that `jwt` fills provider by provider:", () => {
  for (const one of cases) test(one.name, () => void checkMarked(one));
});
