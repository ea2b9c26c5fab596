import path from "node:path";
import { describe, expect, test } from "vitest";
import { patterns } from "../patterns/rows/index.js";
import { project } from "../support/project.js";
import { stripAndRestore } from "../support/strip-and-restore.js";
import type { Outcome } from "../support/strip.js";
import { storedUsers } from "./adapters.js";
import { appOfRow, appsIn, v5, type RightApp } from "./app.js";
import { otherApps, signInApps } from "./apps.js";
import { namedLiterals, selfFed, vagueUsers } from "./kinds.js";

const cases = path.join(import.meta.dirname, "../fixtures/cases");

const guides = path.join(import.meta.dirname, "../../../../test/guides");

/** Every app whose declarations are right. */
const groups: Readonly<Record<string, readonly RightApp[]>> = {
  "sign-in": signInApps,
  "other values": otherApps,
  "users whose maker says too little": vagueUsers,
  "stored users": storedUsers,
  "literals beside a type": namedLiterals,
  "fields that feed themselves": selfFed,
  "pattern rows": patterns.flatMap(({ row, cases: rows }) => rows.flatMap((one) => appOfRow(row, one) ?? [])),
  guides: appsIn(guides, ["auth-js-refresh-jwt", "t3"]).map(({ files, ...app }) => ({
    ...app,
    // What their dependencies are to those who read the session; the one guide imports the module of the token nowhere.
    files: {
      ...files,
      "react.d.ts": 'declare module "react" {\n  export function cache<F>(made: F): F;\n}\n',
      "token.ts": 'export type { JWT } from "next-auth/jwt";\n',
    },
    options: v5,
  })),
  fixtures: appsIn(cases, ["both-jwt-modules", "narrowed-unknown", "one-reader-refuses", "token-spread"]),
};

/** The members that do not come back, and why. */
const notRestored: Readonly<Record<string, string>> = {
  "auth-js-refresh-jwt: Session.error":
    "Its one value is a literal, which is declared as a `string`: others may be assigned later.",
  "auth-js-refresh-jwt: JWT.error": "The same.",
  "narrowed-unknown: Session.user.userId": "What it is made of is `any`.",
  "one-reader-refuses: JWT.sessionId": "No callback assigns it: another file mints tokens that hold it.",
  "token-spread: Session.user.id": "What `authorize` returns is `any`.",
  "token-spread: Session.user.email": "The same; the library's own `email` says less.",
  "token-spread: Session.user.name": "The same of `name`.",
  "token-spread: Session.user.status": "What `authorize` returns is `any`.",
  "token-spread: Session.user.avatar": "What `authorize` returns is `any`.",
  "token-spread: Session.authorization": "What `authorize` returns is `any`.",
  "token-spread: JWT.user": "What `authorize` returns is `any`.",
  "token-spread: JWT.authorization": "What `authorize` returns is `any`.",
};

/** The members that could be left out before and cannot any more, and what shows that. */
const stronger: Readonly<Record<string, string>> = {
  "both-jwt-modules: Session.user.userId": "The token always holds a number, so that the test of it is no condition.",
  "both-jwt-modules: JWT.userId": "Every sign-in assigns it.",
};

/** The share of the members that must come back. */
const wanted = 0.95;

const found: { readonly name: string; readonly outcome: Outcome }[] = [];

describe.each(Object.entries(groups))("%s", (_, apps) => {
  test.each(apps.map((app, index) => [app.name, app, index % 2 === 0 ? "stay" : "go"] as const))(
    "%s: members that are not listed as lost come back",
    (name, app, blocks) => {
      const made = project(app.files, app.options);
      const { outcomes } = stripAndRestore(made, app.options ?? {}, blocks);
      const counted = outcomes.filter(({ member }) => app.members?.includes(member) !== false);
      expect(counted.length).toBeGreaterThan(0);
      found.push(...counted.map((outcome) => ({ name, outcome })));
      const listed = (list: Readonly<Record<string, string>>): string[] =>
        counted.map(({ member }) => member).filter((member) => `${name}: ${member}` in list);
      const those = (verdicts: readonly Outcome["verdict"][]): string[] =>
        counted.filter(({ verdict }) => verdicts.includes(verdict)).map(({ member }) => member);
      expect(those(["missing", "other", "weaker"]), JSON.stringify(counted, undefined, 1)).toEqual(listed(notRestored));
      expect(those(["stronger"])).toEqual(listed(stronger));
    },
  );
});

test("nearly all stripped members come back", () => {
  const names = new Set([...Object.keys(notRestored), ...Object.keys(stronger)]);
  const asked = new Set(found.map(({ name, outcome }) => `${name}: ${outcome.member}`));
  expect([...names].filter((name) => !asked.has(name))).toEqual([]);
  const isRestored = ({ verdict }: Outcome): boolean => verdict === "same" || verdict === "stronger";
  const restored = found.filter(({ outcome }) => isRestored(outcome)).length;
  expect(restored / found.length, `${String(restored)} of ${String(found.length)}`).toBeGreaterThanOrEqual(wanted);
});
