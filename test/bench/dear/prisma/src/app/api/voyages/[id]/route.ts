import { NextResponse } from "next/server";
import { currentUser } from "@/lib/current";
import { book } from "@/lib/voyages";

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const user = await currentUser();
  if (user.owes > 0 && user.share === "NONE") return NextResponse.json({ error: "Pay first" }, { status: 402 });
  const { wish } = (await request.json()) as { wish?: string };
  const berth = await book((await params).id, user.sailorId, wish);
  return NextResponse.json({ number: berth.number, boat: berth.voyage.boat.name });
}
