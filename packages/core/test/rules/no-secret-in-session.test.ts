import { describe, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked, type MarkedCase, type MarkedProject } from "../support/marked-project.js";

const secret = "⟦no-secret-in-session!⟧";
const options = { analyze: { rules: { "no-secret-in-session": "error" } } } as const;
const writing = (name: string, mark = ""): Pick<MarkedProject, "auth" | "files"> => ({
  auth: { session: `session({ session, token }) { ${mark}session.${name} = token.sub!; return session; }` },
  files: { [types]: augmentation({ session: [`${name}: string`] }) },
});

const names = [
  "accessToken",
  "access_token",
  "refreshToken",
  "idToken",
  "githubAccessToken",
  "password",
  "passwordHash",
  "hashedPassword",
  "clientSecret",
  "privateKey",
  "apiKey",
];
const harmless = [
  "id",
  "role",
  "csrfToken",
  "tokenCount",
  "accessLevel",
  "plan",
  "expiresAt",
  "secretary",
  "hasPasskey",
];

const others: readonly MarkedCase[] = [
  {
    name: "finds a secret under another name",
    auth: {
      jwt: "jwt({ token, account }) { if (account) token.accessToken = account.access_token; return token; }",
      session: `session({ session, token }) { ${secret}session.key = token.accessToken; return session; }`,
    },
    files: { [types]: augmentation({ session: ["key?: string"], token: ["accessToken?: string"] }) },
    options,
  },
  {
    name: "finds a secret of the user",
    auth: { session: `session({ session, token }) { ${secret}session.user.apiKey = token.sub!; return session; }` },
    files: { [types]: augmentation({ user: ["apiKey: string"] }) },
    options,
  },
  {
    name: "does not report a secret in the token, which stays on the server",
    auth: { jwt: "jwt({ token, account }) { if (account) token.accessToken = account.access_token; return token; }" },
    files: { [types]: augmentation({ token: ["accessToken?: string"] }) },
    options,
  },
  { name: "is off by default", ...writing("accessToken") },
];

describe("no-secret-in-session", () => {
  for (const name of names) test(`finds ${name}`, () => void checkMarked({ ...writing(name, secret), options }));
  for (const name of harmless) test(`does not report ${name}`, () => void checkMarked({ ...writing(name), options }));
  for (const one of others) test(one.name, () => void checkMarked(one));
});
