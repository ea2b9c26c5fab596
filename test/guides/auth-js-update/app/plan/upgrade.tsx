"use client"

import { useSession } from "next-auth/react"

export function Upgrade() {
  const { data: session, update } = useSession()
  if (session?.user?.plan !== "free") return null
  return <button onClick={() => update({ user: { ...session.user, plan: "team" } })}>Take your team along</button>
}
