import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose/diagnose.js";
import type { AnalyzeOptions } from "../../src/index.js";
import { augmentation, types } from "../support/augmentation.js";
import { authFile, helpers, session, type AuthParts } from "../support/auth-file.js";
import { project, type ProjectOptions } from "../support/project.js";

const plan = { session: session('session.plan = "free";') };

interface Given extends ProjectOptions {
  readonly settings?: AnalyzeOptions;
}

/** What the rules find, in their order: `no-undeclared-field error`. */
function found(auth: AuthParts, files: Readonly<Record<string, string>>, { settings = {}, ...options }: Given = {}) {
  const all = { "auth.ts": authFile(auth), "helpers.ts": helpers, ...files };
  return diagnose(project(all, options).workspace(), settings)?.findings.map(
    ({ rule, severity }) => `${rule.name} ${severity}`,
  );
}

test("a program without a config has no diagnosis", () => {
  expect(diagnose(project({ "page.ts": "export {};\n" }).workspace(), {})).toBeUndefined();
});

describe("the severity of a finding", () => {
  const auth = { jwt: 'jwt({ token }) { token.plan = "free"; return token; }', ...plan };

  test("the rule gives the severity", () => {
    expect(found(auth, {})).toEqual(["no-undeclared-field error", "no-untyped-token warn"]);
  });

  test("the settings give the severity, or switch the rule off", () => {
    const settings = { rules: { "no-undeclared-field": "warn", "no-untyped-token": "off" } } as const;
    expect(found(auth, {}, { settings })).toEqual(["no-undeclared-field warn"]);
  });

  test("the settings switch on a rule that is off by default", () => {
    const secret = {
      session: session("session.accessToken = String(token.sub);"),
    };
    const files = { [types]: augmentation({ session: ["accessToken: string"] }) };
    expect(found(secret, files)).toEqual([]);
    expect(found(secret, files, { settings: { rules: { "no-secret-in-session": "error" } } })).toEqual([
      "no-secret-in-session error",
    ]);
  });
});

describe("an ineffective augmentation", () => {
  const inVain = {
    [types]: augmentation({ session: ["plan: string"] }).replace('"next-auth"', '"next-auth/types"'),
  };

  test("the augmentation is the only finding about its fields", () => {
    expect(found(plan, inVain)).toEqual(["no-ineffective-augmentation error"]);
  });

  test("its fields count as undeclared if the rule is off", () => {
    const settings = { rules: { "no-ineffective-augmentation": "off" } } as const;
    expect(found(plan, inVain, { settings })).toEqual(["no-undeclared-field error"]);
  });

  test("an augmentation that hides the library hides the other findings, but no other one does", () => {
    const hiding = { "next-auth.d.ts": augmentation({ session: ["seats?: number"] }) };
    const options = { compilerOptions: { baseUrl: ".", ignoreDeprecations: "6.0" } };
    expect(found(plan, hiding, options)).toEqual(["no-ineffective-augmentation error"]);
    const seats = { session: session('session.plan = "free";', "session.seats = 3;") };
    expect(found(seats, inVain)).toEqual(["no-undeclared-field error", "no-ineffective-augmentation error"]);
  });
});

describe("an augmentation in a file outside the program", () => {
  const include = ["*.ts"];
  const outside = (comment: string): Record<string, string> => ({
    [types]: augmentation({ session: ["plan: string"] }).replace("declare module", `${comment}declare module`),
  });

  test("the file is reported only if what it declares is missing", () => {
    expect(found(plan, outside(""), { include })).toEqual(["no-ineffective-augmentation error"]);
    const declared = { "next-auth.d.ts": augmentation({ session: ["plan: string"] }) };
    expect(found(plan, { ...outside(""), ...declared }, { include })).toEqual([]);
    expect(found({ session: session() }, outside(""), { include })).toEqual([]);
  });

  test("a directive in the file says that it is meant to be outside", () => {
    const comment = "// typed-session-disable-next-line no-ineffective-augmentation -- of the old app\n";
    expect(found(plan, outside(comment), { include })).toEqual([]);
  });
});

test("a missing place for a new file lays nothing over the program", () => {
  expect(found(plan, {}, { include: ["auth.ts", "helpers.ts"] })).toEqual(["no-undeclared-field error"]);
});
