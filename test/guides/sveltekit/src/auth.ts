import { SvelteKitAuth, type DefaultSession } from "@auth/sveltekit"
import GitHub from "@auth/sveltekit/providers/github"

declare module "@auth/sveltekit" {
  interface Session {
    user: {
      userId: string
    } & DefaultSession["user"]
  }
}

export const { handle } = SvelteKitAuth({
  providers: [GitHub],
  callbacks: {
    session: async ({ session, token }) => {
      if (token) {
        session.user.userId = token.sub
      }
      return session
    },
  },
})
