import { NextResponse } from "next/server";
import { caller } from "@/server/router";

export async function GET(request: Request, { params }: { params: Promise<{ endpoint: string }> }) {
  const { orders, recipes, staff, suppliers } = await caller();
  switch ((await params).endpoint) {
    case "orders":
      return NextResponse.json(await orders.list({ state: "open" }));
    case "recipes":
      return NextResponse.json(await recipes.list({ text: new URL(request.url).searchParams.get("text") ?? "" }));
    case "staff":
      return NextResponse.json(await staff.list());
    default:
      return NextResponse.json(await suppliers.list());
  }
}
