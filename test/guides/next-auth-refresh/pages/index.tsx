import { signIn, useSession } from "next-auth/react"
import { useEffect } from "react"

export default function Home() {
  const { data: session } = useSession()

  useEffect(() => {
    if (session?.error === "RefreshAccessTokenError") {
      signIn()
    }
  }, [session])

  return <p>Your calendar</p>
}
