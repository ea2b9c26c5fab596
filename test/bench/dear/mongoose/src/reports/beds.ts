import type { Session } from "next-auth";
import { Bed, Gardener } from "@/lib/models";

export async function bedsReport(session: Session) {
  const mine = await Gardener.findOne({ _id: session.user.gardenerId }).populate("beds").lean();
  const beds = await Bed.find({ helpers: session.user.gardenerId, "size.width": { $gt: 2 } }).sort({ name: 1 });
  return {
    keeper: session.user.nickname,
    fee: session.user.fee,
    beds: beds.map(({ name, size }) => ({ name, area: (size?.width ?? 0) * (size?.length ?? 0) })),
    tools: mine?.tools.map((tool) => tool.label) ?? [],
  };
}
