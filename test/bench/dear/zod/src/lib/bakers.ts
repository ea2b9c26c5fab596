import { z } from "zod";
import { baker, shift } from "@/schemas/baker";
import { get } from "./http";

const signInAnswer = baker
  .pick({ id: true, name: true, grade: true, bakery: true, rights: true })
  .extend({ shift: shift.nullable(), seen: z.array(z.string()).default([]) });

export async function bakerByLogin(provider: string, account: string) {
  return get(signInAnswer, `/logins/${provider}/${account}`);
}

export async function freshBaker(id: string) {
  return get(baker.pick({ name: true, grade: true, rights: true }), `/bakers/${id}`);
}

export async function dutiesOf(id: string) {
  const { shifts } = await get(baker.pick({ shifts: true }), `/bakers/${id}/shifts`);
  return shifts.map((one) => ({ kind: one.kind, place: one.kind === "night" ? `Oven ${one.oven}` : one.kind }));
}
