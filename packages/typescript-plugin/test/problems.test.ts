import type { AnalyzeOptions, Diagnostic, Inspection } from "@typed-session/core";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { areFixable } from "../src/quick-fixes.js";
import { problemsOf } from "../src/problems.js";
import { startService, type Service } from "./support/service.js";

const signIn = (session: string, jwt = ""): string => `import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";

export const authOptions: NextAuthOptions = {
  providers: [Credentials({ credentials: {}, authorize: () => ({ id: "1", role: String("admin") }) })],
  callbacks: {
    jwt({ token, user }) {
      ${jwt}
      return token;
    },
    session({ session, token }) {
      ${session}
      return session;
    },
  },
};
`;
const declaring = (members: string): string =>
  `import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    ${members}\n  }\n}\n`;
const role = signIn("session.user.role = token.role;", "if (user) token.role = user.role;");
const user = declaring("user: { name: string };");

/** Each project has a folder of its own, so that the library is read once. */
const documents = ts.createDocumentRegistry();
let folders = 0;
function serve(auth: string, types: string, options: AnalyzeOptions = {}): Service {
  const folder = `problems-${String(++folders)}`;
  return startService({ "auth.ts": auth, "types.d.ts": types }, undefined, { folder, documents, options });
}

function text(messageText: string | ts.DiagnosticMessageChain): string {
  return ts.flattenDiagnosticMessageText(messageText, " ");
}

interface At {
  readonly file?: ts.SourceFile | undefined;
  readonly start?: number | undefined;
  readonly length?: number | undefined;
}
function underlined({ file, start = 0, length = 0 }: At): string {
  return file?.text.slice(start, start + length) ?? "";
}

/** The problems of a file, `session.plan 990001`, each with its related information. */
function shown({ service, fileName }: Service, name = "auth.ts"): [string, ...string[]][] {
  return service
    .getSemanticDiagnostics(fileName(name))
    .map((one) => [
      `${underlined(one)} ${String(one.code)}`,
      ...(one.relatedInformation ?? []).map((beside) => `${underlined(beside)}: ${text(beside.messageText)}`),
    ]);
}

/** The fixes at a text in the auth file. */
function fixesAt({ service, fileName }: Service, at: string, codes: readonly unknown[]): readonly ts.CodeFixAction[] {
  const start = service.getProgram()?.getSourceFile(fileName("auth.ts"))?.text.indexOf(at) ?? -1;
  return service.getCodeFixesAtPosition(fileName("auth.ts"), start, start + at.length, codes as number[], {}, {});
}
const titles = (fixes: readonly ts.CodeFixAction[]): string[] => fixes.map(({ description }) => description);

const compilers = (name: string, type: string, code = 2339): string =>
  `TypeScript: Property '${name}' does not exist on type '${type}'. (${String(code)})`;

describe("one cause is one problem", () => {
  test("the parts of the token and the input are listed beside the readers' problem, at their places", () => {
    expect(shown(serve(role, user))).toEqual([
      ["role 2339"],
      [
        "session.user.role 990001",
        "t: `token.role` has no known type",
        "token.role: `token.role` is assigned here, but `JWT` does not declare it: every read of it is `unknown`.",
        "user.role: `user.role` is read here, but `User` does not declare it.",
        `role: ${compilers("role", "{ name: string; }")}`,
      ],
    ]);
  });

  test("a part is a problem of its own if the whole is switched off", () => {
    const off = serve(role, user, { rules: { "no-undeclared-field": "off" } });
    expect(shown(off).map(([one]) => one)).toEqual(["role 2339", "role 2339", "token.role 990002"]);
  });

  test("the quick fix at a part is that of the whole", () => {
    const titlesAt = (at: string): string[] => titles(fixesAt(serve(role, user), at, [2339]));
    expect(titlesAt("user.role;")).toEqual(["Declare `session.user.role` in types.d.ts"]);
    expect(titlesAt("user.role = token")).toEqual(["Declare `session.user.role` in types.d.ts"]);
  });

  /** A finding with the parts that problems need. */
  const found = (rule: string, cause: string, isPart = false): Diagnostic =>
    ({ rule, cause, isPart, file: "auth.ts", line: 1, column: 1, message: rule, severity: "warn" }) as Diagnostic;
  const problemsFrom = (atOnce: readonly Diagnostic[], all: readonly Diagnostic[]): unknown => {
    const problems = problemsOf({ foundAtOnce: () => atOnce, found: () => all } as Inspection);
    const name = ({ rule, parts }: ReturnType<typeof problems.later>[number]): string =>
      [rule, ...parts.map((part) => part.rule)].join(" + ");
    return { atOnce: problems.atOnce().map(name), later: problems.later().map(name) };
  };

  test("a problem that was shown at once is no part of a later one", () => {
    expect(
      problemsFrom([found("token", "token")], [found("session", "session"), found("token", "session", true)]),
    ).toEqual({ atOnce: ["token"], later: ["session"] });
  });

  test("a part that is found later is no problem beside the one shown before", () => {
    expect(
      problemsFrom([found("session", "session")], [found("session", "session"), found("token", "session", true)]),
    ).toEqual({ atOnce: ["session"], later: [] });
  });

  test("later findings are one problem a cause as well", () => {
    expect(
      problemsFrom([], [found("session", "session"), found("token", "session", true), found("other", "other")]),
    ).toEqual({ atOnce: [], later: ["session + token", "other"] });
  });
});

describe("an error of the compiler about the same field", () => {
  test.each<[how: string, session: string, problem: string, said: string]>([
    ["an assignment", "session.plan = 1;", "session.plan 990001", `plan: ${compilers("plan", "Session")}`],
    [
      "a field in quotes",
      'session["plan"] = 1;',
      'session["plan"] 990001',
      `session["plan"]: TypeScript: Element implicitly has an 'any' type because expression of type '"plan"' can't be used to index type 'Session'. Property 'plan' does not exist on type 'Session'. (7053)`,
    ],
    [
      "a field of an object",
      'session.user = { name: "a", role: "b" };',
      "role 990001",
      "role: TypeScript: Object literal may only specify known properties, and 'role' does not exist in type '{ name: string; }'. (2353)",
    ],
    [
      "a name that is nearly another",
      'session.user.names = "a";',
      "session.user.names 990001",
      "names: TypeScript: Property 'names' does not exist on type '{ name: string; }'. Did you mean 'name'? (2551)",
    ],
  ])("the error about %s is shown beside our problem and not again", (_, session, problem, said) => {
    expect(shown(serve(signIn(session), user))).toEqual([[problem, said]]);
  });

  test("the error about an input is shown beside the problem about it", () => {
    expect(shown(serve(signIn("", "if (user) token.name = user?.role;"), user))).toEqual([
      [
        "user?.role 990006",
        `role: TypeScript: Property 'role' does not exist on type 'User | AdapterUser'. Property 'role' does not exist on type 'User'. (2339)`,
      ],
    ]);
  });

  test("the error stays if our problem is a warning", () => {
    const warned = serve(signIn("session.plan = 1;"), user, { rules: { "no-undeclared-field": "warn" } });
    expect(shown(warned)).toEqual([["plan 2339"], ["session.plan 990001"]]);
  });

  test("the error stays if our problem is switched off for a line", () => {
    const directive = "// typed-session-disable-next-line no-undeclared-field\n      session.plan = 1;";
    expect(shown(serve(signIn(directive), user))).toEqual([["plan 2339"]]);
  });

  test("the error stays at another place that assigns or reads the field", () => {
    expect(shown(serve(signIn("session.plan = 1;\n      session.plan = 2;"), user)).map(([one]) => one)).toEqual([
      "plan 2339",
      "session.plan 990001",
    ]);
  });

  test("the error stays if it is about another field of the same line", () => {
    expect(shown(serve(signIn("session.plan = session.other;"), user)).map(([one]) => one)).toEqual([
      "other 2339",
      "session.plan 990001",
    ]);
  });

  test("the compiler's own fix stays, after ours", () => {
    const fixes = titles(fixesAt(serve(signIn('session.user.names = "a";'), user), "session.user.names", [990_001]));
    expect(fixes[0]).toBe("Declare `session.user.names` in types.d.ts");
    expect(fixes).toContain("Change spelling to 'name'");
  });
});

describe("the code of a problem", () => {
  const codesFor = (client: string): unknown[] => {
    const one = serve(signIn("session.plan = 1;"), user);
    one.introduce(client);
    return one.service.getSemanticDiagnostics(one.fileName("auth.ts")).map(({ code }) => code);
  };

  test.each(["vscode", "neovim", "helix"])("the code is the name of its rule in %s", (client) => {
    expect(codesFor(client)).toEqual(["no-undeclared-field"]);
  });

  test("the code is a number for an unknown client, as in the protocol", () => {
    expect(codesFor("Unknown host")).toEqual([990_001]);
  });

  test.each<[what: string, code: unknown]>([
    ["its number", 990_001],
    ["its name", "no-undeclared-field"],
    ["what is left of a name that a client takes for a number", null],
    ["the same within the server", NaN],
  ])("its quick fix is found by %s", (_, code) => {
    expect(titles(fixesAt(serve(signIn("session.plan = 1;"), user), "session.plan", [code]))).toEqual([
      "Declare `session.plan` in types.d.ts",
      "Disable no-undeclared-field for this line",
    ]);
  });

  test.each([["another rule's name", "no-untyped-token"] as const, ["another rule's number", 990_002] as const])(
    "its quick fix is not found by %s",
    (_, code) => {
      expect(areFixable([code])).toBe(true);
      expect(titles(fixesAt(serve(signIn("session.plan = 1;"), user), "session.plan", [code]))).toEqual([]);
    },
  );

  test("its quick fix is not found by the code of another tool", () => {
    expect(areFixable(["no-explicit-any", 1005])).toBe(false);
  });

  test("an unreadable code brings no fix at a place without our problem", () => {
    expect(fixesAt(serve(signIn("session.plan = 1;"), user), "return session", [null])).toEqual([]);
  });
});

describe("the fix of everything", () => {
  const both = signIn("session.plan = 1;\n      session.seats = 2;");
  const prepared = (auth: string): Service => {
    const one = serve(auth, user);
    one.service.getSuggestionDiagnostics(one.fileName("auth.ts"));
    one.beIdle();
    return one;
  };

  test("it is among the quick fixes once ready, after the problem's own", () => {
    const [own, all, disable, ...more] = fixesAt(prepared(both), "session.plan", [null]);
    expect(titles([own, all, disable].filter((one) => one !== undefined))).toEqual([
      "Declare `session.plan` in types.d.ts",
      "Fix all session types",
      "Disable no-undeclared-field for this line",
    ]);
    expect(more).toEqual([]);
    expect(all?.changes.flatMap(({ textChanges }) => textChanges.map(({ newText }) => newText))).toEqual([
      "    plan: number;\n    seats: number;\n",
    ]);
    // One way to do it is enough.
    expect(own).not.toHaveProperty("fixId");
  });

  test("it is left to clients that ask for it by name until it is ready", () => {
    const [own, ...others] = fixesAt(serve(both, user), "session.plan", [null]);
    expect(own).toMatchObject({ fixId: "typed-session.fixAll", fixAllDescription: "Fix all session types" });
    expect(titles(others)).toEqual(["Disable no-undeclared-field for this line"]);
  });

  test("it is not offered if it would fix one cause", () => {
    expect(titles(fixesAt(prepared(role), "session.user.role", [null]))).not.toContain("Fix all session types");
  });

  test("it creates the file it needs by a command", () => {
    const one = startService({ "auth.ts": both }, undefined, { folder: "problems-new", documents });
    one.service.getSuggestionDiagnostics(one.fileName("auth.ts"));
    one.beIdle();
    const all = fixesAt(one, "session.plan", [null]).find(({ description }) => description === "Fix all session types");
    expect(all).toMatchObject({ changes: [], commands: [{ create: one.fileName("next-auth.d.ts") }] });
  });
});
