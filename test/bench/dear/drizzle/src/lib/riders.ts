import { and, desc, eq, gt, isNull, or } from "drizzle-orm";
import { db } from "@/db/client";
import { now } from "@/db/columns";
import { clubs, logins, memberships, riders } from "@/db/people";

export async function riderByLogin(provider: string, providerAccountId: string) {
  const [found] = await db
    .select({
      id: riders.id,
      callSign: riders.callSign,
      license: riders.license,
      rank: riders.rank,
      settings: riders.settings,
      isSuspended: riders.isSuspended,
      duty: memberships.duty,
      club: { id: clubs.id, name: clubs.name },
    })
    .from(riders)
    .innerJoin(logins, eq(logins.riderId, riders.id))
    .leftJoin(
      memberships,
      and(eq(memberships.riderId, riders.id), or(isNull(memberships.paidUntil), gt(memberships.paidUntil, now))),
    )
    .leftJoin(clubs, eq(clubs.id, memberships.clubId))
    .where(and(eq(logins.provider, provider), eq(logins.providerAccountId, providerAccountId)))
    .orderBy(desc(memberships.paidUntil))
    .limit(1);
  return found;
}

export async function newRider(provider: string, providerAccountId: string, email: string, callSign: string) {
  return db.transaction(async (transaction) => {
    const [rider] = await transaction
      .insert(riders)
      .values({ email, callSign, settings: { units: "km", isPublic: false, jerseys: [] } })
      .onConflictDoUpdate({ target: riders.email, set: { callSign } })
      .returning();
    if (!rider) throw new Error("The rider was not written");
    await transaction.insert(logins).values({ riderId: rider.id, provider, providerAccountId });
    return rider;
  });
}

export async function clubsOf(riderId: string) {
  const rider = await db.query.riders.findFirst({
    where: eq(riders.id, riderId),
    columns: { id: true },
    with: { memberships: { with: { club: { columns: { name: true } } }, columns: { duty: true } } },
  });
  return rider?.memberships.map(({ club, duty }) => ({ name: club.name, duty })) ?? [];
}

export async function freshRider(riderId: string) {
  return db.query.riders.findFirst({
    where: eq(riders.id, riderId),
    columns: { callSign: true, rank: true, license: true, isSuspended: true },
    with: { rides: { limit: 1, with: { route: true } } },
  });
}
