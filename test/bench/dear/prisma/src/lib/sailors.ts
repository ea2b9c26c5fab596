import { Prisma } from "@prisma/client";
import { prisma } from "./prisma";

const atSignIn = {
  harbour: { select: { id: true, name: true } },
  papers: { where: { expires: { gt: new Date() } }, select: { kind: true } },
  skills: { include: { skill: true }, orderBy: { level: "desc" } },
} satisfies Prisma.SailorInclude;

export type SailorAtSignIn = Prisma.SailorGetPayload<{ include: typeof atSignIn }>;

export async function sailorByLogin(provider: string, providerAccountId: string) {
  const login = await prisma.login.findUnique({
    where: { provider_providerAccountId: { provider, providerAccountId } },
    include: { sailor: { include: atSignIn } },
  });
  return login?.sailor ?? null;
}

export async function signOn(provider: string, providerAccountId: string, email: string, callName: string) {
  return prisma.sailor.upsert({
    where: { email },
    create: { email, callName, logins: { create: { provider, providerAccountId } } },
    update: { logins: { create: { provider, providerAccountId } } },
    include: atSignIn,
  });
}

export async function freshSailor(id: string) {
  return prisma.sailor.findUnique({
    where: { id },
    select: { callName: true, title: true, rating: true, share: true, isAshore: true },
  });
}

export async function openBills(sailorId: string) {
  const { _count, _sum } = await prisma.bill.aggregate({
    where: { sailorId, paidAt: null },
    _count: true,
    _sum: { amount: true },
  });
  return { count: _count, amount: _sum.amount?.toNumber() ?? 0 };
}

export async function voyageTitles(sailorId: string) {
  const berths = await prisma.berth.findMany({
    where: { sailorId, voyage: { returnsAt: null } },
    select: { voyage: { select: { title: true } } },
  });
  return berths.map(({ voyage }) => voyage.title);
}
