import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { session } from "../support/auth-file.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const at = "⟦no-mismatched-field⟧";

const invalid: readonly MarkedCase[] = [
  {
    name: "a method where a text is assigned: left to its author",
    auth: { session: session('session.plan = "free";') },
    files: { [types]: augmentation({ session: ["⟦no-mismatched-field!⟧plan(): string"] }) },
  },
  {
    name: "a method of the user where a number is assigned: left to its author",
    auth: { session: session("session.user.seats = 3;") },
    files: { [types]: augmentation({ user: ["⟦no-mismatched-field!⟧seats(): number"] }) },
  },
  {
    name: "a field of another type",
    auth: { session: session("session.user.id = token.sub!;") },
    files: { [types]: augmentation({ user: [`${at}id: number`] }) },
    fixed: { [types]: augmentation({ user: ["id: string"] }) },
  },
  {
    name: "a field of session",
    auth: { session: session("session.expiresAt = Date.now();") },
    files: { [types]: augmentation({ session: [`${at}expiresAt: string`] }) },
    fixed: { [types]: augmentation({ session: ["expiresAt: number"] }) },
  },
  {
    name: "a field of the token, and what the session takes from there",
    auth: {
      jwt: "jwt({ token, user }) { if (user) token.id = user.id; return token; }",
      session: session("session.user.id = token.id;"),
    },
    files: { [types]: augmentation({ user: [`${at}id: number`], token: [`${at}id: number`] }) },
    fixed: { [types]: augmentation({ user: ["id: string"], token: ["id: string"] }) },
  },
  {
    name: "a field that may be undefined, which keeps its type and becomes optional",
    auth: {
      jwt: "jwt({ token, account }) { if (account) token.accessToken = account.access_token; return token; }",
    },
    files: { [types]: augmentation({ token: [`${at}accessToken: string`] }) },
    fixed: { [types]: augmentation({ token: ["accessToken?: string"] }) },
  },
  {
    name: "null",
    auth: { session: session("session.label = token.name ?? null;") },
    files: { [types]: augmentation({ session: [`${at}label: string`] }) },
    fixed: { [types]: augmentation({ session: ["label: string | null"] }) },
  },
  {
    name: "a narrower union",
    auth: { session: session('session.plan = token.plan as "free" | "pro" | "team";') },
    files: {
      [types]: augmentation({ session: [`${at}plan: "free" | "pro"`], token: ["plan?: unknown"] }),
    },
    fixed: { [types]: augmentation({ session: ['plan: "free" | "pro" | "team"'], token: ["plan?: unknown"] }) },
  },
  {
    name: "an object's shape",
    auth: { session: session("session.org = { id: 1, name: String(token.sub) };") },
    files: { [types]: augmentation({ session: [`${at}org: { id: string; name: string }`] }) },
    fixed: { [types]: augmentation({ session: ["org: { id: number; name: string }"] }) },
  },
  {
    name: "an enum of another file, which is imported",
    auth: { head: 'import { Plan } from "./plan";', session: session("session.plan = Plan.Free;") },
    files: {
      "plan.ts": 'export enum Plan { Free = "free", Pro = "pro" }\n',
      [types]: augmentation({ session: [`${at}plan: number`] }),
    },
    fixed: {
      [types]: augmentation({ session: ["plan: Plan"] }).replace(
        "export {};\n",
        'import type { Plan } from "../plan";\n\nexport {};\n',
      ),
    },
  },
  {
    name: "an optional field, which stays optional",
    auth: { session: session("session.user.id = token.sub!;") },
    files: { [types]: augmentation({ user: [`${at}id?: number`] }) },
    fixed: { [types]: augmentation({ user: ["id?: string"] }) },
  },
];

const valid: readonly MarkedCase[] = [
  {
    name: "a field of a wider type",
    auth: { session: session("session.user.id = token.sub!;") },
    files: { [types]: augmentation({ user: ["id: string | number"] }) },
  },
  {
    name: "a field of which the value is any or unknown",
    auth: { session: session('session.a = JSON.parse("1");\n      session.b = token.b as any;') },
    files: { [types]: augmentation({ session: ["a: number", "b: string"], token: ["b?: unknown"] }) },
  },
  {
    name: "a declared any",
    auth: { session: session("session.a = 1;") },
    files: { [types]: augmentation({ session: ["a: any"] }) },
  },
  {
    name: "a literal of a declared union",
    auth: { session: session('session.plan = "free";') },
    files: { [types]: augmentation({ session: ['plan: "free" | "pro"'] }) },
  },
  {
    name: "undefined where strictNullChecks are off",
    auth: { session: session("session.user.id = token.sub;") },
    files: { [types]: augmentation({ user: ["id: string"] }) },
    options: { compilerOptions: { strict: false } },
  },
];

describe("no-mismatched-field", () => {
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

  test("the message says what is declared, what is assigned, and where", () => {
    const [found] = checkMarked({
      auth: { session: session("session.user.id = token.sub!;") },
      files: { [types]: augmentation({ user: [`${at}id: number`] }) },
    }).analysis().diagnostics;
    expect(found?.message).toBe("`session.user.id` is declared as `number`, but the callbacks assign `string`.");
    expect(found?.related).toEqual([{ message: "assigned here", at: { file: "auth.ts", line: 8, column: 7 } }]);
  });

  test("a reader that relies on the declared type keeps it, and the finding names the reader", () => {
    const made = checkMarked({
      auth: { session: session("session.user.id = token.sub!;") },
      files: {
        [types]: augmentation({ user: ["⟦no-mismatched-field!⟧id: number"] }),
        "page.ts": `import type { Session } from "next-auth";
export const idOf = (session: Session): number => session.user.id;
`,
      },
      fixed: {},
    });
    expect(made.analysis().diagnostics[0]?.manual).toMatch(/page\.ts:2/);
  });
});
