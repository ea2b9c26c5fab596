"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useSession } from "next-auth/react";
import { useFieldArray, useForm } from "react-hook-form";
import type { z } from "zod";
import { Field } from "@/components/Field";
import { useOrders, usePlaceOrder } from "@/hooks/queries";
import { orderForm } from "@/schemas/order";

type Input = z.input<typeof orderForm>;
type Output = z.output<typeof orderForm>;

export default function OrdersPage() {
  const { data: session } = useSession();
  const { data } = useOrders("open");
  const { mutate, isPending } = usePlaceOrder();
  const { control, handleSubmit, watch } = useForm<Input, unknown, Output>({ resolver: zodResolver(orderForm) });
  const { fields, remove } = useFieldArray({ control, name: "lines" });
  const by = watch("delivery.by");
  return (
    <form onSubmit={handleSubmit((values) => mutate(values))}>
      <h1>{session?.user.town}</h1>
      {data?.pages.flatMap(({ rows }) =>
        rows.map(({ id, state, lines }) => <p key={id}>{`${state}: ${lines.length}`}</p>),
      )}
      {fields.map((field, index) => (
        <fieldset key={field.id}>
          <Field control={control} name={`lines.${index}.recipe.title`} label="Recipe" />
          <Field control={control} name={`lines.${index}.pieces`} label="Pieces" />
          <Field control={control} name={`lines.${index}.price.amount`} label="Price" />
          <button type="button" onClick={() => remove(index)}>
            Remove
          </button>
        </fieldset>
      ))}
      {by === "van" ? (
        <Field control={control} name="delivery.address.town" label="Town" />
      ) : (
        <Field control={control} name="delivery.name" label="Name" />
      )}
      <button disabled={isPending || !session?.user.rights.order}>Order</button>
    </form>
  );
}
