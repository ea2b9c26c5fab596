"use server";
import { and, eq } from "drizzle-orm";
import { revalidatePath } from "next/cache";
import { db } from "@/db/client";
import { signUps } from "@/db/rides";
import { repairs } from "@/db/workshop";
import { auth } from "./auth";

export async function join(rideId: string, note?: string): Promise<void> {
  const session = await auth();
  if (!session || session.user.isSuspended) throw new Error("Not allowed");
  await db.insert(signUps).values({ rideId, riderId: session.user.riderId, note }).onConflictDoNothing();
  revalidatePath("/routes");
}

export async function finish(repairId: string, price: string): Promise<void> {
  const session = await auth();
  if (session?.user.rank !== "board") throw new Error("Not allowed");
  await db
    .update(repairs)
    .set({ state: "done", price, mechanicId: session.user.riderId })
    .where(and(eq(repairs.id, repairId), eq(repairs.state, "on stand")));
  revalidatePath("/workshop");
}
