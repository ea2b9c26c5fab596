import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked } from "../support/marked-project.js";

const head = 'import { build, tracing, traced, withDefaults } from "@acme/tracing";';
const missing =
  '"@acme/tracing" cannot be found, or lacks what is imported from it: nothing is said of what rests on its types. Install or generate it, and run again.';

interface Callbacks {
  readonly session?: string;
  readonly jwt?: string;
  /** The whole `callbacks`, where they are not written one by one. */
  readonly all?: string;
  readonly declared?: string;
  readonly more?: Readonly<Record<string, string>>;
}

/** Checks the marked findings, and that the module is named once. */
function check({ session, jwt, all, declared, more = {} }: Callbacks): ReturnType<typeof checkMarked> {
  const each = [session, jwt].filter((one) => one !== undefined).join(",\n    ");
  const made = checkMarked({
    files: {
      "auth.ts": `import type { NextAuthOptions } from "next-auth";
${head}

declare const is: boolean;
export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: ${all ?? `{\n    ${each},\n  }`},
};
export const used: unknown = [build, tracing, traced, withDefaults, is];
`,
      ...(declared !== undefined && { [types]: declared }),
      ...more,
    },
  });
  expect(made.analysis().problems.map(({ message }) => message)).toEqual([missing]);
  return made;
}

const set = 'session.plan = "free";';
const found = '⟦no-undeclared-field⟧session.plan = "free";';

describe("a wrapper that does not resolve", () => {
  test.each<[name: string, session: string]>([
    ["returned", `session({ session }) { return traced(async () => { ${found} return session; }); }`],
    ["awaited and returned", `async session({ session }) { return await traced(() => { ${found} return session; }); }`],
    [
      "awaited, and returned by a name",
      `async session({ session }) { const made = await traced(() => { ${found} return session; }); return made; }`,
    ],
    [
      "returned by a name, and not awaited",
      `session({ session }) { const made = traced(async () => { ${found} return session; }); return made; }`,
    ],
    [
      "beside a name and options",
      `session({ session }) { return traced("session", { level: 1 }, async () => { ${found} return session; }); }`,
    ],
    ["a method", `session({ session }) { return tracing.span(async () => { ${found} return session; }); }`],
    ["what it makes is called", `session: ({ session }) => build("x")(async () => { ${found} return session; })`],
    [
      "a new object",
      `session: ({ session }) => traced(async () => ({ ...session, ⟦no-undeclared-field⟧plan: "free" }))`,
    ],
    [
      "one inside the other",
      `session: ({ session }) => traced("a", () => traced("b", () => { ${found} return session; }))`,
    ],
    [
      "chained",
      `session: ({ session }) => traced(async () => { ${found} return session; }).then((one: unknown) => one)`,
    ],
    [
      "awaited for its effect",
      `async session({ session }) { await traced(async () => { ${found} }); return session; }`,
    ],
  ])("a function inside it is followed: %s", (_, session) => {
    check({ session });
  });

  test("a function of `jwt` inside it is followed", () => {
    check({
      jwt: "async jwt({ token, user }) { return traced(async () => { if (user) ⟦no-untyped-token⟧token.id = user.id; return token; }); }",
    });
  });

  test.each<[name: string, callbacks: Callbacks]>([
    ["the callback itself", { session: `session: traced(async ({ session }) => { ${found} return session; })` }],
    [
      "the callback itself, with a name before it",
      { session: `session: traced("session", async ({ session }) => { ${found} return session; })` },
    ],
    [
      "the callback itself, in two wrappers",
      { session: `session: tracing.a(build("b")(async ({ session }) => { ${found} return session; }))` },
    ],
    ["all callbacks", { all: `withDefaults({ session({ session }) { ${found} return session; } })` }],
    [
      "all callbacks, one of them in a wrapper of its own",
      { all: `withDefaults({ session: traced(({ session }) => { ${found} return session; }) })` },
    ],
    [
      "a function with a name",
      {
        all: `{ session: traced(fill) },
};
function fill({ session }: any) { ${found} return session; }
export const others = {`,
      },
    ],
  ])("it is seen through around %s", (_, callbacks) => {
    check(callbacks);
  });

  test("`fix` declares what the function assigns", () => {
    const made = check({
      session: `session: traced(async ({ session, token }) => { ${found.replace('"free"', "token.sub")} return session; })`,
    });
    expect(made.fixed().files["next-auth.d.ts"]).toContain("plan?: string;");
    expect(made.fixed().fixed().files).toEqual(made.fixed().files);
  });
});

describe("a declared field beside a wrapper that does not resolve", () => {
  const declared = augmentation({ session: ["plan: string", "seats: number"] });
  test.each<[name: string, callbacks: Callbacks]>([
    [
      "that is assigned",
      { session: `session: ({ session }) => traced(() => { ${set} session.seats = 1; return session; })` },
    ],
    ["that the wrapper may assign", { session: `session: ({ session }) => traced(() => { ${set} return session; })` }],
    ["that the wrapper around the callback may assign", { session: "session: traced(({ session }) => session)" }],
    [
      "that is assigned on some paths, and that the wrapper around the callback may assign",
      { session: `session: traced(({ session }) => { if (is) ${set} return session; })` },
    ],
    [
      "that the wrapper around all callbacks may assign",
      { all: "withDefaults({ session: ({ session }) => session })" },
    ],
    ["that another callback may assign", { all: "withDefaults({ signIn: () => true })" }],
    ["where nothing is returned", { session: `session: traced(async ({ session }) => { ${set} })` }],
    [
      "where nobody knows which function is the callback",
      { session: "session: traced(({ session }) => session, () => undefined)" },
    ],
    [
      "where the session itself is handed on",
      { session: `async session({ session }) { return traced(session, async () => { ${set} return session; }); }` },
    ],
    [
      "with parameters of the wrapper's own",
      { session: `session: traced(async (session, context) => { ${set} return session; })` },
    ],
  ])("a field %s is not reported", (_, callbacks) => {
    check({ ...callbacks, declared });
  });
});

test("a field is not reported if nobody can tell whether the wrapper's function has run", () => {
  checkMarked({
    auth: {
      head,
      session: `session({ session }) { traced(() => { ${set} }); return session; }`,
    },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  });
});

test("a wrapper of type `any` is the author's choice and is not seen through", () => {
  checkMarked({
    auth: {
      head: "declare const wrapped: any;",
      session: `session: wrapped(({ session }: any) => { ${set} return session; })`,
    },
  });
});
