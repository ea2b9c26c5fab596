import { PrismaClient } from "@prisma/client";

function createClient() {
  return new PrismaClient().$extends({
    result: {
      sailor: {
        title: {
          needs: { callName: true, rating: true },
          compute: ({ callName, rating }) => (rating === "SKIPPER" ? `Captain ${callName}` : callName),
        },
      },
    },
  });
}

const kept = globalThis as unknown as { prisma?: ReturnType<typeof createClient> };

export const prisma = kept.prisma ?? createClient();
kept.prisma = prisma;
