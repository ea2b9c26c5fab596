import { describe, expect, test } from "vitest";
import { types } from "../support/augmentation.js";
import { authFile, helpers } from "../support/auth-file.js";
import { checkMarked } from "../support/marked-project.js";
import { project } from "../support/project.js";

describe("the text of a type in a declaration:", () => {
  const declaring = (member: string, ...imports: string[]): string =>
    `${imports.length > 0 ? imports.map((line) => `${line}\n`).join("") : "export {};\n"}
declare module "next-auth" {
  interface Session {
    ${member};
  }
}
`;
  const roles = `export type Role = "admin" | "member";
export enum Plan { Free, Pro }
export interface Org { id: string; owner: { name: string } }
export class Team { constructor(readonly name: string) {} }
type Hidden = { secret: true };
export const hidden: Hidden = { secret: true };
export const role = (): Role => "admin";
export const org = (): Org => ({ id: "1", owner: { name: "Ann" } });
`;
  const cases: readonly (readonly [name: string, value: string, head: string, text: string])[] = [
    [
      "an alias",
      "role()",
      'import { role } from "./lib/roles";',
      declaring("value: Role", 'import type { Role } from "../lib/roles";'),
    ],
    [
      "an enum",
      "Plan.Free",
      'import { Plan } from "./lib/roles";',
      declaring("value: Plan", 'import type { Plan } from "../lib/roles";'),
    ],
    [
      "an interface",
      "org()",
      'import { org } from "./lib/roles";',
      declaring("value: Org", 'import type { Org } from "../lib/roles";'),
    ],
    [
      "a class",
      'new Team("a")',
      'import { Team } from "./lib/roles";',
      declaring("value: Team", 'import type { Team } from "../lib/roles";'),
    ],
    [
      "an array of an interface",
      "[org()]",
      'import { org } from "./lib/roles";',
      declaring("value: Org[]", 'import type { Org } from "../lib/roles";'),
    ],
    [
      "a generic of an alias",
      "new Map([[1, role()]])",
      'import { role } from "./lib/roles";',
      declaring("value: Map<number, Role>", 'import type { Role } from "../lib/roles";'),
    ],
    [
      "an alias that is not exported",
      "hidden",
      'import { hidden } from "./lib/roles";',
      declaring("value: { secret: true }"),
    ],
    [
      "a part of an interface",
      "org().owner",
      'import { org } from "./lib/roles";',
      declaring("value: { name: string }"),
    ],
    [
      "a union of objects",
      'enabled ? { a: 1 } : { b: "b" }',
      "",
      declaring("value: { a: number; b?: undefined } | { b: string; a?: undefined }"),
    ],
    ["a tuple", '[1, "a"] as [number, string]', "", declaring("value: [number, string]")],
    ["a readonly array", "list", "", declaring("value: readonly string[]")],
    [
      "a bigint and a symbol-free object",
      "{ big: 1n, deep: { on: true } }",
      "",
      declaring("value: { big: bigint; deep: { on: boolean } }"),
    ],
  ];
  for (const [name, value, head, text] of cases) {
    test(name, () => {
      checkMarked({
        auth: {
          head,
          session: `session({ session }) { ⟦no-undeclared-field⟧session.value = ${value}; return session; }`,
        },
        files: { "lib/roles.ts": roles, "types/global.d.ts": "declare const build: string;\n" },
        // Whether the value comes through JSON has no part in how its type is written.
        options: { analyze: { rules: { "no-unserializable-field": "off" } } },
        fixed: { [types]: text },
      });
    });
  }

  test("a type is never printed as any", () => {
    const made = project({
      "auth.ts": authFile({
        head: "declare const anything: any;",
        session: "session({ session }) { session.value = anything; session.list = [anything]; return session; }",
      }),
      "helpers.ts": helpers,
    });
    for (const { after } of made.analysis().fix.changes) expect(after).not.toMatch(/\bany\b/);
  });
});
