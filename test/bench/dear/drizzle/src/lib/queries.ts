import { and, asc, avg, count, desc, eq, gte, inArray, sql, sum } from "drizzle-orm";
import { db } from "@/db/client";
import { clubs, memberships, riders } from "@/db/people";
import { rides, routes, signUps } from "@/db/rides";
import { bicycles, payments, repairs } from "@/db/workshop";

export async function comingRides(clubNames: readonly string[], from: Date) {
  return db
    .select({ ride: rides, route: routes, leader: { callSign: riders.callSign }, taking: count(signUps.riderId) })
    .from(rides)
    .innerJoin(routes, eq(routes.id, rides.routeId))
    .innerJoin(riders, eq(riders.id, rides.leaderId))
    .leftJoin(clubs, eq(clubs.id, rides.clubId))
    .leftJoin(signUps, eq(signUps.rideId, rides.id))
    .where(and(gte(rides.startsAt, from), inArray(clubs.name, [...clubNames])))
    .groupBy(rides.id, routes.id, riders.id)
    .orderBy(asc(rides.startsAt));
}

export async function rideWithAll(rideId: string) {
  return db.query.rides.findFirst({
    where: eq(rides.id, rideId),
    with: {
      route: true,
      leader: { with: { memberships: { with: { club: true } } } },
      club: { with: { founder: true } },
      signUps: { with: { rider: { columns: { callSign: true, rank: true } } } },
    },
  });
}

export async function stand(riderId: string) {
  return db.query.bicycles.findMany({
    where: eq(bicycles.riderId, riderId),
    with: { repairs: { with: { mechanic: { columns: { callSign: true } } }, orderBy: desc(repairs.createdAt) } },
  });
}

export async function clubFigures(name: string) {
  const paid = db.$with("paid").as(
    db
      .select({ clubId: payments.clubId, total: sum(payments.amount).as("total") })
      .from(payments)
      .groupBy(payments.clubId),
  );
  return db
    .with(paid)
    .select({
      club: clubs,
      members: count(memberships.riderId),
      total: paid.total,
      climb: avg(routes.climb),
      first: sql<Date>`min(${rides.startsAt})`,
    })
    .from(clubs)
    .leftJoin(paid, eq(paid.clubId, clubs.id))
    .leftJoin(memberships, eq(memberships.clubId, clubs.id))
    .leftJoin(rides, eq(rides.clubId, clubs.id))
    .leftJoin(routes, eq(routes.id, rides.routeId))
    .where(eq(clubs.name, name))
    .groupBy(clubs.id, paid.total);
}
