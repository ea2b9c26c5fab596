import { relations } from "drizzle-orm";
import { doublePrecision, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { identity } from "./columns";
import { clubs, riders } from "./people";

export const routes = pgTable("routes", {
  ...identity,
  title: text("title").notNull(),
  surface: text("surface", { enum: ["road", "gravel", "track"] }).notNull(),
  kilometers: doublePrecision("kilometers").notNull(),
  climb: integer("climb").notNull().default(0),
});

export const rides = pgTable("rides", {
  ...identity,
  routeId: uuid("route_id")
    .notNull()
    .references(() => routes.id),
  leaderId: uuid("leader_id")
    .notNull()
    .references(() => riders.id),
  clubId: uuid("club_id").references(() => clubs.id),
  startsAt: timestamp("starts_at", { withTimezone: true }).notNull(),
  pace: text("pace", { enum: ["easy", "steady", "fast"] }).notNull(),
});

export const signUps = pgTable(
  "sign_ups",
  {
    rideId: uuid("ride_id")
      .notNull()
      .references(() => rides.id),
    riderId: uuid("rider_id")
      .notNull()
      .references(() => riders.id),
    note: text("note"),
  },
  (table) => [primaryKey({ columns: [table.rideId, table.riderId] })],
);

export const routeRelations = relations(routes, ({ many }) => ({ rides: many(rides) }));

export const rideRelations = relations(rides, ({ one, many }) => ({
  route: one(routes, { fields: [rides.routeId], references: [routes.id] }),
  leader: one(riders, { fields: [rides.leaderId], references: [riders.id] }),
  club: one(clubs, { fields: [rides.clubId], references: [clubs.id] }),
  signUps: many(signUps),
}));

export const signUpRelations = relations(signUps, ({ one }) => ({
  ride: one(rides, { fields: [signUps.rideId], references: [rides.id] }),
  rider: one(riders, { fields: [signUps.riderId], references: [riders.id] }),
}));
