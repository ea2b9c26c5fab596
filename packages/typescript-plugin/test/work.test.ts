import ts from "typescript";
import { describe, expect, test } from "vitest";
import { startService, type Service } from "./support/service.js";

const auth = `import type { NextAuthOptions } from "next-auth";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    session({ session }) {
      session.plan = "free";
      return session;
    },
  },
};
`;
const sum = "export const sum = (a: number, b: number): number => a + b;\n";

function ours(diagnostics: readonly ts.Diagnostic[]): ts.Diagnostic[] {
  return diagnostics.filter(({ source }) => source === "typed-session");
}

function codes(diagnostics: readonly ts.Diagnostic[]): number[] {
  return ours(diagnostics).map(({ code }) => code);
}

describe("the work of the plugin", () => {
  test("the plugin does nothing in a file that has nothing to do with the session", () => {
    const { service, fileName, checkersAskedFor } = startService({ "auth.ts": auth, "sum.ts": sum });
    const name = fileName("sum.ts");
    expect(service.getSemanticDiagnostics(name)).toEqual([]);
    expect(service.getCodeFixesAtPosition(name, 0, 5, [2339, 2322, 990_001], {}, {})).toEqual([]);
    service.getQuickInfoAtPosition(name, 14);
    service.getDefinitionAndBoundSpan(name, 14);
    service.getApplicableRefactors(name, 14, undefined);
    expect(checkersAskedFor()).toBe(0);
  });

  test("the plugin does nothing for the problems of a file that only reads the session", () => {
    const page = `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";

export const email = async () => (await getServerSession(authOptions))?.user?.email;
`;
    const { service, fileName, checkersAskedFor } = startService({ "auth.ts": auth, "page.ts": page });
    expect(service.getSemanticDiagnostics(fileName("page.ts"))).toEqual([]);
    expect(checkersAskedFor()).toBe(0);
    expect(service.getSemanticDiagnostics(fileName("auth.ts"))).not.toEqual([]);
  });

  test("the plugin works in a helper of a callback, which another file imports", () => {
    const helper = `import type { Session } from "next-auth";

export function withPlan(session: Session): Session {
  session.plan = "free";
  return session;
}
`;
    const { service, fileName } = startService({
      "auth.ts": auth
        .replace('session.plan = "free";', "withPlan(session);")
        .replace(";\n", ';\nimport { withPlan } from "./plan";\n'),
      "plan.ts": helper,
    });
    expect(codes(service.getSemanticDiagnostics(fileName("plan.ts")))).toEqual([990_001]);
  });

  test("the plugin does nothing for an error that no declaration removes", () => {
    const { service, fileName, checkersAskedFor } = startService({ "auth.ts": auth });
    expect(service.getCodeFixesAtPosition(fileName("auth.ts"), 0, 5, [1005], {}, {})).toEqual([]);
    expect(checkersAskedFor()).toBe(0);
  });

  test("the plugin's work is done once for a program, whatever is asked", () => {
    const { service, fileName, checkersAskedFor } = startService({ "auth.ts": auth, "session.ts": "export {};\n" });
    const name = fileName("auth.ts");
    const start = auth.indexOf("session.plan");
    const count = (): number => ours(service.getSemanticDiagnostics(name)).length;
    const fixes = (): number => service.getCodeFixesAtPosition(name, start, start + 12, [990_001], {}, {}).length;
    const askAll = (): void => {
      for (const file of [name, fileName("session.ts")]) {
        service.getSemanticDiagnostics(file);
        service.getSuggestionDiagnostics(file);
      }
      service.getQuickInfoAtPosition(name, start);
      service.getDefinitionAndBoundSpan(name, start);
      service.getApplicableRefactors(name, start, undefined);
      service.getCodeFixesAtPosition(name, 0, 5, [990_001], {}, {});
    };
    expect(count()).toBe(1);
    const known = checkersAskedFor();
    expect(known).toBeGreaterThan(0);
    expect(count()).toBe(1);
    expect(checkersAskedFor()).toBe(known);
    expect(fixes()).toBe(2);
    const asked = checkersAskedFor();
    askAll();
    expect(count()).toBe(1);
    expect(fixes()).toBe(2);
    expect(checkersAskedFor()).toBe(asked);
  });

  test("the plugin's work is done again after a change", () => {
    const { service, fileName, change } = startService({ "auth.ts": auth });
    const told = (): string[] =>
      ours(service.getSemanticDiagnostics(fileName("auth.ts"))).map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, " "),
      );
    expect(told()).toHaveLength(1);
    change("auth.ts", auth.replace('session.plan = "free";', ""));
    expect(told()).toEqual([]);
    change("auth.ts", auth.replaceAll("plan", "seats"));
    expect(told().map((text) => text.includes("session.seats"))).toEqual([true]);
  });

  test("the plugin's work ends if its request is cancelled, and is done when asked for again", () => {
    const { service, fileName, cancel, logged } = startService({ "auth.ts": auth });
    // The compiler's own part comes first.
    service.getProgram()?.getSemanticDiagnostics();
    cancel(true);
    expect(() => service.getSemanticDiagnostics(fileName("auth.ts"))).toThrow(ts.OperationCanceledException);
    cancel(false);
    expect(service.getSemanticDiagnostics(fileName("auth.ts")).map(({ code }) => code)).toContain(990_001);
    expect(logged).toEqual([]);
  });

  test("the plugin harms nobody if it fails", () => {
    const { service, fileName, logged } = startService({ "auth.ts": auth }, (base) => {
      const getProgram = base.getProgram.bind(base);
      base.getProgram = () => {
        const program = getProgram();
        if (!program) return undefined;
        return {
          ...program,
          getSourceFiles: () => {
            throw new Error("no files today");
          },
        };
      };
    });
    expect(service.getSemanticDiagnostics(fileName("auth.ts")).map(({ code }) => code)).toEqual([2339]);
    expect(logged).toEqual([expect.stringContaining("typed-session: Error: no files today")]);
  });
});

/** An undeclared field of the token, and a field of the session that is declared as something else. */
const drifting = {
  "auth.ts": auth
    .replace(
      "  callbacks: {\n",
      "  callbacks: {\n    jwt({ token }) {\n      token.seats = 5;\n      return token;\n    },\n",
    )
    .replace('"free"', "5"),
  "types.d.ts": 'export {};\n\ndeclare module "next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n',
};
const untypedToken = 990_002;
const mismatched = 990_005;

describe("the findings that a client gets", () => {
  const [auths, declarations] = ["auth.ts", "types.d.ts"] as const;

  test("a key brings what the editor's program knows, and a later pass the rest", () => {
    const { service, fileName } = startService(drifting);
    const atOnce = (name: string): number[] => codes(service.getSemanticDiagnostics(fileName(name)));
    const later = (name: string): number[] => codes(service.getSuggestionDiagnostics(fileName(name)));
    expect([atOnce(auths), atOnce(declarations)]).toEqual([[untypedToken], []]);
    expect([later(auths), later(declarations)]).toEqual([[], [mismatched]]);
    // What is known by then is still reported in its place.
    expect([atOnce(auths), atOnce(declarations)]).toEqual([[untypedToken], []]);
    expect([later(auths), later(declarations)]).toEqual([[], [mismatched]]);
  });

  test("a client that asks for no suggestions gets everything after a key", () => {
    const { service, fileName, wantNoSuggestions } = startService(drifting);
    wantNoSuggestions();
    expect(codes(service.getSemanticDiagnostics(fileName(auths)))).toEqual([untypedToken]);
    expect(codes(service.getSemanticDiagnostics(fileName(declarations)))).toEqual([mismatched]);
  });

  test("a finding that was given at once stays after a change has fixed the rest", () => {
    const { service, fileName, change } = startService(drifting);
    expect(codes(service.getSuggestionDiagnostics(fileName(declarations)))).toEqual([mismatched]);
    change(declarations, drifting[declarations].replace("string", "number"));
    expect(codes(service.getSuggestionDiagnostics(fileName(declarations)))).toEqual([]);
    expect(codes(service.getSemanticDiagnostics(fileName(declarations)))).toEqual([]);
    expect(codes(service.getSemanticDiagnostics(fileName(auths)))).toEqual([untypedToken]);
  });

  test("a client that gets everything at once gets nothing later", () => {
    const { service, fileName } = startService({ "auth.ts": auth, "sum.ts": sum });
    expect(codes(service.getSemanticDiagnostics(fileName("auth.ts")))).toEqual([990_001]);
    expect(codes(service.getSuggestionDiagnostics(fileName("auth.ts")))).toEqual([]);
    expect(codes(service.getSuggestionDiagnostics(fileName("sum.ts")))).toEqual([]);
  });

  test("findings stay beside the compiler's own suggestions", () => {
    const inline = `${drifting[declarations].replace("export {};\n", "")}\nconst unused = 1;\n`;
    const { service, base, fileName } = startService({ "auth.ts": drifting[auths] + inline });
    const name = fileName(auths);
    const own = base.getSuggestionDiagnostics(name).map(({ code }) => code);
    expect(own).toEqual([6133]);
    expect(service.getSuggestionDiagnostics(name).map(({ code }) => code)).toEqual([...own, mismatched]);
    expect(codes(service.getSemanticDiagnostics(name))).toEqual([untypedToken]);
  });
});

describe("the plugin's idle time in the editor", () => {
  const start = auth.indexOf("session.plan");
  const fixesIn = ({ service, fileName }: Service): readonly ts.CodeFixAction[] =>
    service.getCodeFixesAtPosition(fileName("auth.ts"), start, start + 12, [990_001], {}, {});
  const started = (files: Readonly<Record<string, string>> = { "auth.ts": auth }): Service => startService(files);
  const askLater = ({ service, fileName }: Service, name = "auth.ts"): void => {
    service.getSuggestionDiagnostics(fileName(name));
  };

  test("fixes are prepared, so that asking for them costs the compiler nothing", () => {
    const prepared = started();
    prepared.service.getSemanticDiagnostics(prepared.fileName("auth.ts"));
    askLater(prepared);
    expect(prepared.beIdle()).toBeGreaterThan(1);
    const asked = prepared.checkersAskedFor();
    const fixes = fixesIn(prepared);
    expect(prepared.checkersAskedFor()).toBe(asked);
    expect(prepared.logged).toEqual([]);
    // They are the same as without a preparation.
    expect(fixes).toEqual(fixesIn(started()));
    expect(fixes).toHaveLength(2);
  });

  test("the fix of everything is prepared too", () => {
    const prepared = started({ "auth.ts": auth, "types.d.ts": drifting["types.d.ts"].replace("plan", "other?") });
    const all = ({ service, fileName }: Service): ts.CombinedCodeActions =>
      service.getCombinedCodeFix({ type: "file", fileName: fileName("auth.ts") }, "typed-session.fixAll", {}, {});
    askLater(prepared);
    prepared.beIdle();
    const asked = prepared.checkersAskedFor();
    expect(all(prepared).changes.map(({ fileName }) => fileName)).toEqual([prepared.fileName("types.d.ts")]);
    expect(prepared.checkersAskedFor()).toBe(asked);
  });

  test("nothing is prepared before the later pass", () => {
    const one = started();
    one.service.getSemanticDiagnostics(one.fileName("auth.ts"));
    expect(one.beIdle()).toBe(0);
  });

  test("nothing is prepared after a key until the next later pass", () => {
    const one = started();
    askLater(one);
    one.service.getSemanticDiagnostics(one.fileName("auth.ts"));
    expect(one.beIdle()).toBe(0);
    askLater(one);
    expect(one.beIdle()).toBeGreaterThan(0);
  });

  test("a key in any file ends the preparation", () => {
    const one = started({ "auth.ts": auth, "sum.ts": sum });
    askLater(one);
    one.service.getSemanticDiagnostics(one.fileName("sum.ts"));
    expect(one.beIdle()).toBe(0);
  });

  test("nothing is prepared twice", () => {
    const one = started();
    askLater(one);
    expect(one.beIdle()).toBeGreaterThan(0);
    askLater(one);
    expect(one.beIdle()).toBe(0);
  });

  test("fixes are prepared again after a change", () => {
    const one = started();
    askLater(one);
    one.beIdle();
    one.change("auth.ts", auth.replaceAll("plan", "seats"));
    askLater(one);
    expect(one.beIdle()).toBeGreaterThan(0);
  });

  test.each<[name: string, files: Readonly<Record<string, string>>, asked: string]>([
    ["where nothing is found", { "auth.ts": auth.replace('session.plan = "free";', "") }, "auth.ts"],
    ["for a file in which nothing is found", { "auth.ts": auth, "session.ts": "export {};\n" }, "session.ts"],
    ["for a file that has nothing to do with the session", { "auth.ts": auth, "sum.ts": sum }, "sum.ts"],
  ])("nothing is prepared %s", (_, files, asked) => {
    const one = started(files);
    askLater(one, asked);
    expect(one.beIdle()).toBe(0);
  });
});
