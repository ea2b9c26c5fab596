import { z } from "zod";
import { get, send } from "@/lib/http";
import { baker, bakerForm } from "@/schemas/baker";
import { supplier, supplierForm } from "@/schemas/supplier";
import { masters, router, signedIn } from "./trpc";

export const staff = router({
  list: signedIn.query(({ ctx }) => get(z.array(baker.omit({ pin: true })), `/${ctx.user.town}/staff`)),
  hire: masters.input(bakerForm).mutation(({ ctx, input }) => {
    if (!ctx.user.rights.hire) throw new Error("Not allowed");
    return send(baker, `/${ctx.town}/staff`, input);
  }),
});

export const suppliers = router({
  list: signedIn.query(() => get(z.array(supplier), "/suppliers")),
  add: masters.input(supplierForm).mutation(({ input }) => send(supplier, "/suppliers", input)),
});
