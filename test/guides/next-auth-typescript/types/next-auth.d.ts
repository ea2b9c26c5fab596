import NextAuth, { DefaultSession } from "next-auth"
import { JWT } from "next-auth/jwt"

declare module "next-auth" {
  /**
   * What `useSession` and `getSession` give, and what `SessionProvider` is given.
   */
  interface Session {
    user: {
      /** Where parcels go. */
      address: string
    } & DefaultSession["user"]
  }
}

declare module "next-auth/jwt" {
  /** What the `jwt` callback returns, and `getToken` gives. */
  interface JWT {
    /** From the OpenID provider. */
    idToken?: string
  }
}
