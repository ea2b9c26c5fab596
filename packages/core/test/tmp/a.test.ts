import { test } from "vitest";
import { project } from "../support/project.js";
const auth = `import type { NextAuthOptions } from "next-auth";
import GithubProvider from "next-auth/providers/github";

export const authOptions: NextAuthOptions = {
  providers: [GithubProvider({ clientId: "id", clientSecret: "secret" })],
  callbacks: {
    jwt({ token, account, profile }) {
      if (account) token.accessToken = account.access_token;
      token.id = profile?.id;
      return token;
    },
    session({ session, token }) {
      session.user.id = token.id;
      session.accessToken = token.accessToken;
      return session;
    },
  },
};
`;
test("x", () => {
  for (const v of ["4.24.15","4.21.1","4.24.15","4.24.15","4.24.15"] as const) {
  const t0 = performance.now();
  const p = project({ "auth.ts": auth }, { nextAuth: v });
  const t1 = performance.now();

p.errors(); p.fixed();
  console.log(t1 - t0, performance.now() - t1);
  }
});
