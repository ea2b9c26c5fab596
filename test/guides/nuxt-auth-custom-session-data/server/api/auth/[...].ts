import CredentialsProvider from 'next-auth/providers/credentials'
import { NuxtAuthHandler } from '#auth'

export default NuxtAuthHandler({
  secret: process.env.AUTH_SECRET,
  providers: [
    // @ts-expect-error the function stands on `.default` on the server
    CredentialsProvider.default({
      name: 'Press room',
      async authorize(credentials: any) {
        const data = {
          user: {
            id: 1,
            name: 'Ada',
            email: 'ada@example.com',
            role: 'admin'
          },
          token: '4711'
        }

        if (data.user) {
          const u = {
            id: data.user.id,
            name: data.user.name,
            email: data.user.email,
            access_token: data.token,
            role: data.user.role
          }
          return u
        } else {
          throw createError({
            statusCode: 403,
            statusMessage: 'Nobody has this name and password'
          })
        }
      }
    })
  ],
  callbacks: {
    jwt: async ({ token, user }) => {
      const isSignIn = user ? true : false
      if (isSignIn) {
        token.jwt = user ? (user as any).access_token || '' : ''
        token.id = user ? user.id || '' : ''
        token.role = user ? (user as any).role || '' : ''
      }
      return Promise.resolve(token)
    },
    session: async ({ session, token }) => {
      (session as any).role = token.role;
      (session as any).uid = token.id
      return Promise.resolve(session)
    }
  }
})
