import { describe, test } from "vitest";
import { augmentation } from "../support/augmentation.js";
import { credentials } from "../support/auth-file.js";
import { checkInference, type InferenceCase } from "../support/inference.js";
import {
  jwtCallback as jwt,
  sessionAugmentation,
  sessionCallback as session,
  tokenAugmentation,
  userAugmentation,
} from "../support/texts.js";

/** Kinds of values, and the types that are declared for them. */
const withImport = (text: string, line: string): string =>
  text.replace(/^(export \{\};|import[^\n]*)\n/, (first) =>
    first.startsWith("export") ? `${line}\n` : `${first}${line}\n`,
  );
const types = `declare const brand: unique symbol;
export type UserId = string & { readonly [brand]: "user" };
export type Row = { kind: "free" } | { kind: "pro"; seats: number };
export interface Paged<Item> { items: Item[]; next?: string }
export declare function idOf(text: string): UserId;
export declare function row(): Promise<Row>;
export declare function paged<Item>(item: Item): Paged<Item>;
export declare function first<Item>(items: readonly Item[]): Item | undefined;
`;
const files = { "rows.ts": types };

const cases: readonly InferenceCase[] = [
  {
    name: "a branded type is imported by its name",
    head: 'import { idOf } from "./rows";',
    files,
    session: session("⟦U.id⟧session.user.id = idOf(token.sub!);"),
    fields: ["U.id: UserId"],
    augmentation: withImport(userAugmentation("id: UserId"), 'import type { UserId } from "./rows";'),
  },
  {
    name: "a discriminated union is kept whole",
    head: 'import { row } from "./rows";',
    files,
    session: session("⟦S.row⟧session.row = await row();"),
    fields: ["S.row: Row"],
    augmentation: withImport(sessionAugmentation("row: Row"), 'import type { Row } from "./rows";'),
  },
  {
    name: "a field of a discriminated union, narrowed",
    head: 'import { row } from "./rows";',
    files,
    session: session(
      'const found = await row();\n      if (found.kind === "pro") ⟦S.seats⟧session.seats = found.seats;',
    ),
    fields: ["S.seats?: number"],
    augmentation: sessionAugmentation("seats?: number"),
  },
  {
    name: "a generic interface",
    head: 'import { paged } from "./rows";',
    files,
    session: session("⟦S.page⟧session.page = paged(token.sub!);"),
    fields: ["S.page: Paged<string>"],
    augmentation: withImport(sessionAugmentation("page: Paged<string>"), 'import type { Paged } from "./rows";'),
  },
  {
    name: "a generic function of the project's own",
    head: 'import { first } from "./rows";',
    files,
    session: session("⟦S.role⟧session.role = first(list);"),
    fields: ["S.role: string | undefined"],
    augmentation: sessionAugmentation("role?: string"),
  },
  {
    name: "satisfies leaves the value's own type",
    session: session("⟦S.limits⟧session.limits = { seats: 3 } satisfies Record<string, number>;"),
    fields: ["S.limits: { seats: number; }"],
    augmentation: sessionAugmentation("limits: { seats: number }"),
  },
  {
    name: "an object that is asserted to be constant",
    session: session('⟦S.plan⟧session.plan = { name: "free", seats: 3 } as const;'),
    fields: ['S.plan: { readonly name: "free"; readonly seats: 3; }'],
  },
  {
    name: "a template literal type",
    head: "declare function tag(): `role:${string}`;",
    session: session("⟦S.tag⟧session.tag = tag();"),
    fields: ["S.tag: `role:${string}`"],
    augmentation: sessionAugmentation("tag: `role:${string}`"),
  },
  {
    name: "what a client sends to update the session is any: left to the author",
    jwt: jwt('if (trigger === "update") ⟦T.theme⟧token.theme = session.theme;'),
    fields: ["T.theme?: any"],
    unfixable: ["T.theme"],
  },
  {
    name: "what a client sends, checked",
    jwt: jwt(
      'if (trigger === "update" && typeof session?.theme === "string") ⟦T.theme⟧token.theme = String(session.theme);',
    ),
    fields: ["T.theme?: string"],
    augmentation: tokenAugmentation("theme?: string"),
  },
  {
    name: "authorize() that returns one of two users",
    providers: [
      'CredentialsProvider({ name: "Password", credentials: {}, authorize: () => enabled ? { id: "1", role: "admin" as const } : { id: "2", role: "member" as const } })',
    ],
    jwt: jwt("if (user) ⟦T.role⟧token.role = ⟦User.role⟧user.role;"),
    fields: ['T.role: "admin" | "member"'],
    inputs: ["User.role"],
  },
  {
    name: "authorize() behind a function of the project's own",
    head: "const find = (id: string) => ({ id, level: 3 });",
    providers: [
      'CredentialsProvider({ name: "Password", credentials: {}, async authorize() { const row = find("1"); return { ...row }; } })',
    ],
    jwt: jwt("if (user) ⟦T.level⟧token.level = ⟦User.level⟧user.level;"),
    fields: ["T.level: number"],
    inputs: ["User.level"],
  },
  {
    name: "the token's own field, read and raised",
    providers: [credentials()],
    jwt: jwt("⟦T.count⟧token.count = ((token.count as number | undefined) ?? 0) + 1;"),
    fields: ["T.count: number"],
    augmentation: tokenAugmentation("count: number"),
  },
  {
    name: "a type that is too large to write out: the author is told to export one",
    head: `const big = { ${Array.from({ length: 60 }, (_, index) => `field${String(index)}: "value"`).join(", ")} };`,
    session: session("⟦S.big⟧session.big = big;"),
    files: { "types/next-auth.d.ts": augmentation({ session: ["other?: string"] }) },
    fields: [`S.big: { ${Array.from({ length: 60 }, (_, index) => `field${String(index)}: string;`).join(" ")} }`],
    unfixable: ["S.big"],
  },
];

describe("values", () => {
  for (const one of cases) test(one.name, () => void checkInference(one));
});
