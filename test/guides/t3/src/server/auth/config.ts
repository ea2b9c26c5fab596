import { type DefaultSession, type NextAuthConfig } from "next-auth";
import DiscordProvider from "next-auth/providers/discord";

/**
 * What our session holds besides what next-auth puts there.
 */
declare module "next-auth" {
  interface Session extends DefaultSession {
    user: {
      id: string;
      // ...more of it
      // role: UserRole;
    } & DefaultSession["user"];
  }

  // interface User {
  //   // ...more of it
  //   // role: UserRole;
  // }
}

/**
 * The options of next-auth.
 */
export const authConfig = {
  providers: [
    DiscordProvider,
    /**
     * ...more providers
     */
  ],
  callbacks: {
    session: ({ session, token }) => ({
      ...session,
      user: {
        ...session.user,
        id: token.sub,
      },
    }),
  },
} satisfies NextAuthConfig;
