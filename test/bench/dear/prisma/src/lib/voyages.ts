import type { Prisma } from "@prisma/client";
import { prisma } from "./prisma";

export const whole = {
  boat: { include: { home: true, sails: { orderBy: { area: "desc" } }, damages: { where: { repairedAt: null } } } },
  skipper: { select: { id: true, callName: true, rating: true } },
  berths: { include: { sailor: { include: { skills: { include: { skill: true } } } } } },
  calls: { include: { harbour: true }, orderBy: { at: "asc" } },
  _count: { select: { entries: true, watches: true } },
} satisfies Prisma.VoyageInclude;

export type WholeVoyage = Prisma.VoyageGetPayload<{ include: typeof whole }>;

export async function comingVoyages(harbour: string | null, take = 20): Promise<WholeVoyage[]> {
  return prisma.voyage.findMany({
    where: { leavesAt: { gt: new Date() }, ...(harbour !== null && { boat: { home: { name: harbour } } }) },
    include: whole,
    orderBy: [{ leavesAt: "asc" }, { title: "asc" }],
    take,
  });
}

export async function book(voyageId: string, sailorId: string, wish?: string) {
  return prisma.$transaction(async (transaction) => {
    const taken = await transaction.berth.count({ where: { voyageId } });
    return transaction.berth.create({
      data: { voyage: { connect: { id: voyageId } }, sailor: { connect: { id: sailorId } }, number: taken + 1, wish },
      include: { voyage: { include: { boat: true } } },
    });
  });
}
