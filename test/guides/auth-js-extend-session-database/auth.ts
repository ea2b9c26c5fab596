import NextAuth from "next-auth"
import GitHub from "next-auth/providers/github"
import { memory } from "@/adapter"

export const { handlers, auth } = NextAuth({
  adapter: memory(),
  providers: [GitHub],
  callbacks: {
    session({ session, user }) {
      session.user.id = user.id
      return session
    },
  },
})
