import { getServerSession } from "next-auth";
import { authOptions } from "@/lib/auth";
import { prisma } from "@/lib/prisma";

export default async function LogPage() {
  const session = await getServerSession(authOptions);
  if (session?.user.rating !== "SKIPPER") return null;
  const [entries, watches] = await prisma.$transaction([
    prisma.logEntry.findMany({ where: { voyage: { title: { in: session.user.voyages } } }, include: { author: true } }),
    prisma.watch.findMany({
      where: { sailorId: session.user.sailorId },
      include: { voyage: { include: { boat: true } } },
    }),
  ]);
  return (
    <section>
      {entries.map(({ id, author, weather, text }) => (
        <p key={id}>
          {author.title} in {weather.toLowerCase()}: {text}
        </p>
      ))}
      {watches.map(({ id, hours, voyage }) => (
        <p key={id}>
          {hours} hours on {voyage.boat.name}
        </p>
      ))}
    </section>
  );
}
