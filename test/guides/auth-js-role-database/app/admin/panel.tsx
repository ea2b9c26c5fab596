"use client"

import { useSession } from "next-auth/react"

export function Panel() {
  const { data: session } = useSession()

  if (session?.user?.role === "admin") {
    return <button>Close the books</button>
  }

  return null
}
