import type { Session } from "next-auth";
import { Bed, Gardener } from "@/lib/models";

export async function neighboursReport(session: Session) {
  const active = await Gardener.find({ isBarred: false }).sort({ nickname: 1 });
  const shared = await Bed.find({ name: { $in: session.user.beds } }).populate<{ keeper: { nickname: string } }>(
    "keeper",
  );
  return {
    active: active
      .filter(({ preferences }) => preferences?.weeklyMail)
      .map(({ tools, nickname }) => ({ nickname, tools: tools.length })),
    keepers: shared.map(({ keeper }) => keeper.nickname).filter((name) => name !== session.user.nickname),
    canInvite: session.user.standing !== "guest",
  };
}
