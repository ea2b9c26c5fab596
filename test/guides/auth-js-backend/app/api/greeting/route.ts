import type { NextRequest } from "next/server"
import { auth } from "@/auth"

export async function GET(request: NextRequest) {
  const session = await auth()
  return await fetch("http://127.0.0.1:8080/api/greeting" + request.nextUrl.search, {
    headers: { Authorization: `Bearer ${session?.accessToken}` },
  })
}
