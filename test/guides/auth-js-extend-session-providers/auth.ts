import NextAuth from "next-auth"
import type { Provider } from "next-auth/providers"
import Credentials from "next-auth/providers/credentials"
import Google from "next-auth/providers/google"

const providers: Provider[] = [
  Google({
    clientId: process.env.AUTH_GOOGLE_ID,
    clientSecret: process.env.AUTH_GOOGLE_SECRET,
    async profile(profile) {
      return { ...profile }
    },
  }),
  Credentials({
    async authorize(credentials) {
      return { ...credentials }
    },
  }),
]

export const { handlers, auth } = NextAuth({
  providers,
  callbacks: {
    jwt({ token, user }) {
      if (user) token.locale = user.locale
      return token
    },
    session({ session, token }) {
      session.user.locale = token.locale
      return session
    },
  },
})
