import GithubProvider from 'next-auth/providers/github'
import { NuxtAuthHandler } from '#auth'

export default NuxtAuthHandler({
  secret: useRuntimeConfig().authSecret,
  providers: [
    // @ts-expect-error the function stands on `.default` on the server
    GithubProvider.default({
      clientId: 'the-id-of-this-app',
      clientSecret: 'its-secret'
    })
  ],
  callbacks: {
    jwt({ token, account, profile }) {
      if (account) {
        token.sessionToken = account.session_token
      }
      return token
    },
    async session({ session, token }) {
      const sessionToken = token.sessionToken

      const person = await $fetch(`/api/session/${sessionToken}`)

      return {
        ...session,
        user: {
          name: person.name,
          avatar: person.avatar,
          role: person.role
        }
      }
    }
  }
})
