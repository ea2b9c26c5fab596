import { describe, expect, test } from "vitest";
import { augmentation } from "../support/augmentation.js";
import { checkMarked, type MarkedProject } from "../support/marked-project.js";

const types = "types/next-auth.d.ts";
const at = "⟦no-maybe-missing-field⟧";
const session = (body: string): string => `session({ session, token }) {
      ${body}
      return session;
    }`;

const invalid: readonly MarkedProject[] = [
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
    name: "a reader that relies on it keeps it",
    auth: { session: session("if (enabled) session.user.id = token.sub!;") },
    files: {
      [types]: augmentation({ user: [`⟦no-maybe-missing-field!⟧id: string`] }),
      "page.ts": `import type { Session } from "next-auth";
export const idOf = (session: Session): string => session.user.id;
`,
    },
    fixed: {},
  },
];

const valid: readonly MarkedProject[] = [
  {
    name: "written in a loop over all keys",
    auth: {
      session: session('for (const key of ["id", "role"] as const) session.user[key] = token.sub!;'),
    },
    files: { [types]: augmentation({ user: ["id: string", "role: string"] }) },
  },
  {
    name: "declared as optional",
    auth: { session: session("if (enabled) session.user.id = token.sub!;") },
    files: { [types]: augmentation({ user: ["id?: string"] }) },
  },
  {
    name: "declared to be undefined at times",
    auth: { session: session("if (enabled) session.user.id = token.sub!;") },
    files: { [types]: augmentation({ user: ["id: string | undefined"] }) },
  },
  {
    name: "assigned on every path",
    auth: { session: session("if (session.user) session.user.id = token.sub!;") },
    files: { [types]: augmentation({ user: ["id: string"] }) },
  },
  {
    name: "strictNullChecks are off",
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
    test(`says nothing: ${one.name}`, () => {
      checkMarked(one);
    });
  }

  test("says where it is assigned", () => {
    const [found] = checkMarked({
      name: "",
      auth: { session: session("if (enabled) session.user.id = token.sub!;") },
      files: { [types]: augmentation({ user: [`${at}id: string`] }) },
    }).analysis().diagnostics;
    expect(found?.related).toEqual([{ message: "assigned here", at: { file: "auth.ts", line: 8, column: 20 } }]);
  });
});
