import type { z } from "zod";

export async function get<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.output<Schema>> {
  const response = await fetch(`${process.env.BAKERY_API ?? ""}${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return schema.parse(await response.json());
}

export async function send<Schema extends z.ZodType>(schema: Schema, path: string, body: unknown) {
  const response = await fetch(path, { method: "POST", body: JSON.stringify(body) });
  const answer = schema.safeParse(await response.json());
  if (!answer.success) throw new Error(answer.error.message);
  return answer.data;
}
