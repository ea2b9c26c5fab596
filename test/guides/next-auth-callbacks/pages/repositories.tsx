import { useSession } from "next-auth/react"

export default function Repositories() {
  const { data: session } = useSession()
  if (!session?.user) return <a href="/api/auth/signin">Sign in</a>

  const load = () => fetch("https://api.github.com/user/repos", { headers: { Authorization: `Bearer ${session.accessToken}` } })

  return <button onClick={load}>The repositories of number {session.user.id}</button>
}
