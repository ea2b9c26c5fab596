import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { getServerSession } from "next-auth";
import { authOptions } from "@/lib/auth";
import { orders } from "./orders";
import { recipes } from "./recipes";
import { staff, suppliers } from "./staff";
import { createCallerFactory, router } from "./trpc";

export const appRouter = router({ orders, recipes, staff, suppliers });
export type Inputs = inferRouterInputs<typeof appRouter>;
export type Outputs = inferRouterOutputs<typeof appRouter>;

const createCaller = createCallerFactory(appRouter);

export async function caller() {
  const session = await getServerSession(authOptions);
  return createCaller({ session, requestId: `${session?.user.bakerId ?? "nobody"}-${Date.now()}` });
}
