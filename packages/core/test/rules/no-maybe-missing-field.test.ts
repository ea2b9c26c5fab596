import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { session } from "../support/auth-file.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const at = "⟦no-maybe-missing-field⟧";

/** A callback that does something only where a row is found. */
const conditional = (write: string): string => `async jwt({ token }) {
      const row = await Promise.resolve(enabled ? { id: "1" } : undefined);
      if (row) {
        ${write};
      }
      return token;
    }`;

const invalid: readonly MarkedCase[] = [
  {
    name: "a field of session.user",
    auth: { session: session("if (enabled) session.user.id = token.sub!;") },
    files: { [types]: augmentation({ user: [`${at}id: string`] }) },
    fixed: { [types]: augmentation({ user: ["id?: string"] }) },
  },
  {
    name: "a field of session",
    auth: { session: session('if (token.name) session.plan = "free";') },
    files: { [types]: augmentation({ session: [`${at}plan: "free" | "pro"`] }) },
    fixed: { [types]: augmentation({ session: ['plan?: "free" | "pro"'] }) },
  },
  {
    name: "a field of the token",
    auth: { jwt: 'jwt({ token, trigger }) { if (trigger === "update") token.theme = "dark"; return token; }' },
    files: { [types]: augmentation({ token: [`${at}theme: string`] }) },
    fixed: { [types]: augmentation({ token: ["theme?: string"] }) },
  },
  {
    name: "several in one interface",
    auth: {
      session: session(
        'if (enabled) {\n        session.user.id = token.sub!;\n        session.user.role = "admin";\n      }',
      ),
    },
    files: { [types]: augmentation({ user: [`${at}id: string`, "team?: string", `${at}role: string`] }) },
    fixed: { [types]: augmentation({ user: ["id?: string", "team?: string", "role?: string"] }) },
  },
  {
    name: "a field that a reader relies on, without a fix",
    auth: { session: session("if (enabled) session.user.id = token.sub!;") },
    files: {
      [types]: augmentation({ user: [`⟦no-maybe-missing-field!⟧id: string`] }),
      "page.ts": `import type { Session } from "next-auth";
export const idOf = (session: Session): string => session.user.id;
`,
    },
    fixed: {},
  },
  {
    name: "what is made of a field that may be missing",
    auth: { jwt: conditional("token.id = row.id"), session: session("session.user.id = token.id;") },
    files: { [types]: augmentation({ user: [`${at}id: string`], token: [`${at}id: string`] }) },
    fixed: { [types]: augmentation({ user: ["id?: string"], token: ["id?: string"] }) },
  },
  {
    name: "what a type without a question mark makes of such a field",
    auth: { jwt: conditional("token.id = row.id"), session: session("session.user.id = token.id;") },
    files: { [types]: augmentation({ user: [`${at}id: string | null`], token: [`${at}id: string`] }) },
    fixed: { [types]: augmentation({ user: ["id?: string | null"], token: ["id?: string"] }) },
  },
  {
    name: "what is made of such a field through a local variable",
    auth: {
      jwt: conditional("token.id = row.id"),
      session: session("const { id } = token;\n      session.user.id = id;"),
    },
    files: { [types]: augmentation({ user: [`${at}id: string`], token: [`${at}id: string`] }) },
    fixed: { [types]: augmentation({ user: ["id?: string"], token: ["id?: string"] }) },
  },
  {
    name: "a field whose type is wrong too, as mismatched",
    auth: { jwt: conditional("token.id = row.id"), session: session("session.user.id = token.id;") },
    files: { [types]: augmentation({ user: ["⟦no-mismatched-field⟧id: number"], token: [`${at}id: string`] }) },
    fixed: { [types]: augmentation({ user: ["id?: string"], token: ["id?: string"] }) },
  },
  {
    name: "a possibly missing field of its author's own type, as mismatched",
    auth: { session: session("session.user.id = token.name ?? undefined;") },
    files: { [types]: augmentation({ user: ["⟦no-mismatched-field⟧id: string"] }) },
    fixed: { [types]: augmentation({ user: ["id?: string"] }) },
  },
];

const valid: readonly MarkedCase[] = [
  {
    name: "a field written in a loop over all keys",
    auth: {
      session: session('for (const key of ["id", "role"] as const) session.user[key] = token.sub!;'),
    },
    files: { [types]: augmentation({ user: ["id: string", "role: string"] }) },
  },
  {
    name: "a field declared as optional",
    auth: { session: session("if (enabled) session.user.id = token.sub!;") },
    files: { [types]: augmentation({ user: ["id?: string"] }) },
  },
  {
    name: "a field declared as possibly undefined",
    auth: { session: session("if (enabled) session.user.id = token.sub!;") },
    files: { [types]: augmentation({ user: ["id: string | undefined"] }) },
  },
  {
    name: "a field assigned on every path",
    auth: { session: session("if (session.user) session.user.id = token.sub!;") },
    files: { [types]: augmentation({ user: ["id: string"] }) },
  },
  {
    name: "a field without strictNullChecks",
    auth: { session: session("if (enabled) session.user.id = token.sub;") },
    files: { [types]: augmentation({ user: ["id: string"] }) },
    options: { compilerOptions: { strict: false } },
  },
  {
    name: "a base field declared as required",
    auth: { session: session('if (enabled) session.user.name = "Ann";') },
    files: { [types]: augmentation({ user: ["name: string"] }) },
  },
];

describe("no-maybe-missing-field", () => {
  for (const one of invalid) {
    test(`reports: ${one.name}`, () => {
      checkMarked(one);
    });
  }
  for (const one of valid) {
    test(`does not report: ${one.name}`, () => {
      checkMarked(one);
    });
  }

  test("the finding names the place that assigns the field", () => {
    const [found] = checkMarked({
      auth: { session: session("if (enabled) session.user.id = token.sub!;") },
      files: { [types]: augmentation({ user: [`${at}id: string`] }) },
    }).analysis().diagnostics;
    expect(found?.related).toEqual([{ message: "assigned here", at: { file: "auth.ts", line: 8, column: 20 } }]);
  });
});

describe("a second instance of next-auth 5, beside one that fills a required field:", () => {
  /** The second instance, and whether the token's and the session's field are then there at all times. */
  interface Second {
    readonly name: string;
    readonly second: string;
    readonly token: boolean;
    readonly session: boolean;
  }
  const fill = "session({ session, token }) { session.user.role = token.role; return session; }";
  const make = 'jwt({ token }) { token.role = "admin"; return token; }';
  const authorized = "callbacks: { authorized: ({ auth }) => auth !== null }";
  const reading = 'callbacks: { authorized: ({ auth }) => auth?.user.role === "admin" }';
  const instance = (rest: string): string => `NextAuth({ providers: [GitHub], ${rest} })`;
  const cases: readonly Second[] = [
    { name: "none", second: "export {};", token: true, session: true },
    {
      name: "it fills no session, and nobody reads the field there",
      second: `export const { auth: middleware } = ${instance(authorized)};`,
      token: true,
      session: true,
    },
    {
      name: "it only reads, and fills no session",
      second: `export const { auth: middleware } = ${instance(reading)};`,
      token: true,
      session: false,
    },
    {
      name: "the same, exported at once",
      second: `export default ${instance(reading)}.auth;`,
      token: true,
      session: false,
    },
    {
      name: "the same, with a config that has a name",
      second: `const config = { providers: [GitHub], ${reading} } satisfies NextAuthConfig;\nexport const { auth } = NextAuth(config);`,
      token: true,
      session: false,
    },
    {
      name: "it only reads, and fills the session",
      second: `export const { auth } = ${instance(`callbacks: { ${fill} }`)};`,
      token: true,
      session: true,
    },
    {
      name: "it only reads, and its jwt makes another field",
      second: `export const { auth } = ${instance(`callbacks: { jwt({ token }) { token.sub = "1"; return token; }, ${fill} }`)};`,
      token: true,
      session: true,
    },
    {
      name: "people sign in with it too",
      second: `export const { auth, handlers } = ${instance(`callbacks: { ${fill} }`)};`,
      token: false,
      session: true,
    },
    {
      name: "nobody can tell what is done with it",
      second: `export const second = ${instance(`callbacks: { ${fill} }`)};`,
      token: false,
      session: true,
    },
    {
      name: "all of it is taken",
      second: `export const { auth, ...others } = ${instance(`callbacks: { ${make} }`)};`,
      token: true,
      session: false,
    },
  ];
  test.each(cases)("$name", ({ second, token, session }) => {
    const at = (isAlwaysThere: boolean): string => (isAlwaysThere ? "" : "⟦no-maybe-missing-field⟧");
    checkMarked({
      options: { nextAuth: "5.0.0-beta.32" },
      files: {
        "auth.ts": `import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";
import type {} from "next-auth/jwt";
export const { auth, handlers } = NextAuth({ providers: [GitHub], callbacks: { ${make}, session({ session, token }) { session.user.role = token.role ?? "none"; return session; } } });
`,
        "middleware.ts": `import NextAuth, { type NextAuthConfig } from "next-auth";
import GitHub from "next-auth/providers/github";
export const used: unknown = [NextAuth, GitHub] satisfies unknown as NextAuthConfig;
${second.replaceAll("token.role;", 'token.role ?? "none";')}
`,
        "types.d.ts": `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { ${at(session)}role: string } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    ${at(token)}role: string;
  }
}
`,
      },
    });
  });

  test("the finding names the instance that lacks the field", () => {
    const made = checkMarked({
      options: { nextAuth: "5.0.0-beta.32" },
      files: {
        "auth.ts": `import NextAuth from "next-auth";
export const { auth, handlers } = NextAuth({ providers: [], callbacks: { session({ session }) { session.plan = "a"; return session; } } });
export const { auth: middleware } = NextAuth({ providers: [], callbacks: { authorized: ({ auth }) => auth?.plan === "a" } });

declare module "next-auth" {
  interface Session {
    ⟦no-maybe-missing-field⟧plan: string;
  }
}
`,
      },
    });
    expect(
      made.analysis().diagnostics.map(({ message, related }) => [message, related.map((one) => one.message)]),
    ).toEqual([
      [
        "`session.plan` is declared as required, but not every config assigns it: readers may get `undefined`.",
        ["assigned here", "no callback of this config assigns it", "read here from a session without it"],
      ],
    ]);
    expect(made.analysis().diagnostics[0]?.related.map(({ at }) => at.line)).toEqual([2, 3, 3]);
  });
});
