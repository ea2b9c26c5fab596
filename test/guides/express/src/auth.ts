import type { ExpressAuthConfig } from "@auth/express"
import GitHub from "@auth/express/providers/github"

declare module "@auth/express" {
  interface Session {
    user: {
      id: string
    }
  }
}

export const authConfig: ExpressAuthConfig = {
  providers: [GitHub],
  callbacks: {
    async session({ session, token }) {
      if (token.sub) {
        session.user.id = token.sub
      }
      return session
    },
  },
}
