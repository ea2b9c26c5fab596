import type { Session } from "next-auth";
import { Bed } from "@/lib/models";

export async function harvestReport(session: Session, from: Date) {
  const beds = await Bed.find({ keeper: session.user.gardenerId, "sowings.sownAt": { $gte: from } }).lean();
  const sowings = beds.flatMap((bed) => bed.sowings);
  const byCrop = new Map<string, number>();
  for (const { crop, harvests } of sowings) {
    const taken = harvests.reduce((sum, { kilograms }) => sum + kilograms, 0);
    byCrop.set(crop, (byCrop.get(crop) ?? 0) + taken);
  }
  return { gardener: session.user.nickname, isSteward: session.user.standing === "steward", byCrop };
}
