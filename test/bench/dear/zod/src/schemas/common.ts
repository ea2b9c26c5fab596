import { z } from "zod";

export const id = z.string().uuid().brand<"Id">();
export const money = z.object({ amount: z.number().nonnegative(), currency: z.enum(["EUR", "CHF", "NOK"]) });
export const period = z
  .object({ from: z.coerce.date(), until: z.coerce.date().optional() })
  .refine(({ from, until }) => until === undefined || until > from, { message: "The end comes after the start" });

export const paged = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), next: z.string().nullable(), total: z.number().int() });

export const address = z.object({
  street: z.string().min(1),
  town: z.string().min(1),
  code: z.string().regex(/^\d{4,5}$/),
  country: z.enum(["DE", "CH", "NO"]).default("DE"),
});
