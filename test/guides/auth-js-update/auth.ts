import NextAuth from "next-auth"
import Credentials from "next-auth/providers/credentials"
import { saltAndHash } from "@/lib/password"
import { findPerson } from "@/lib/people"

export const { handlers, auth, unstable_update: update } = NextAuth({
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      authorize: ({ email, password }) => findPerson(email, saltAndHash(password)),
    }),
  ],
  callbacks: {
    jwt({ token, user, trigger, session }) {
      if (user) token.plan = user.plan
      if (trigger === "update" && session?.user) {
        token.name = session.user.name
        token.plan = session.user.plan
      }
      return token
    },
    session({ session, token }) {
      session.user.plan = token.plan
      return session
    },
  },
})
