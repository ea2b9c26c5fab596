import type { DefaultSession } from 'next-auth'

declare module 'next-auth' {
  /* What `useAuth`, `getSession` and `getServerSession` give. */
  interface Session extends DefaultSession {
    user: {
      name: string
      avatar: string
      role: 'admin' | 'manager' | 'user'
    }
  }
}

declare module 'next-auth/jwt' {
  /** What the `jwt` callback returns, and `getToken` gives. */
  interface JWT {
    sessionToken?: string
  }
}
