import { z } from "zod";
import { get, send } from "@/lib/http";
import { id } from "@/schemas/common";
import { recipe, recipeForm, recipePage } from "@/schemas/recipe";
import { masters, open, router } from "./trpc";

export const recipes = router({
  list: open
    .input(z.object({ text: z.string().default(""), without: z.array(z.string()).optional() }))
    .query(({ input }) => get(recipePage, `/recipes?text=${input.text}`)),
  one: open.input(z.object({ id })).query(({ input }) => get(recipe, `/recipes/${input.id}`)),
  write: masters
    .input(recipeForm.and(z.object({ id: id.optional() })))
    .mutation(({ ctx, input }) => send(recipe, "/recipes", { ...input, author: ctx.user.bakerName })),
});
