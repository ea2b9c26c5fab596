import type { Session } from "next-auth";
import { Season } from "@/lib/models";

export async function seasonsReport(session: Session) {
  const seasons = await Season.find({ "waiting.gardener": session.user.gardenerId }).sort({ year: -1 });
  const latest = await Season.aggregate<{ year: number; waiting: number }>([
    { $project: { year: 1, waiting: { $size: "$waiting" } } },
    { $sort: { year: -1 } },
  ]);
  return {
    unread: latest.filter(({ year }) => !session.user.readNotices.includes(String(year))),
    waitingSince: seasons.map(({ year, waiting }) => ({ year, since: waiting[0]?.since })),
    fees: seasons.map((season) => season.fees?.get(session.user.fee) ?? 0),
  };
}
