"use client"

import { signIn, useSession } from "next-auth/react"
import { useEffect } from "react"

export function Watch() {
  const { data: session } = useSession()
  useEffect(() => {
    if (session?.error !== "RefreshTokenError") return
    signIn("google")
  }, [session?.error])
  return null
}
