import { TRPCError, initTRPC } from "@trpc/server";
import type { Session } from "next-auth";
import { ZodError } from "zod";

interface Context {
  readonly session: Session | null;
  readonly requestId: string;
}

const trpc = initTRPC.context<Context>().create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: { ...shape.data, issues: error.cause instanceof ZodError ? error.cause.issues : null },
  }),
});

export const router = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;
export const open = trpc.procedure;

export const signedIn = trpc.procedure.use(({ ctx, next }) => {
  if (!ctx.session) throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { ...ctx, session: ctx.session, user: ctx.session.user } });
});

export const masters = signedIn.use(({ ctx, next }) => {
  if (ctx.user.grade !== "master") throw new TRPCError({ code: "FORBIDDEN" });
  return next({ ctx: { ...ctx, town: ctx.user.town } });
});
