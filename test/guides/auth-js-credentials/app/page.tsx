import { auth } from "@/auth"
import { SignIn } from "@/components/sign-in"

export default async function Home() {
  const session = await auth()
  if (!session?.user) return <SignIn />
  return <p>{session.user.plan === "team" ? "Your team" : "Take your team along"}</p>
}
