import NextAuth from "next-auth"
import Credentials from "next-auth/providers/credentials"
import { saltAndHash } from "@/lib/password"
import { findPerson } from "@/lib/people"

export const { handlers, signIn, signOut, auth } = NextAuth({
  providers: [
    Credentials({
      credentials: {
        email: {},
        password: {},
      },
      authorize: async (credentials) => {
        let user = null

        const hash = saltAndHash(credentials.password)
        user = await findPerson(credentials.email, hash)

        if (!user) {
          throw new Error("Nobody has this e-mail address and password.")
        }

        return user
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      if (user) token.plan = user.plan
      return token
    },
    session({ session, token }) {
      session.user.plan = token.plan
      return session
    },
  },
})
