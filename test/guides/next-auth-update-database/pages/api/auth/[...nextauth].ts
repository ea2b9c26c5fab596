import NextAuth from "next-auth"
import GithubProvider from "next-auth/providers/github"
import { memoryAdapter } from "@/lib/adapter"

const adapter = memoryAdapter()

export default NextAuth({
  adapter,
  providers: [
    GithubProvider({
      clientId: process.env.GITHUB_ID!,
      clientSecret: process.env.GITHUB_SECRET!,
    }),
  ],
  callbacks: {
    async session({ session, trigger, newSession }) {
      if (trigger === "update" && newSession?.name) {
        session.name = newSession.name
      }
      return session
    },
  },
})
