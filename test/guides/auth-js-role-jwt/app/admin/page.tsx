import { auth } from "@/auth"

export default async function Reports() {
  const session = await auth()

  if (session?.user?.role === "admin") {
    return <p>The reports of this month.</p>
  }

  return <p>Only administrators see the reports.</p>
}
