import { z } from "zod";
import { address, id, money, paged, period } from "./common";
import { recipe } from "./recipe";

export const line = z.object({
  recipe: recipe.pick({ id: true, title: true }),
  pieces: z.number().int().positive(),
  price: money,
});

export const order = z.object({
  id,
  lines: z.array(line),
  delivery: z.discriminatedUnion("by", [
    z.object({ by: z.literal("van"), address, window: period }),
    z.object({ by: z.literal("counter"), name: z.string(), at: z.coerce.date() }),
  ]),
  state: z.enum(["open", "baked", "gone"]),
});

export const orderForm = order
  .omit({ id: true, state: true })
  .extend({ standing: z.object({ weekdays: z.array(z.number().min(0).max(6)), until: z.coerce.date() }).optional() });
export const orderPage = paged(order);
export type Order = z.infer<typeof order>;
