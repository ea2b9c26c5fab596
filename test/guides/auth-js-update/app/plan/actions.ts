"use server"

import { update } from "@/auth"

export async function takeTheTeamAlong(name: string) {
  await update({ user: { name, plan: "team" } })
}
