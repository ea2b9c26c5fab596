import { currentUser } from "@/lib/current";
import { prisma } from "@/lib/prisma";

export default async function BoatsPage() {
  const user = await currentUser();
  const boats = await prisma.boat.findMany({
    where: { home: { sailors: { some: { id: user.sailorId } } } },
    include: {
      damages: { orderBy: { cost: "desc" } },
      voyages: { include: { entries: { take: 3, include: { author: true } } }, take: 5 },
      _count: true,
    },
  });
  return (
    <ul>
      {boats.map((boat) => (
        <li key={boat.id}>
          {boat.name}, {boat.length} m, {boat._count.sails} sails
          {boat.damages.map(({ what, cost }) => `${what}: ${cost?.toFixed(2) ?? "?"}`).join("; ")}
          {boat.voyages.flatMap(({ entries }) => entries.map(({ author, weather }) => `${author.title}: ${weather}`))}
        </li>
      ))}
    </ul>
  );
}
