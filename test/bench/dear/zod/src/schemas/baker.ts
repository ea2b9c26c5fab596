import { z } from "zod";
import { address, id } from "./common";

export const shift = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("night"), oven: z.number().int().min(1).max(9), bonus: z.number() }),
  z.object({ kind: z.literal("counter"), till: z.string(), languages: z.array(z.string()).nonempty() }),
  z.object({ kind: z.literal("driver"), van: z.string(), tour: z.array(address) }),
]);

export const baker = z.object({
  id,
  name: z.string().min(2),
  grade: z.enum(["apprentice", "journeyman", "master"]),
  bakery: z.object({ id, town: z.string(), address }),
  rights: z.object({ order: z.boolean(), price: z.boolean(), hire: z.boolean() }).partial(),
  shifts: z.array(shift),
  pin: z.string().length(6).optional(),
});

export const bakerForm = baker
  .omit({ id: true, bakery: true })
  .extend({ email: z.string().email(), mentor: z.union([id, z.literal("none")]), starts: z.coerce.date() })
  .superRefine(({ grade, mentor }, context) => {
    if (grade === "apprentice" && mentor === "none") {
      context.addIssue({ code: "custom", path: ["mentor"], message: "An apprentice needs a mentor" });
    }
  });

export type Baker = z.infer<typeof baker>;
