import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { installOnce } from "../support/install-fixtures.js";

const dependencies = join(import.meta.dirname, "app");

/** The files of a generated app that the benchmarks edit, relative to it. */
export const named = {
  callbacks: "lib/auth.ts",
  declaration: "types/next-auth.d.ts",
  reader: "features/feature0/actions.ts",
  unrelated: "features/feature0/format.ts",
} as const;

/** Number of files in a feature; one in ten of them reads the session. */
const filesOfAFeature = 20;

/** Installs the dependencies of all apps, and links the plugin beside them. */
export function prepareDependencies(): void {
  installOnce(dependencies, ["--ignore-scripts"], () => {
    linkPlugin(dependencies);
  });
}

/** Links the plugin into a directory's installed packages. */
export function linkPlugin(directory: string): void {
  const plugin = join(directory, "node_modules/@typed-session/typescript-plugin");
  mkdirSync(dirname(plugin), { recursive: true });
  symlinkSync(join(import.meta.dirname, "../../packages/typescript-plugin"), plugin, "dir");
}

/** Options of an app, beside the features of all apps. */
export interface AppOptions {
  /** The plugins of its tsconfig. */
  readonly plugins?: readonly object[];
  /** Number of undeclared fields that its callbacks write, alternately to the token and the session. */
  readonly findings?: number;
  /** Whether one file in four has a schema of its own, a form and a query, with expensive types. */
  readonly isDear?: boolean;
  /** A name for the copy; the same name is the same directory. */
  readonly place?: string;
}

/**
 * Writes a Next app with next-auth; the same size and options give the same files. Its features import React, Next,
 * each other and the app's session, as in a real app.
 *
 * @param size the number of files in its features, a multiple of 20. The four files with the session's types come on
 *   top.
 * @returns its directory, below the dependencies of all apps
 */
export function generateApp(
  size: number,
  { plugins = [], findings = 0, isDear = false, place = "" }: AppOptions = {},
): string {
  const name = [size, findings > 0 && `${findings}-findings`, isDear && "dear", place].filter(Boolean).join("-");
  const directory = join(dependencies, "generated", name);
  rmSync(directory, { recursive: true, force: true });
  const files = {
    ...filesOf(size, isDear),
    [named.callbacks]: callbacks(findings),
    "tsconfig.json": tsconfigWith(plugins),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** The text of an app's tsconfig. */
export function tsconfigWith(plugins: readonly object[]): string {
  return JSON.stringify({
    compilerOptions: {
      target: "ES2022",
      lib: ["dom", "dom.iterable", "esnext"],
      allowJs: true,
      skipLibCheck: true,
      strict: true,
      noEmit: true,
      esModuleInterop: true,
      module: "esnext",
      moduleResolution: "bundler",
      resolveJsonModule: true,
      isolatedModules: true,
      jsx: "preserve",
      types: ["node"],
      paths: { "@/*": ["./*"] },
      plugins,
    },
    include: ["**/*.ts", "**/*.tsx"],
    exclude: ["node_modules"],
  });
}

function filesOf(size: number, isDear: boolean): Readonly<Record<string, string>> {
  const count = size / filesOfAFeature;
  const features = Array.from({ length: count }, (_, index) => Object.entries(feature(index, count, isDear)));
  return Object.fromEntries([...Object.entries(common), ...features.flat()]);
}

/** The values of the undeclared fields, in turn; they have several types. */
const undeclared = {
  token: ["found.plan", "[found.id]", "found.id.length", '{ id: found.id, isFree: found.plan === "free" }'],
  session: ["token.plan", "[token.accountId, token.plan]", "token.accountId.length", "{ plan: token.plan }"],
} as const;

/** The auth config, with a number of undeclared fields. */
function callbacks(findings: number): string {
  const write = (to: keyof typeof undeclared, target: string): string =>
    Array.from({ length: findings }, (_, index) => index)
      .filter((index) => (index % 2 === 0) === (to === "token"))
      .map((index) => `\n        ${target}.extra${index} = ${undeclared[to][(index >> 1) % 4] ?? ""};`)
      .join("");
  return `import type { NextAuthOptions } from "next-auth";
import GithubProvider from "next-auth/providers/github";
import { findAccount } from "./accounts";

export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt" },
  providers: [
    GithubProvider({
      clientId: process.env.GITHUB_ID ?? "",
      clientSecret: process.env.GITHUB_SECRET ?? "",
    }),
  ],
  callbacks: {
    async jwt({ token, account }) {
      if (account) {
        const found = await findAccount(account.providerAccountId);
        token.accountId = found.id;
        token.plan = found.plan;${write("token", "token")}
      }
      return token;
    },
    session({ session, token }) {
      if (session.user) {
        session.user.id = token.accountId;
        session.user.plan = token.plan;${write("session", "session.user")}
      }
      return session;
    },
  },
};
`;
}

const common: Readonly<Record<string, string>> = {
  "lib/accounts.ts": `export type Plan = "free" | "team" | "enterprise";

export interface AppAccount {
  id: string;
  plan: Plan;
}

export async function findAccount(providerAccountId: string): Promise<AppAccount> {
  const response = await fetch(\`https://accounts.example.com/\${providerAccountId}\`);
  return (await response.json()) as AppAccount;
}
`,
  [named.declaration]: `import type { DefaultSession } from "next-auth";
import type { Plan } from "@/lib/accounts";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      plan: Plan;
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    accountId: string;
    plan: Plan;
  }
}
`,
  "app/api/auth/[...nextauth]/route.ts": `import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth";

const handler = NextAuth(authOptions);

export { handler as GET, handler as POST };
`,
};

/** The files of one feature, by their names in the app. */
function feature(index: number, count: number, isDear: boolean): Record<string, string> {
  const folder = `features/feature${index}`;
  const page = `app/feature${index}`;
  const other = (index + 1) % count;
  const components = Array.from({ length: 10 }, (_, one): [string, string] => [
    `${folder}/components/Panel${one}.tsx`,
    isDear && one % 2 === 1 ? dearPanel(index, one) : panel(index, one),
  ]);
  return {
    [`${folder}/types.ts`]: `export type Status${index} = "draft" | "open" | "done" | "archived";

export interface Item${index} {
  id: string;
  title: string;
  status: Status${index};
  amount: number;
  tags: readonly string[];
  createdAt: string;
  owner: { id: string; name: string; email?: string };
}

export interface Filter${index} {
  status?: Status${index};
  text?: string;
  from?: Date;
  limit: number;
}

export interface Page${index}<Row> {
  rows: Row[];
  next?: string;
}
`,
    [`${folder}/format.ts`]: `import type { Item${index}, Status${index} } from "./types";

const labels: Record<Status${index}, string> = {
  draft: "Draft",
  open: "Open",
  done: "Done",
  archived: "Archived",
};

export function labelOf({ status }: Item${index}): string {
  return labels[status];
}

export function amountOf(items: readonly Item${index}[], locale = "en"): string {
  const sum = items.reduce((total, { amount }) => total + amount, 0);
  return new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }).format(sum);
}

export function byDate(items: readonly Item${index}[]): Map<string, Item${index}[]> {
  const days = new Map<string, Item${index}[]>();
  for (const item of items) {
    const day = item.createdAt.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return days;
}
`,
    [`${folder}/api.ts`]: `import type { Filter${index}, Item${index}, Page${index} } from "./types";
import type { Item${other} } from "@/features/feature${other}/types";

export async function listItems(filter: Filter${index}): Promise<Page${index}<Item${index}>> {
  const query = new URLSearchParams({ limit: String(filter.limit) });
  if (filter.status) query.set("status", filter.status);
  if (filter.text) query.set("text", filter.text);
  const response = await fetch(\`/api/feature${index}?\${query.toString()}\`);
  if (!response.ok) throw new Error(\`Feature ${index}: \${response.status}\`);
  return (await response.json()) as Page${index}<Item${index}>;
}

export async function saveItem(item: Item${index}): Promise<Item${index}> {
  const response = await fetch("/api/feature${index}", { method: "POST", body: JSON.stringify(item) });
  return (await response.json()) as Item${index};
}

export function related(item: Item${index}, others: readonly Item${other}[]): Item${other}[] {
  return others.filter((other) => other.tags.some((tag) => item.tags.includes(tag)));
}
`,
    [`${folder}/hooks.ts`]: `"use client";
import { useCallback, useEffect, useMemo, useState } from "react";
import { listItems, saveItem } from "./api";
import type { Filter${index}, Item${index} } from "./types";

export function useItems(filter: Filter${index}) {
  const [items, setItems] = useState<Item${index}[]>([]);
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    listItems(filter).then(
      ({ rows }) => isCurrent && setItems(rows),
      (error: unknown) => isCurrent && setFailure(String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [filter]);
  const save = useCallback(async (item: Item${index}) => {
    const saved = await saveItem(item);
    setItems((before) => before.map((one) => (one.id === saved.id ? saved : one)));
  }, []);
  const total = useMemo(() => items.reduce((sum, { amount }) => sum + amount, 0), [items]);
  return { items, failure, save, total };
}
`,
    [`${folder}/store.tsx`]: `"use client";
import { createContext, useContext, useReducer, type Dispatch, type ReactNode } from "react";
import type { Item${index} } from "./types";

interface State {
  readonly selected?: string;
  readonly items: Readonly<Record<string, Item${index}>>;
}

type Action =
  | { readonly type: "select"; readonly id: string }
  | { readonly type: "put"; readonly item: Item${index} }
  | { readonly type: "remove"; readonly id: string };

function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "select":
      return { ...state, selected: action.id };
    case "put":
      return { ...state, items: { ...state.items, [action.item.id]: action.item } };
    case "remove": {
      const { [action.id]: removed, ...items } = state.items;
      return removed ? { ...state, items } : state;
    }
  }
}

const Context = createContext<{ state: State; dispatch: Dispatch<Action> } | undefined>(undefined);

export function Feature${index}Store({ children }: { children: ReactNode }) {
  const [state, dispatch] = useReducer(reduce, { items: {} });
  return <Context.Provider value={{ state, dispatch }}>{children}</Context.Provider>;
}

export function useStore() {
  const value = useContext(Context);
  if (!value) throw new Error("Feature${index}Store is missing");
  return value;
}
`,
    [`${folder}/actions.ts`]: `"use server";
import { getServerSession } from "next-auth";
import { revalidatePath } from "next/cache";
import { authOptions } from "@/lib/auth";
import { saveItem } from "./api";
import type { Item${index} } from "./types";

export async function submit(item: Item${index}): Promise<void> {
  const session = await getServerSession(authOptions);
  if (!session || session.user.plan === "free") throw new Error("Not allowed");
  await saveItem({ ...item, owner: { id: session.user.id, name: session.user.name ?? "" } });
  revalidatePath("/feature${index}");
}
`,
    [`${folder}/index.ts`]: `export * from "./types";
export { labelOf, amountOf } from "./format";
export { Feature${index}Store } from "./store";
${Array.from({ length: 10 }, (_, one) => `export { Panel${one} } from "./components/Panel${one}";`).join("\n")}
`,
    ...Object.fromEntries(components),
    [`${page}/page.tsx`]: `import { getServerSession } from "next-auth";
import { redirect } from "next/navigation";
import { authOptions } from "@/lib/auth";
import { Feature${index}Store, Panel0, Panel1, Panel2 } from "@/features/feature${index}";

export default async function Feature${index}Page() {
  const session = await getServerSession(authOptions);
  if (!session) redirect("/api/auth/signin");
  return (
    <Feature${index}Store>
      <h1>{session.user.name}</h1>
      <Panel0 filter={{ limit: 10 }} />
      <Panel1 filter={{ limit: 20, status: "open" }} />
      {session.user.plan !== "free" && <Panel2 filter={{ limit: 30 }} />}
    </Feature${index}Store>
  );
}
`,
    [`${page}/layout.tsx`]: `import type { Metadata } from "next";
import type { ReactNode } from "react";
import Link from "next/link";

export const metadata: Metadata = { title: "Feature ${index}" };

export default function Feature${index}Layout({ children }: { children: ReactNode }) {
  return (
    <section>
      <nav>
        <Link href="/feature${other}">Next</Link>
      </nav>
      {children}
    </section>
  );
}
`,
    [`${page}/loading.tsx`]: `export default function Loading() {
  return <p role="status">Feature ${index} is on its way</p>;
}
`,
  };
}

function panel(index: number, one: number): string {
  return `"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type ChangeEvent } from "react";
import { amountOf, labelOf } from "../format";
import { useItems } from "../hooks";
import { useStore } from "../store";
import type { Filter${index}, Item${index} } from "../types";

interface Panel${one}Props {
  filter: Filter${index};
  onOpen?: (item: Item${index}) => void;
}

export function Panel${one}({ filter, onOpen }: Panel${one}Props) {
  const [text, setText] = useState(filter.text ?? "");
  const { items, failure, total } = useItems({ ...filter, text });
  const { state, dispatch } = useStore();
  const router = useRouter();
  const change = (event: ChangeEvent<HTMLInputElement>) => setText(event.target.value);
  const open = (item: Item${index}) => {
    dispatch({ type: "select", id: item.id });
    onOpen?.(item);
    router.push(\`/feature${index}/\${item.id}\`);
  };
  if (failure) return <p role="alert">{failure}</p>;
  return (
    <div className="panel${one}">
      <input value={text} onChange={change} aria-label="Filter" />
      <ul>
        {items
          .filter(({ tags }) => tags.length >= ${one})
          .map((item) => (
            <li key={item.id} aria-current={state.selected === item.id}>
              <Link href={\`/feature${index}/\${item.id}\`}>{item.title}</Link>
              <button type="button" onClick={() => open(item)} disabled={item.status === "archived"}>
                {labelOf(item)}
              </button>
              <span title={item.owner.email}>{item.owner.name}</span>
            </li>
          ))}
      </ul>
      <footer>
        {total > 0 ? amountOf(items) : "nothing"} in {items.length}
      </footer>
    </div>
  );
}
`;
}

/** A panel like the others, with a form whose values have a schema. */
function dearPanel(index: number, one: number): string {
  return `"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useFieldArray, useForm } from "react-hook-form";
import { z } from "zod";
import { listItems, saveItem } from "../api";
import { amountOf } from "../format";
import { useStore } from "../store";
import type { Filter${index}, Item${index} } from "../types";

const tag = z.object({ label: z.string().min(1), color: z.enum(["red", "green", "blue"]).default("red") });

const schema = z.object({
  title: z.string().min(3).max(${80 + one}),
  status: z.enum(["draft", "open", "done", "archived"]),
  amount: z.coerce.number().nonnegative(),
  tags: z.array(tag).max(${one + 3}),
  owner: z.object({ id: z.string().uuid(), name: z.string(), email: z.string().email().optional() }),
  reminder: z
    .discriminatedUnion("by", [
      z.object({ by: z.literal("mail"), address: z.string().email(), days: z.array(z.number().int()).nonempty() }),
      z.object({ by: z.literal("phone"), number: z.string().regex(/^[0-9 ]+$/), hour: z.number().min(0).max(23) }),
    ])
    .optional(),
});

const form = schema
  .extend({ confirmed: z.boolean(), from: z.coerce.date(), until: z.coerce.date().optional() })
  .refine(({ from, until }) => until === undefined || until > from, { path: ["until"], message: "Too early" });

interface Panel${one}Props {
  filter: Filter${index};
  onOpen?: (item: Item${index}) => void;
}

export function Panel${one}({ filter, onOpen }: Panel${one}Props) {
  const client = useQueryClient();
  const { state } = useStore();
  const { data } = useQuery({
    queryKey: ["feature${index}", filter] as const,
    queryFn: ({ queryKey: [, wanted] }) => listItems(wanted),
    select: ({ rows }) => ({ rows, byId: new Map(rows.map((row) => [row.id, schema.safeParse(row)])) }),
  });
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (values: z.output<typeof form>) =>
      saveItem({ ...values, id: state.selected ?? "", createdAt: "", tags: values.tags.map(({ label }) => label) }),
    onSuccess: (saved) => {
      onOpen?.(saved);
      return client.invalidateQueries({ queryKey: ["feature${index}"] });
    },
  });
  const { control, register, handleSubmit, formState, watch } = useForm<
    z.input<typeof form>,
    unknown,
    z.output<typeof form>
  >({ resolver: zodResolver(form), defaultValues: { status: "draft", tags: [] } });
  const { fields, append } = useFieldArray({ control, name: "tags" });
  return (
    <form className="panel${one}" onSubmit={handleSubmit(async (values) => void (await mutateAsync(values)))}>
      <input {...register("title")} aria-invalid={formState.errors.title !== undefined} />
      {fields.map((field, at) => (
        <input key={field.id} {...register(\`tags.\${at}.label\`)} />
      ))}
      <button type="button" onClick={() => append({ label: "new" })}>
        {watch("reminder.by") === "mail" ? <input {...register("reminder.address")} /> : "Add"}
      </button>
      <em>{formState.errors.owner?.email?.message}</em>
      <footer>{data && data.byId.size > 0 ? amountOf(data.rows) : "nothing"}</footer>
      <button disabled={isPending}>Save</button>
    </form>
  );
}
`;
}
