import { relations } from "drizzle-orm";
import {
  boolean,
  index,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { identity } from "./columns";
import { rides, signUps } from "./rides";
import { repairs } from "./workshop";

export const license = pgEnum("license", ["none", "amateur", "pro"]);

export const riders = pgTable(
  "riders",
  {
    ...identity,
    email: text("email").notNull(),
    callSign: text("call_sign").notNull(),
    license: license("license").notNull().default("none"),
    // Written by the old club software: nothing but text is known.
    rank: text("rank").notNull().default("guest"),
    settings: jsonb("settings").$type<{ units: "km" | "miles"; isPublic: boolean; jerseys: string[] }>().notNull(),
    isSuspended: boolean("is_suspended").notNull().default(false),
  },
  (table) => [uniqueIndex("riders_email").on(table.email), index("riders_rank").on(table.rank, table.license)],
);

export const logins = pgTable(
  "logins",
  {
    riderId: uuid("rider_id")
      .notNull()
      .references(() => riders.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    lastUsed: timestamp("last_used", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] })],
);

export const clubs = pgTable("clubs", {
  ...identity,
  name: text("name").notNull(),
  town: text("town").notNull(),
  foundedBy: uuid("founded_by").references(() => riders.id),
});

export const memberships = pgTable(
  "memberships",
  {
    riderId: uuid("rider_id")
      .notNull()
      .references(() => riders.id),
    clubId: uuid("club_id")
      .notNull()
      .references(() => clubs.id),
    duty: text("duty", { enum: ["rider", "captain", "treasurer"] }).notNull(),
    paidUntil: timestamp("paid_until", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.riderId, table.clubId] })],
);

export const riderRelations = relations(riders, ({ many }) => ({
  logins: many(logins),
  memberships: many(memberships),
  rides: many(rides),
  signUps: many(signUps),
  repairs: many(repairs),
}));

export const loginRelations = relations(logins, ({ one }) => ({
  rider: one(riders, { fields: [logins.riderId], references: [riders.id] }),
}));

export const clubRelations = relations(clubs, ({ one, many }) => ({
  founder: one(riders, { fields: [clubs.foundedBy], references: [riders.id] }),
  memberships: many(memberships),
}));

export const membershipRelations = relations(memberships, ({ one }) => ({
  rider: one(riders, { fields: [memberships.riderId], references: [riders.id] }),
  club: one(clubs, { fields: [memberships.clubId], references: [clubs.id] }),
}));
