import { desc, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { clubs, riders } from "@/db/people";
import { payments } from "@/db/workshop";
import { auth } from "@/lib/auth";

export default async function LedgerPage() {
  const session = await auth();
  if (session?.user.rank !== "board") return null;
  const open = await db
    .select()
    .from(payments)
    .innerJoin(riders, eq(riders.id, payments.riderId))
    .innerJoin(clubs, eq(clubs.id, payments.clubId))
    .where(isNull(payments.paidAt))
    .orderBy(desc(payments.createdAt));
  return (
    <ol>
      {open.map(({ payments: { id, amount }, riders: { callSign }, clubs: { name } }) => (
        <li key={id}>
          {callSign} owes {name} {amount}
        </li>
      ))}
    </ol>
  );
}
