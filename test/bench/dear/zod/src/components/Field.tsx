"use client";
import { Controller, get, useFormState, type Control, type FieldPath, type FieldValues } from "react-hook-form";

interface FieldProps<Values extends FieldValues, Transformed extends FieldValues> {
  control: Control<Values, unknown, Transformed>;
  name: FieldPath<Values>;
  label: string;
}

export function Field<Values extends FieldValues, Transformed extends FieldValues>({
  control,
  name,
  label,
}: FieldProps<Values, Transformed>) {
  const { errors } = useFormState({ control, name });
  const problem = get(errors, name) as { message?: string } | undefined;
  return (
    <label>
      {label}
      <Controller control={control} name={name} render={({ field }) => <input {...field} />} />
      {problem && <em>{problem.message}</em>}
    </label>
  );
}
