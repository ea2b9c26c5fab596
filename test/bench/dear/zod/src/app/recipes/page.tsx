"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { useSession } from "next-auth/react";
import { useState } from "react";
import { useFieldArray, useForm } from "react-hook-form";
import type { z } from "zod";
import { Field } from "@/components/Field";
import { recipesQuery, useWriteRecipe } from "@/hooks/queries";
import { recipeForm } from "@/schemas/recipe";

export default function RecipesPage() {
  const { data: session } = useSession();
  const [text, setText] = useState("");
  const { data } = useQuery(recipesQuery(text));
  const { mutateAsync } = useWriteRecipe();
  const { control, handleSubmit, formState } = useForm<
    z.input<typeof recipeForm>,
    unknown,
    z.output<typeof recipeForm>
  >({ resolver: zodResolver(recipeForm), defaultValues: { steps: [{ do: "mix", minutes: 10, speed: "slow" }] } });
  const ingredients = useFieldArray({ control, name: "ingredients" });
  const steps = useFieldArray({ control, name: "steps" });
  return (
    <form onSubmit={handleSubmit(async (values) => void (await mutateAsync(values)))}>
      <input value={text} onChange={({ target }) => setText(target.value)} />
      {data && [...data.byTitle.values()].map(({ id, title, price }) => <p key={id}>{`${title} ${price.amount}`}</p>)}
      <Field control={control} name="title" label="Title" />
      {ingredients.fields.map(({ id }, index) => (
        <Field key={id} control={control} name={`ingredients.${index}.name`} label="Ingredient" />
      ))}
      {steps.fields.map((step, index) => (
        <p key={step.id}>
          {step.do === "bake" ? `${step.minutes} minutes at ${step.celsius}` : step.do}
          <Field control={control} name={`steps.${index}.do`} label="Step" />
        </p>
      ))}
      {formState.errors.price?.amount?.message}
      {session?.user.grade === "master" && <button>Write</button>}
    </form>
  );
}
