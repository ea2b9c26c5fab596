"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useSession } from "next-auth/react";
import { useFieldArray, useForm } from "react-hook-form";
import type { z } from "zod";
import { Field } from "@/components/Field";
import { useSuppliers } from "@/hooks/queries";
import { supplierForm } from "@/schemas/supplier";

export default function SuppliersPage() {
  const { data: session } = useSession();
  const { data } = useSuppliers();
  const { control, handleSubmit } = useForm<z.input<typeof supplierForm>, unknown, z.output<typeof supplierForm>>({
    resolver: zodResolver(supplierForm),
  });
  const { fields } = useFieldArray({ control, name: "offers" });
  return (
    <form onSubmit={handleSubmit(({ contact }) => console.log(contact.email))}>
      {session?.user.shift?.kind === "driver" && <p>Van {session.user.shift.van}</p>}
      {data?.map(({ id, name, offers }) => (
        <p key={id}>{`${name}: ${offers.map(({ ingredient }) => ingredient).join()}`}</p>
      ))}
      <Field control={control} name="address.town" label="Town" />
      <Field control={control} name="contact.0" label="Contact" />
      {fields.map(({ id }, index) => (
        <Field key={id} control={control} name={`offers.${index}.price.amount`} label="Price" />
      ))}
      {session?.user.rights.price && <button>Add</button>}
    </form>
  );
}
