import NextAuth from "next-auth"
import Google from "next-auth/providers/google"
import { accountsOf, memory, updateAccount } from "@/adapter"

export const { handlers, signIn, signOut, auth } = NextAuth({
  adapter: memory(),
  providers: [
    Google({
      authorization: { params: { access_type: "offline", prompt: "consent" } },
    }),
  ],
  callbacks: {
    async session({ session, user }) {
      const [google] = await accountsOf(user.id, "google")
      if (google.expires_at * 1000 < Date.now()) {
        try {
          const response = await fetch("https://oauth2.googleapis.com/token", {
            method: "POST",
            body: new URLSearchParams({
              client_id: process.env.AUTH_GOOGLE_ID!,
              client_secret: process.env.AUTH_GOOGLE_SECRET!,
              grant_type: "refresh_token",
              refresh_token: google.refresh_token,
            }),
          })

          const answer = await response.json()

          if (!response.ok) throw answer

          const fresh = answer as {
            access_token: string
            expires_in: number
            refresh_token?: string
          }

          await updateAccount(google, {
            access_token: fresh.access_token,
            expires_at: Math.floor(Date.now() / 1000 + fresh.expires_in),
            refresh_token: fresh.refresh_token ?? google.refresh_token,
          })
        } catch (error) {
          console.error("The access token was not refreshed", error)
          session.error = "RefreshTokenError"
        }
      }
      return session
    },
  },
})

declare module "next-auth" {
  interface Session {
    error?: "RefreshTokenError"
  }
}
