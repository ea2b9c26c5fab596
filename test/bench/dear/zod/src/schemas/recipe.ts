import { z } from "zod";
import { id, money, paged } from "./common";

export const ingredient = z.object({
  name: z.string().min(1),
  grams: z.number().positive(),
  allergens: z.array(z.enum(["gluten", "milk", "egg", "nuts", "sesame"])).default([]),
});

export const step = z.discriminatedUnion("do", [
  z.object({ do: z.literal("mix"), minutes: z.number(), speed: z.enum(["slow", "fast"]) }),
  z.object({ do: z.literal("rest"), hours: z.number(), celsius: z.number().optional() }),
  z.object({ do: z.literal("bake"), minutes: z.number(), celsius: z.number(), steam: z.boolean() }),
]);

export const recipe = z.object({
  id,
  title: z.string().min(3),
  ingredients: z.array(ingredient).min(1),
  steps: z.array(step).min(1),
  price: money,
  variants: z.record(z.string(), z.object({ factor: z.number(), extra: ingredient.optional() })),
});

export const recipeForm = recipe.omit({ id: true, variants: true }).extend({ isSecret: z.boolean().default(false) });
export const recipePage = paged(recipe.pick({ id: true, title: true, price: true }));
export type Recipe = z.infer<typeof recipe>;
