import { auth, signIn } from "@/auth"

export default async function Dashboard() {
  const session = await auth()
  if (session?.error === "RefreshTokenError") {
    await signIn("google")
  }
  return <p>Your week</p>
}
