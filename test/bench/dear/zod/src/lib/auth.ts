import type { NextAuthOptions } from "next-auth";
import GithubProvider from "next-auth/providers/github";
import { bakerByLogin, dutiesOf, freshBaker } from "./bakers";

export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt" },
  providers: [GithubProvider({ clientId: process.env.GITHUB_ID ?? "", clientSecret: process.env.GITHUB_SECRET ?? "" })],
  callbacks: {
    async jwt({ token, account, trigger }) {
      if (account) {
        const baker = await bakerByLogin(account.provider, account.providerAccountId);
        token.bakerId = baker.id;
        token.bakerName = baker.name;
        token.grade = baker.grade;
        token.town = baker.bakery.town;
        token.rights = baker.rights;
        token.shift = baker.shift;
        token.seen = baker.seen;
        token.duties = await dutiesOf(baker.id);
      }
      if (trigger === "update") {
        const fresh = await freshBaker(token.bakerId);
        token.bakerName = fresh.name;
        token.grade = fresh.grade;
        token.rights = fresh.rights;
      }
      return token;
    },
    session({ session, token }) {
      session.user.bakerId = token.bakerId;
      session.user.bakerName = token.bakerName;
      session.user.grade = token.grade;
      session.user.town = token.town;
      session.user.rights = token.rights;
      session.user.shift = token.shift;
      session.user.seen = token.seen;
      session.user.duties = token.duties;
      return session;
    },
  },
};
