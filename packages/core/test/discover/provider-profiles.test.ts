import { describe } from "vitest";
import { testFoundTypes, type FoundTypes } from "../support/found-types.js";

/** What the providers' own types say of a profile. Which claims arrive depends on each sign-in: they are declared as optional. */
const imports = `import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import Keycloak from "next-auth/providers/keycloak";
import Credentials from "next-auth/providers/credentials";
const id = { clientId: "id", clientSecret: "secret" };
export const used = [GitHub, Google, Keycloak, Credentials, id];
`;
const callbacks = (read: string): string => `callbacks: {
    jwt({ token, profile }) {
      if (profile) token.claim = ${read};
      return token;
    },
    session({ session, token }) {
      return { ...session, claim: token.claim };
    },
  },`;
const onFour = (providers: string, read: string): FoundTypes["files"] => ({
  "auth.ts": `import type { NextAuthOptions } from "next-auth";
${imports}export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt" },
  providers: [${providers}],
  ${callbacks(read)}
};
`,
});
const onFive = (providers: string, read: string): FoundTypes["files"] => ({
  "auth.ts": `import NextAuth from "next-auth";
${imports}export const { auth, handlers } = NextAuth({
  providers: [${providers}],
  ${callbacks(read)}
});
`,
});

interface Profile {
  readonly name: string;
  readonly providers: string;
  readonly read: string;
  readonly claim: string;
  readonly onlyFive?: true;
}

const profiles: readonly Profile[] = [
  { name: "the profile of one provider", providers: "GitHub(id)", read: "profile.login", claim: "string" },
  {
    name: "the profile of a provider that is not called",
    providers: "GitHub",
    read: "profile.login",
    claim: "string",
    onlyFive: true,
  },
  {
    name: "the profile of one provider among others",
    providers: "GitHub(id), Google(id)",
    read: "profile.login",
    claim: "string",
  },
  {
    name: "the profiles of several providers that differ",
    providers: "GitHub(id), Keycloak({ ...id, issuer: 'https://example.org' })",
    read: "profile.node_id",
    claim: "string",
  },
  {
    name: "the profile of one provider beside a password",
    providers: "GitHub(id), Credentials({ credentials: {}, authorize: () => null })",
    read: "profile.login",
    claim: "string",
  },
  {
    name: "the profile of a provider with a `profile()` of the project's own",
    providers: "GitHub({ ...id, profile: (given) => ({ id: String(given.id), name: given.login }) })",
    read: "profile.login",
    claim: "string",
  },
  { name: "the profile that may be null", providers: "GitHub(id)", read: "profile.bio", claim: "string | null" },
  {
    name: "the profile of a provider of the project's own",
    providers:
      '{ id: "own", name: "Own", type: "oauth", clientId: "id", clientSecret: "secret", profile: (given: { sub: string; level: number }) => ({ id: given.sub }) }',
    read: "profile.level",
    claim: "number",
  },
];

const found = ({ read, claim }: Profile): FoundTypes["fields"] => ({
  [read.replace("profile.", "Profile.")]: `${claim}?`,
  "Session.claim": `${claim} | undefined`,
});

describe("a claim in next-auth 4:", () => {
  testFoundTypes(
    profiles
      .filter(({ onlyFive }) => !onlyFive)
      .map((one) => ({ name: one.name, files: onFour(one.providers, one.read), fields: found(one) })),
  );
});

describe("a claim in Auth.js 5:", () => {
  testFoundTypes(
    profiles.map((one) => ({
      name: one.name,
      nextAuth: "5.0.0-beta.32",
      files: onFive(one.providers, one.read),
      fields: found(one),
    })),
  );
});
