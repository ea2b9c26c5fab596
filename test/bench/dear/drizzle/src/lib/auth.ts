import NextAuth, { type NextAuthConfig } from "next-auth";
import GitHub from "next-auth/providers/github";
import { clubsOf, freshRider, newRider, riderByLogin } from "./riders";

type Rank = "guest" | "regular" | "board";

const config: NextAuthConfig = {
  session: { strategy: "jwt" },
  providers: [GitHub],
  callbacks: {
    authorized({ auth, request }) {
      return auth !== null || request.nextUrl.pathname === "/";
    },
    async jwt({ token, account, profile, trigger }) {
      if (account) {
        const known = await riderByLogin(account.provider, account.providerAccountId);
        const rider =
          known ??
          (await newRider(
            account.provider,
            account.providerAccountId,
            profile?.email ?? "",
            profile?.name ?? "Nobody",
          ));
        token.riderId = rider.id;
        token.callSign = rider.callSign;
        token.license = rider.license;
        token.rank = rider.rank as Rank;
        token.units = rider.settings.units;
        token.isSuspended = rider.isSuspended;
        token.clubs = await clubsOf(rider.id);
      }
      if (trigger === "update" && token.riderId) {
        const fresh = await freshRider(token.riderId);
        if (fresh) {
          token.callSign = fresh.callSign;
          token.rank = fresh.rank as Rank;
          token.license = fresh.license;
          token.isSuspended = fresh.isSuspended;
        }
      }
      return token;
    },
    session({ session, token }) {
      session.user.riderId = token.riderId;
      session.user.callSign = token.callSign;
      session.user.license = token.license;
      session.user.rank = token.rank;
      session.user.units = token.units;
      session.user.isSuspended = token.isSuspended;
      session.user.clubs = token.clubs;
      return session;
    },
  },
};

export const { handlers, auth, signIn, signOut } = NextAuth(config);
