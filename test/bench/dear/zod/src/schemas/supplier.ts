import { z } from "zod";
import { address, id, money } from "./common";
import { ingredient } from "./recipe";

export const offer = z.object({
  ingredient: ingredient.shape.name,
  per: z.enum(["kg", "sack", "tonne"]),
  price: money,
});
export const supplier = z.object({
  id,
  name: z.string(),
  address: address.extend({ gate: z.string() }),
  offers: z.array(offer),
});
export const supplierForm = supplier
  .omit({ id: true })
  .extend({ contact: z.tuple([z.string(), z.string().email()]), rating: z.number().min(1).max(5) })
  .transform(({ contact: [name, email], ...rest }) => ({ ...rest, contact: { name, email } }));
export type Supplier = z.infer<typeof supplier>;
