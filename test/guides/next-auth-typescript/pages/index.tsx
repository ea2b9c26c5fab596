import { useSession } from "next-auth/react"

export default function Home() {
  const { data: session } = useSession()

  return <p>{session ? `We deliver to ${session.user.name}, ${session.user.address}` : "Sign in first"}</p>
}
