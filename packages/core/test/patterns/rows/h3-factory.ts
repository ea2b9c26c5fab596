import { pattern } from "../pattern.js";
import { sessionAugmentation, userAugmentation } from "../../support/texts.js";

const rows = {
  "db.ts": `export interface Db { planOf(id: string): Promise<"free" | "pro"> }
export const db: Db = { planOf: () => Promise.resolve("free") };
`,
};

export const h3 = pattern("H3", "factory", [
  {
    name: "a function that makes the callback",
    head: `import type { CallbacksOptions } from "next-auth";
import { db, type Db } from "./db";
function createSessionCallback(from: Db): CallbacksOptions["session"] {
  return async ({ session, token }) => {
    ⟦S.plan⟧session.plan = await from.planOf(token.sub!);
    return session;
  };
}`,
    files: rows,
    session: "session: createSessionCallback(db)",
    fields: ['S.plan: "free" | "pro"'],
    augmentation: sessionAugmentation('plan: "free" | "pro"'),
  },
  {
    name: "an arrow function of another file",
    head: 'import { createSession } from "./create-session";',
    files: {
      "create-session.ts": `import type { Session } from "next-auth";

export const createSession =
  (plan: string) =>
  ({ session }: { session: Session }) => ({ ...session, ⟦S.plan⟧plan });
`,
    },
    session: 'session: createSession("free")',
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "of all callbacks",
    auth: `import type { NextAuthOptions } from "next-auth";

function createCallbacks(plan: string) {
  return {
    session: ({ session }) => ({ ...session, ⟦S.plan⟧plan }),
  } satisfies NextAuthOptions["callbacks"];
}

export const authOptions: NextAuthOptions = { providers: [], callbacks: createCallbacks("free") };
`,
    fields: ["S.plan: string"],
  },
  {
    name: "of all callbacks, taken apart",
    auth: `import type { NextAuthOptions } from "next-auth";

function createCallbacks(plan: string) {
  return {
    session: ({ session }) => ({ ...session, ⟦S.plan⟧plan }),
  } satisfies NextAuthOptions["callbacks"];
}
const { session } = createCallbacks("free");

export const authOptions: NextAuthOptions = { providers: [], callbacks: { session } };
`,
    fields: ["S.plan: string"],
  },
  {
    name: "of the options, by an arrow function",
    auth: `import type { NextAuthOptions } from "next-auth";

export const createOptions = (plan: string): NextAuthOptions => ({
  providers: [],
  callbacks: {
    session: ({ session }) => ({ ...session, ⟦S.plan⟧plan }),
  },
});
`,
    fields: ["S.plan: string"],
  },
  {
    name: "of the options, by a function with statements before its return",
    auth: `import type { NextAuthOptions } from "next-auth";

export function createOptions(plan: string): NextAuthOptions {
  const providers: NextAuthOptions["providers"] = [];
  return {
    providers,
    callbacks: {
      session: ({ session }) => ({ ...session, ⟦S.plan⟧plan }),
    },
  };
}
`,
    fields: ["S.plan: string"],
  },
  {
    name: "of the options, async",
    auth: `import type { NextAuthOptions } from "next-auth";

export async function createOptions(): Promise<NextAuthOptions> {
  const plan = await Promise.resolve("free");
  return {
    providers: [],
    callbacks: {
      session: ({ session }) => ({ ...session, ⟦S.plan⟧plan }),
    },
  };
}
`,
    fields: ["S.plan: string"],
  },
  {
    name: "options that are built for each request, in the handler",
    auth: `import NextAuth from "next-auth";

export default function handler(req: any, res: any) {
  return NextAuth(req, res, {
    providers: [],
    callbacks: {
      session({ session, token }) {
        ⟦U.id⟧session.user.id = token.sub!;
        return session;
      },
    },
  });
}
`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "options that are built for each request, by a function of another file",
    auth: `import NextAuth from "next-auth";
import { optionsFor } from "./options";

export default async function handler(req: any, res: any) {
  return await NextAuth(req, res, await optionsFor(req));
}
`,
    files: {
      "options.ts": `export const optionsFor = async (req: { url: string }) => ({
  providers: [],
  callbacks: {
    session({ session }: any) {
      ⟦S.url⟧session.url = req.url;
      return session;
    },
  },
});
`,
    },
    fields: ["S.url: string"],
  },
  {
    name: "a function that answers the handler's request with one of two configs: both count",
    auth: `import NextAuth, { type NextAuthOptions } from "next-auth";

function optionsFor(isAdmin: boolean): NextAuthOptions {
  if (isAdmin) {
    return {
      providers: [],
      callbacks: { session: ({ session }) => ({ ...session, ⟦S.plan⟧plan: "pro", ⟦S.admin⟧admin: true }) },
    };
  }
  return { providers: [], callbacks: { session: ({ session }) => ({ ...session, ⟦S.plan⟧plan: "free" }) } };
}
export default (req: any, res: any) => NextAuth(req, res, optionsFor(req.isAdmin));
`,
    fields: ["S.plan: string", "S.admin?: boolean"],
  },
  {
    name: "a factory with two answers, of which neither is known to be the one",
    head: `import type { CallbacksOptions } from "next-auth";
function create(): CallbacksOptions["session"] {
  if (enabled) return ({ session }) => session;
  return ({ session }) => ({ ...session, plan: "free" });
}`,
    session: "session: create()",
    fields: [],
    open: ["Session", "Session.user"],
    augmentation: "",
  },
]);
