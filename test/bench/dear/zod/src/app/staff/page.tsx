"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useSession } from "next-auth/react";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { Field } from "@/components/Field";
import { useStaff } from "@/hooks/queries";
import { bakerForm } from "@/schemas/baker";

export default function StaffPage() {
  const { data: session } = useSession();
  const { data } = useStaff();
  const { control, register, handleSubmit, formState } = useForm<
    z.input<typeof bakerForm>,
    unknown,
    z.output<typeof bakerForm>
  >({ resolver: zodResolver(bakerForm) });
  return (
    <form onSubmit={handleSubmit(({ name, grade, mentor }) => console.log(name, grade, mentor))}>
      {session?.user.duties.map(({ kind, place }) => (
        <p key={place}>{`${kind}: ${place}`}</p>
      ))}
      {data?.map(({ id, name, shifts }) => (
        <p key={id} aria-current={id === session?.user.bakerId}>
          {name}: {shifts.map((shift) => (shift.kind === "driver" ? shift.tour.length : shift.kind)).join(", ")}
        </p>
      ))}
      <Field control={control} name="name" label="Name" />
      <Field control={control} name="email" label="Email" />
      <select {...register("grade")}>
        <option>apprentice</option>
        <option>journeyman</option>
      </select>
      {formState.errors.mentor?.message}
      <button disabled={!session?.user.rights.hire}>Hire</button>
    </form>
  );
}
