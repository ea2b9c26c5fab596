import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose/diagnose.js";
import type { AnalyzeOptions } from "../../src/index.js";
import { fieldsToChange, fieldsNeedingReaders } from "../../src/diagnose/fields-needing-readers.js";
import { augmentation } from "../support/augmentation.js";
import { authFile, helpers, type AuthParts } from "../support/auth-file.js";
import { project } from "../support/project.js";
import type { FieldNames } from "../../src/api/workspace.js";

const session = (body: string): string => `session({ session, token }) {\n      ${body}\n    }`;

interface Case {
  readonly name: string;
  readonly auth: AuthParts;
  readonly declared?: string;
  readonly options?: AnalyzeOptions;
  readonly names: FieldNames;
  /** Those whose readers have a say in nothing but whether the declaration can change; none unless it says so. */
  readonly toChange?: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: "an undeclared field that came in with a whole row",
    auth: {
      head: "declare const row: { plan: string; seats: number };",
      session: session("session.user.id = token.sub!;\n      return { ...session, ...row };"),
    },
    declared: augmentation({ session: ["plan: string"], user: ["id: string"] }),
    names: ["seats"],
  },
  {
    name: "a field whose declaration is to change",
    auth: { session: session('session.plan = "free";\n      session.user.id = token.sub!;\n      return session;') },
    declared: augmentation({ session: ["plan: number"], user: ["id: string"] }),
    names: [],
    toChange: ["plan"],
  },
  {
    name: "not a field with a wrong value, but the user around it",
    auth: { session: session("session.since = new Date();\n      return session;") },
    declared: augmentation({ session: ["since: Date"] }),
    // Of the user, whom the library always puts there, they say whether one of them relies on that.
    names: ["user"],
  },
  {
    name: "every field if an ineffective augmentation begins to take effect",
    auth: { session: session('session.plan = "free";\n      return session;') },
    declared: augmentation({ session: ["plan: string"] }).replace('"next-auth"', '"next-auth/types"'),
    names: "all",
  },
  {
    name: "every declared field of the session if casts in readers are looked for",
    auth: { session: session('session.plan = "free";\n      session.user.id = token.sub!;\n      return session;') },
    declared: augmentation({ session: ["plan: string"], user: ["id: string"], token: ["rank?: number"] }),
    options: { rules: { "no-reader-cast": "warn" } },
    names: ["plan", "id"],
  },
  {
    name: "the library's fields that an own user leaves out",
    auth: { session: session("session.user = { id: token.sub! };\n      return session;") },
    declared: augmentation({ session: ["user: { id: string; name?: string }"] }),
    names: ["email", "image"],
  },
];

describe("fields that only the readers of the session decide about:", () => {
  test.each(cases)("$name", ({ auth, declared, options = {}, names, toChange = [] }) => {
    const files = { "auth.ts": authFile(auth), "helpers.ts": helpers, ...(declared && { "next-auth.d.ts": declared }) };
    const diagnosis = diagnose(project(files).workspace(), options);
    expect(diagnosis && fieldsNeedingReaders(diagnosis)).toEqual(names);
    expect(diagnosis && fieldsToChange(diagnosis)).toEqual(toChange);
  });
});
