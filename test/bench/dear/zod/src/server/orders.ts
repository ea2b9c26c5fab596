import { z } from "zod";
import { get, send } from "@/lib/http";
import { id, period } from "@/schemas/common";
import { order, orderForm, orderPage } from "@/schemas/order";
import { masters, router, signedIn } from "./trpc";

export const orders = router({
  list: signedIn
    .input(z.object({ state: order.shape.state.optional(), during: period.optional(), after: z.string().nullish() }))
    .output(orderPage)
    .query(({ ctx, input }) => get(orderPage, `/${ctx.user.town}/orders?state=${input.state ?? ""}`)),
  one: signedIn.input(z.object({ id })).query(({ input }) => get(order, `/orders/${input.id}`)),
  place: signedIn.input(orderForm).mutation(({ ctx, input }) => {
    if (!ctx.user.rights.order) throw new Error("Not allowed");
    return send(order, "/orders", { ...input, by: ctx.user.bakerId });
  }),
  move: masters
    .input(order.pick({ id: true, state: true }))
    .mutation(({ ctx, input }) => send(order, `/${ctx.town}/orders/${input.id}`, { state: input.state })),
});
