import { currentUser } from "@/lib/current";
import { prisma } from "@/lib/prisma";

export default async function BillsPage() {
  const user = await currentUser();
  const bills = await prisma.bill.findMany({
    where: { sailorId: user.sailorId, paidAt: null },
    include: { voyage: { include: { boat: { select: { name: true } }, skipper: true } } },
  });
  const sum = bills.reduce((total, { amount }) => total + amount.toNumber(), 0);
  return (
    <p>
      {user.title} owes {sum} (at sign-in {user.owes}) for {bills.map(({ voyage }) => voyage.boat.name).join(", ")}
    </p>
  );
}
