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

describe("how grave a finding is", () => {
  const auth = { jwt: 'jwt({ token }) { token.plan = "free"; return token; }', ...plan };

  test("its rule says", () => {
    expect(found(auth, {})).toEqual(["no-undeclared-field error", "no-untyped-token warn"]);
  });

  test("the settings say where they name the rule, or nothing is found at all", () => {
    const settings = { rules: { "no-undeclared-field": "warn", "no-untyped-token": "off" } } as const;
    expect(found(auth, {}, { settings })).toEqual(["no-undeclared-field warn"]);
  });

  test("a rule that is off by default is asked for by name", () => {
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

describe("an augmentation without effect", () => {
  const inVain = {
    [types]: augmentation({ session: ["plan: string"] }).replace('"next-auth"', '"next-auth/types"'),
  };

  test("is told alone of what it declares", () => {
    expect(found(plan, inVain)).toEqual(["no-ineffective-augmentation error"]);
  });

  test("leaves its fields undeclared where nobody is to hear of it", () => {
    const settings = { rules: { "no-ineffective-augmentation": "off" } } as const;
    expect(found(plan, inVain, { settings })).toEqual(["no-undeclared-field error"]);
  });

  test("that hides the library hides what else would be found, but nothing else does", () => {
    const hiding = { "next-auth.d.ts": augmentation({ session: ["seats?: number"] }) };
    const options = { compilerOptions: { baseUrl: ".", ignoreDeprecations: "6.0" } };
    expect(found(plan, hiding, options)).toEqual(["no-ineffective-augmentation error"]);
    const seats = { session: session('session.plan = "free";', "session.seats = 3;") };
    expect(found(seats, inVain)).toEqual(["no-undeclared-field error", "no-ineffective-augmentation error"]);
  });
});

describe("a file outside the program", () => {
  const include = ["*.ts"];
  const outside = (comment: string): Record<string, string> => ({
    [types]: augmentation({ session: ["plan: string"] }).replace("declare module", `${comment}declare module`),
  });

  test("is told where what it declares is missing, and only there", () => {
    expect(found(plan, outside(""), { include })).toEqual(["no-ineffective-augmentation error"]);
    const declared = { "next-auth.d.ts": augmentation({ session: ["plan: string"] }) };
    expect(found(plan, { ...outside(""), ...declared }, { include })).toEqual([]);
    expect(found({ session: session() }, outside(""), { include })).toEqual([]);
  });

  test("can say itself that it is meant to be outside", () => {
    const comment = "// typed-session-disable-next-line no-ineffective-augmentation -- of the old app\n";
    expect(found(plan, outside(comment), { include })).toEqual([]);
  });
});

test("where the tsconfig includes no new file, nothing is laid over the program in its place", () => {
  expect(found(plan, {}, { include: ["auth.ts", "helpers.ts"] })).toEqual(["no-undeclared-field error"]);
});
