import { pattern } from "../pattern.js";
import {
  sessionAugmentation,
  sessionCallback as session,
  tokenAugmentation,
  userAugmentation,
} from "../../support/texts.js";

const head = 'import { find } from "./rows";';
const files = {
  "rows.ts": `export interface Row { id: string; plan: "free" | "pro"; seats: number }
export function find(id: string): Promise<Row | undefined> {
  return Promise.resolve({ id, plan: "free", seats: 1 });
}
`,
};

export const c2 = pattern("C2", "`await` in the body", [
  {
    name: "a row that may not be there",
    head,
    files,
    session: session(`const row = await find(token.sub!);
      ⟦U.plan⟧session.user.plan = row?.plan;`),
    fields: ['U.plan: "free" | "pro" | undefined'],
    augmentation: userAugmentation('plan?: "free" | "pro"'),
  },
  {
    name: "with a fallback that is one of the type's own",
    head,
    files,
    session: session('⟦U.plan⟧session.user.plan = (await find(token.sub!))?.plan ?? "free";'),
    fields: ['U.plan: "free" | "pro"'],
    augmentation: userAugmentation('plan: "free" | "pro"'),
  },
  {
    name: "inside a condition on the row",
    head,
    files,
    session: session(`const row = await find(token.sub!);
      if (row) {
        ⟦U.plan⟧session.user.plan = row.plan;
        ⟦U.seats⟧session.user.seats = row.seats;
      }`),
    fields: ['U.plan?: "free" | "pro"', "U.seats?: number"],
    augmentation: userAugmentation('plan?: "free" | "pro"', "seats?: number"),
  },
  {
    name: "after a guard that throws",
    head,
    files,
    session: session(`const row = await find(token.sub!);
      if (!row) throw new Error("no row");
      ⟦U.seats⟧session.user.seats = row.seats;`),
    fields: ["U.seats: number"],
    augmentation: userAugmentation("seats: number"),
  },
  {
    name: "after a guard that returns",
    head,
    files,
    session: session(`const row = await find(token.sub!);
      if (!row) return session;
      ⟦U.seats⟧session.user.seats = row.seats;`),
    fields: ["U.seats?: number"],
  },
  {
    name: "two at once",
    head,
    files,
    session: session(`const [row, label] = await Promise.all([find(token.sub!), load()]);
      ⟦U.seats⟧session.user.seats = row?.seats ?? 0;
      ⟦S.label⟧session.label = label;`),
    fields: ["U.seats: number", "S.label: string"],
  },
  {
    name: "taken apart",
    head: "declare function settings(): Promise<{ theme: string; beta?: boolean }>;",
    session: session(`const { theme, beta = false } = await settings();
      ⟦S.theme⟧session.theme = theme;
      ⟦S.beta⟧session.beta = beta;`),
    fields: ["S.theme: string", "S.beta: boolean"],
    augmentation: sessionAugmentation("theme: string", "beta: boolean"),
  },
  {
    name: "with then and catch",
    head,
    files,
    session: session(`⟦U.seats⟧session.user.seats = await find(token.sub!)
        .then((row) => row?.seats ?? 0)
        .catch(() => null);`),
    fields: ["U.seats: number | null"],
    augmentation: userAugmentation("seats: number | null"),
  },
  {
    name: "in jwt, at sign-in",
    head,
    files,
    jwt: `async jwt({ token, user }) {
      if (user) {
        const row = await find(user.id);
        ⟦T.seats⟧token.seats = row ? row.seats : 0;
      }
      return token;
    }`,
    fields: ["T.seats: number"],
    augmentation: tokenAugmentation("seats: number"),
  },
  {
    name: "spread into what is returned",
    head: "declare function settings(): Promise<{ theme: string }>;",
    session: "session: async ({ session }) => ({ ...session, ...⟦S.theme⟧(await settings()) })",
    fields: ["S.theme: string"],
    silent: ["S.theme"],
    augmentation: "",
  },
]);
