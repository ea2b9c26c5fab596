import type { Adapter, AdapterAccount, AdapterSession, AdapterUser } from "next-auth/adapters"

const users = new Map<string, AdapterUser>()
const sessions = new Map<string, AdapterSession>()
const accounts: AdapterAccount[] = []

export function memory(): Adapter {
  return {
    createUser(user: AdapterUser) {
      users.set(user.id, user)
      return user
    },
    getUser: (id) => users.get(id) ?? null,
    getUserByEmail: (email) => [...users.values()].find((user) => user.email === email) ?? null,
    getUserByAccount({ provider, providerAccountId }) {
      const account = accounts.find((one) => one.provider === provider && one.providerAccountId === providerAccountId)
      return (account && users.get(account.userId)) ?? null
    },
    updateUser(user) {
      const updated: AdapterUser = { ...users.get(user.id)!, ...user }
      users.set(updated.id, updated)
      return updated
    },
    linkAccount(account: AdapterAccount) {
      accounts.push(account)
      return account
    },
    createSession(session) {
      sessions.set(session.sessionToken, session)
      return session
    },
    getSessionAndUser(sessionToken) {
      const session = sessions.get(sessionToken)
      const user = session && users.get(session.userId)
      return session && user ? { session, user } : null
    },
    updateSession(session) {
      const updated: AdapterSession = { ...sessions.get(session.sessionToken)!, ...session }
      sessions.set(updated.sessionToken, updated)
      return updated
    },
    async deleteSession(sessionToken) {
      sessions.delete(sessionToken)
    },
  }
}
