import { relations } from "drizzle-orm";
import { integer, numeric, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { identity } from "./columns";
import { clubs, riders } from "./people";

export const bicycles = pgTable("bicycles", {
  ...identity,
  riderId: uuid("rider_id")
    .notNull()
    .references(() => riders.id),
  frame: text("frame").notNull(),
  gears: integer("gears").notNull(),
});

export const repairs = pgTable("repairs", {
  ...identity,
  bicycleId: uuid("bicycle_id")
    .notNull()
    .references(() => bicycles.id),
  mechanicId: uuid("mechanic_id").references(() => riders.id),
  state: text("state", { enum: ["waiting", "on stand", "done"] })
    .notNull()
    .default("waiting"),
  price: numeric("price", { precision: 8, scale: 2 }),
});

export const payments = pgTable("payments", {
  ...identity,
  clubId: uuid("club_id")
    .notNull()
    .references(() => clubs.id),
  riderId: uuid("rider_id")
    .notNull()
    .references(() => riders.id),
  amount: numeric("amount", { precision: 8, scale: 2 }).notNull(),
  paidAt: timestamp("paid_at", { withTimezone: true }),
});

export const bicycleRelations = relations(bicycles, ({ one, many }) => ({
  rider: one(riders, { fields: [bicycles.riderId], references: [riders.id] }),
  repairs: many(repairs),
}));

export const repairRelations = relations(repairs, ({ one }) => ({
  bicycle: one(bicycles, { fields: [repairs.bicycleId], references: [bicycles.id] }),
  mechanic: one(riders, { fields: [repairs.mechanicId], references: [riders.id] }),
}));

export const paymentRelations = relations(payments, ({ one }) => ({
  club: one(clubs, { fields: [payments.clubId], references: [clubs.id] }),
  rider: one(riders, { fields: [payments.riderId], references: [riders.id] }),
}));
