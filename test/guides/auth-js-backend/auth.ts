import NextAuth from "next-auth"
import Keycloak from "next-auth/providers/keycloak"

export const { handlers, auth } = NextAuth({
  providers: [Keycloak],
  callbacks: {
    jwt({ token, trigger, session, account }) {
      if (account?.provider === "keycloak") {
        return { ...token, accessToken: account.access_token }
      }
      if (trigger === "update") token.name = session.user.name
      return token
    },
    async session({ session, token }) {
      session.accessToken = token.accessToken
      return session
    },
  },
})
