import type { Session } from "next-auth";
import { Gardener } from "@/lib/models";

export async function toolsReport(session: Session) {
  if (session.user.isBarred) return [];
  const owners = await Gardener.find({ "tools.condition": { $ne: "broken" } })
    .select("nickname tools fee isBarred")
    .limit(50);
  return owners
    .filter((owner) => !owner.isBarred && owner.fee !== "none" && owner.nickname !== session.user.nickname)
    .flatMap((owner) =>
      owner.tools.map((tool) => ({ owner: owner.nickname, label: tool.label, until: tool.lentUntil })),
    );
}
