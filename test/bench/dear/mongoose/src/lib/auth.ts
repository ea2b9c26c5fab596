import type { Account, NextAuthOptions, Session, User } from "next-auth";
import type { JWT } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import GoogleProvider from "next-auth/providers/google";
import { bedNamesOf, enroll, gardenerByGateCode, gardenerByOauth } from "./gardeners";
import { Gardener } from "./models";

interface AtSignIn {
  token: JWT;
  user?: User;
  account?: Account | null;
  trigger?: "signIn" | "signUp" | "update";
}

async function jwt({ token, user, account, trigger }: AtSignIn): Promise<JWT> {
  if (account?.provider === "google") {
    const known = await gardenerByOauth(account.providerAccountId);
    const gardener = known ?? (await enroll(account.providerAccountId, user?.name ?? ""));
    token.gardenerId = gardener._id.toString();
    token.nickname = gardener.nickname;
    token.standing = gardener.standing as "guest" | "member" | "steward";
    token.fee = gardener.fee;
    token.beds = await bedNamesOf(account.providerAccountId);
    token.isBarred = gardener.isBarred;
    token.readNotices = gardener.readNotices;
  } else if (user) {
    token.gardenerId = user.gardenerId;
    token.nickname = user.nickname;
    token.standing = user.standing;
    token.fee = user.fee;
    token.beds = user.beds ?? [];
    token.isBarred = user.isBarred ?? false;
    token.readNotices = [];
  }
  if (trigger === "update" && token.gardenerId) {
    const fresh = await Gardener.findById(token.gardenerId).select("nickname standing isBarred");
    if (fresh) {
      token.nickname = fresh.nickname;
      token.standing = fresh.standing as "guest" | "member" | "steward";
      token.isBarred = fresh.isBarred;
    }
  }
  return token;
}

async function session({ session, token }: { session: Session; token: JWT }): Promise<Session> {
  session.user = {
    ...session.user,
    gardenerId: token.gardenerId,
    nickname: token.nickname,
    standing: token.standing,
    fee: token.fee,
    beds: token.beds,
    isBarred: token.isBarred,
    readNotices: token.readNotices,
  };
  return session;
}

export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt" },
  providers: [
    GoogleProvider({ clientId: process.env.GOOGLE_ID ?? "", clientSecret: process.env.GOOGLE_SECRET ?? "" }),
    Credentials({
      credentials: { code: {} },
      async authorize(credentials) {
        const gardener = await gardenerByGateCode(credentials?.code ?? "");
        if (!gardener) return null;
        return {
          id: gardener._id.toString(),
          gardenerId: gardener._id.toString(),
          nickname: gardener.nickname,
          standing: gardener.standing as "guest" | "member" | "steward",
          fee: gardener.fee,
        };
      },
    }),
  ],
  callbacks: { jwt, session },
};
