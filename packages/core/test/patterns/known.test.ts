import { describe, expect, test } from "vitest";
import { augmentation } from "../support/augmentation.js";
import { checkInference, type InferenceCase } from "../support/inference.js";
import {
  jwtCallback as jwt,
  sessionAugmentation,
  sessionCallback as session,
  tokenAugmentation,
} from "../support/texts.js";

/** Values whose type nobody knows, alone and beside others. */
const head = `type Role = "admin" | "member";
declare const anything: any, roles: Role[], maybe: { plan?: string } | undefined;
declare const said: unknown, row: { meta: unknown };`;

const told: readonly InferenceCase[] = [
  {
    name: "a fallback tells what an any does not",
    head,
    session: session('⟦S.role⟧session.role = anything.role ?? "user";'),
    fields: ["S.role: string"],
    augmentation: sessionAugmentation("role: string"),
  },
  {
    name: "one behind ||, of a type with several values",
    head,
    session: session("⟦S.role⟧session.role = anything || roles[0]!;"),
    fields: ["S.role: Role"],
    augmentation: sessionAugmentation('role: "admin" | "member"'),
  },
  {
    name: "one of the two between which a condition chooses",
    head,
    session: session("⟦S.count⟧session.count = roles.length > 0 ? anything.count : 0;"),
    fields: ["S.count: number"],
    augmentation: sessionAugmentation("count: number"),
  },
  {
    name: "a name that stands for an any and its fallback",
    head,
    session: session('const plan = anything.plan ?? maybe?.plan ?? "free";\n      ⟦S.plan⟧session.plan = plan;'),
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "an update whose payload is any, beside a sign-in that tells",
    head,
    jwt: jwt(
      'if (user) ⟦T.plan⟧token.plan = "free" as "free" | "pro";\n      if (trigger === "update") ⟦T.plan⟧token.plan = session.plan;',
    ),
    fields: ['T.plan: "free" | "pro"'],
    augmentation: tokenAugmentation('plan: "free" | "pro"'),
  },
  {
    name: "a refreshed token whose answer is any",
    head,
    jwt: jwt(
      'if (user) ⟦T.access⟧token.access = String(user.id);\n      if (user) return token;\n      const fresh = await (await fetch("/")).json();\n      ⟦T.access⟧token.access = fresh.access_token ?? token.access;',
    ),
    compilerOptions: { lib: ["es2022", "dom"] },
    fields: ["T.access: string"],
    augmentation: tokenAugmentation("access: string"),
  },
  {
    name: "an object that holds an any, beside one that tells",
    head,
    jwt: jwt(
      'if (user) ⟦T.own⟧token.own = { id: user.id, name: "a" };\n      if (trigger === "update") ⟦T.own⟧token.own = { id: "b", name: session.name };',
    ),
    fields: ["T.own: { id: string; name: string; }"],
    augmentation: tokenAugmentation("own: { id: string; name: string }"),
  },
  {
    name: "what its author says is unknown",
    head,
    session: session("⟦S.said⟧session.said = said;\n      ⟦S.meta⟧session.meta = row.meta;"),
    fields: ["S.said: unknown", "S.meta: unknown"],
    augmentation: sessionAugmentation("said: unknown", "meta: unknown"),
  },
];

const untold: readonly InferenceCase[] = [
  {
    name: "an any",
    head,
    session: session("⟦S.role⟧session.role = anything.role;"),
    fields: ["S.role: any"],
    unfixable: ["S.role"],
  },
  {
    name: "an any with no fallback but null",
    head,
    session: session("⟦S.role⟧session.role = anything.role ?? null;"),
    fields: ["S.role: any"],
    unfixable: ["S.role"],
  },
  {
    name: "an any beside an empty list",
    head,
    session: session("⟦S.roles⟧session.roles = anything.roles || [];"),
    fields: ["S.roles: any"],
    unfixable: ["S.roles"],
  },
  {
    name: "what a condition leaves of an unknown value",
    head: `${head}\ndeclare const loose: Record<string, unknown>;`,
    session: session("if (loose.id) ⟦S.id⟧session.id = loose.id;"),
    fields: ["S.id?: {}"],
    unfixable: ["S.id"],
  },
  {
    name: "a list of anything",
    head,
    session: session("⟦S.rows⟧session.rows = [anything];"),
    fields: ["S.rows: any[]"],
    unfixable: ["S.rows"],
  },
];

describe("what is known of a value is declared:", () => {
  for (const one of told) test(one.name, () => void checkInference(one));
});

describe("what nobody knows is left to its author:", () => {
  for (const one of untold) test(one.name, () => void checkInference(one));

  test("the finding says which expression is to be typed, and where", () => {
    const [first] = checkInference({
      name: "which",
      head,
      session: session("⟦S.role⟧session.role = anything.role;"),
      fields: ["S.role: any"],
      unfixable: ["S.role"],
    }).analysis().diagnostics;
    expect(first?.manual).toBe("Nobody knows the type of `anything.role`; give it one.");
    expect(first?.related.map(({ message, at }) => [message, at.column])).toEqual([
      ["`anything.role` has no known type", 22],
    ]);
  });
});

describe("a declaration that says nothing", () => {
  const types = "types/next-auth.d.ts";

  test("is corrected once the callbacks say something", () => {
    checkInference({
      name: "unknown",
      session: session('⟦S.role⟧session.role = "a";'),
      fields: ["S.role: string"],
      silent: ["S.role"],
      files: {
        [types]: augmentation({ session: ["role: unknown"] }).replace("role", "⟦no-mismatched-field⟧role"),
      },
      fixed: { [types]: augmentation({ session: ["role: string"] }) },
    });
  });

  test("is its author's choice where nobody knows more, and beside a wider type", () => {
    const silent = ["S.role", "S.list"];
    checkInference({
      name: "chosen",
      head,
      session: session("⟦S.role⟧session.role = anything; ⟦S.list⟧session.list = roles;"),
      fields: ["S.role: any", "S.list: Role[]"],
      silent,
      files: { [types]: augmentation({ session: ["role: unknown", "list: readonly unknown[]"] }) },
    });
  });
});

test("a right declaration is not corrected where nothing is known of the value", () => {
  checkInference({
    name: "right",
    head: "declare const loose: Record<string, unknown>;",
    session: session("if (loose.id) ⟦U.id⟧(session.user as any).id = loose.id;"),
    fields: ["U.id?: {}"],
    silent: ["U.id"],
    files: { "types/next-auth.d.ts": augmentation({ user: ["id?: number"] }) },
  });
});
