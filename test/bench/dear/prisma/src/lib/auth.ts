import type { NextAuthOptions } from "next-auth";
import GithubProvider from "next-auth/providers/github";
import { freshSailor, openBills, sailorByLogin, signOn, voyageTitles } from "./sailors";

export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt" },
  providers: [GithubProvider({ clientId: process.env.GITHUB_ID ?? "", clientSecret: process.env.GITHUB_SECRET ?? "" })],
  callbacks: {
    async jwt({ token, account, user, trigger }) {
      if (account) {
        const known = await sailorByLogin(account.provider, account.providerAccountId);
        const sailor =
          known ?? (await signOn(account.provider, account.providerAccountId, user.email ?? "", user.name ?? "Nobody"));
        const bills = await openBills(sailor.id);
        token.sailorId = sailor.id;
        token.title = sailor.title;
        token.rating = sailor.rating;
        token.share = sailor.share;
        token.harbour = sailor.harbour?.name ?? null;
        token.papers = sailor.papers.map(({ kind }) => kind);
        token.skills = sailor.skills.map(({ skill, level }) => ({ name: skill.name, level }));
        token.isAshore = sailor.isAshore;
        token.owes = bills.amount;
        token.voyages = await voyageTitles(sailor.id);
      }
      if (trigger === "update") {
        const fresh = await freshSailor(token.sailorId);
        if (fresh) {
          token.title = fresh.title;
          token.rating = fresh.rating;
          token.share = fresh.share;
          token.isAshore = fresh.isAshore;
        }
      }
      return token;
    },
    session({ session, token }) {
      session.user = {
        ...session.user,
        sailorId: token.sailorId,
        title: token.title,
        rating: token.rating,
        share: token.share,
        harbour: token.harbour,
        papers: token.papers,
        skills: token.skills,
        isAshore: token.isAshore,
        owes: token.owes,
        voyages: token.voyages,
      };
      return session;
    },
  },
};
