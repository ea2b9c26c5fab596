import { pattern } from "../pattern.js";
import { sessionAugmentation, userAugmentation } from "../../support/texts.js";

const head = "declare function traced<T>(name: string, run: () => T): T;";

export const h6 = pattern("H6", "function passed to a wrapper whose result is returned", [
  {
    name: "async, with a spread return",
    head,
    session: `session: async ({ session }) => {
      return traced("session", async () => ({ ...session, ⟦S.plan⟧plan: await load() }));
    }`,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "with property writes",
    head,
    session: `session({ session, token }) {
      return traced("session", () => {
        ⟦U.id⟧session.user.id = token.sub!;
        return session;
      });
    }`,
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "of jwt, awaited",
    head: "declare function traced<T>(name: string, run: () => Promise<T>): Promise<T>;",
    jwt: `async jwt({ token, user }) {
      return await traced("jwt", async () => {
        if (user) ⟦T.id⟧token.id = user.id;
        return token;
      });
    }`,
    fields: ["T.id: string"],
  },
  {
    name: "a wrapper of the project's own",
    head: 'import { timed } from "./timed";',
    files: {
      "timed.ts": `export async function timed<T>(run: () => Promise<T>): Promise<T> {
  const start = Date.now();
  try {
    return await run();
  } finally {
    void (Date.now() - start);
  }
}
`,
    },
    session: `session: ({ session }) => timed(async () => ({ ...session, ⟦S.plan⟧plan: "free" }))`,
    fields: ["S.plan: string"],
  },
  {
    name: "two wrappers, one inside the other",
    head,
    session: `session: ({ session }) =>
      traced("outer", () => traced("inner", () => ({ ...session, ⟦S.plan⟧plan: "free" })))`,
    fields: ["S.plan: string"],
  },
  {
    name: "several returns inside",
    head,
    session: `session: ({ session }) =>
      traced("session", () => {
        if (enabled) return session;
        ⟦S.plan⟧session.plan = "free";
        return session;
      })`,
    fields: ["S.plan?: string"],
    augmentation: sessionAugmentation("plan?: string"),
  },
  {
    name: "a function that is called where it stands",
    session: `session: ({ session }) =>
      (async () => {
        ⟦S.plan⟧session.plan = await load();
        return session;
      })()`,
    fields: ["S.plan: string"],
  },
  {
    name: "a named function",
    head,
    session: `session({ session }) {
      const decorate = () => ({ ...session, ⟦S.plan⟧plan: "free" });
      return traced("session", decorate);
    }`,
    fields: ["S.plan: string"],
  },
  {
    name: "a wrapper whose result is not used may not have run it",
    head: "declare function later(run: () => void): void;",
    session: `session({ session }) {
      later(() => {
        ⟦S.plan⟧session.plan = "free";
      });
      return session;
    }`,
    fields: ["S.plan?: string"],
  },
  {
    name: "a wrapper around the callback itself, of which nothing can be seen",
    head: "declare function wrapped<T>(callback: T): T;",
    session: `session: wrapped(({ session }: any) => {
      session.plan = "free";
      return session;
    })`,
    fields: [],
    open: ["Session", "Session.user"],
    augmentation: "",
  },
]);
