import type { Adapter, AdapterAccount, AdapterSession, AdapterUser } from "next-auth/adapters"

const users = new Map<string, AdapterUser>()
const accounts = new Map<string, AdapterAccount>()
const sessions = new Map<string, AdapterSession>()

export function memoryAdapter(): Adapter {
  return {
    createUser(user: Omit<AdapterUser, "id">) {
      const created: AdapterUser = { ...user, id: crypto.randomUUID() }
      users.set(created.id, created)
      return created
    },
    getUser: (id) => users.get(id) ?? null,
    getUserByEmail: (email) => [...users.values()].find((user) => user.email === email) ?? null,
    getUserByAccount({ provider, providerAccountId }) {
      const account = accounts.get(`${provider}:${providerAccountId}`)
      return (account && users.get(account.userId)) ?? null
    },
    updateUser(user) {
      const updated: AdapterUser = { ...users.get(user.id)!, ...user }
      users.set(updated.id, updated)
      return updated
    },
    linkAccount(account: AdapterAccount) {
      accounts.set(`${account.provider}:${account.providerAccountId}`, account)
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
