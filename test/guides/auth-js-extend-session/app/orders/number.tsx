"use client"

import { useSession } from "next-auth/react"

const short = (id: string): string => id.slice(0, 8)

export function CustomerNumber() {
  const { data: session } = useSession()
  return <>{session?.user && short(session.user.id)}</>
}
