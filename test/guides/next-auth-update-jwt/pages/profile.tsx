import { useSession } from "next-auth/react"

export default function Profile() {
  const { data: session, status, update } = useSession()

  if (status === "authenticated") {
    return (
      <>
        <p>You are {session.user.name}</p>
        <button onClick={() => update({ name: "Ada" })}>Call me Ada</button>
        <button onClick={() => update()}>Look again</button>
      </>
    )
  }

  return <a href="/api/auth/signin">Sign in</a>
}
