import ts from "typescript";
import { describe, expect, test } from "vitest";
import { startService } from "./support/service.js";

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

describe("what the plugin does", () => {
  test("is nothing in a file that has nothing to do with the session", () => {
    const { service, fileName, checkersAskedFor } = startService({ "auth.ts": auth, "sum.ts": sum });
    const name = fileName("sum.ts");
    expect(service.getSemanticDiagnostics(name)).toEqual([]);
    expect(service.getCodeFixesAtPosition(name, 0, 5, [2339, 2322, 990_001], {}, {})).toEqual([]);
    service.getQuickInfoAtPosition(name, 14);
    service.getDefinitionAndBoundSpan(name, 14);
    service.getApplicableRefactors(name, 14, undefined);
    expect(checkersAskedFor()).toBe(0);
  });

  test("is nothing for the problems of a file that only reads the session", () => {
    const page = `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";

export const email = async () => (await getServerSession(authOptions))?.user?.email;
`;
    const { service, fileName, checkersAskedFor } = startService({ "auth.ts": auth, "page.ts": page });
    expect(service.getSemanticDiagnostics(fileName("page.ts"))).toEqual([]);
    expect(checkersAskedFor()).toBe(0);
    expect(service.getSemanticDiagnostics(fileName("auth.ts"))).not.toEqual([]);
  });

  test("is something in a helper of a callback, which another file imports", () => {
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
    const ours = service.getSemanticDiagnostics(fileName("plan.ts")).filter(({ source }) => source === "typed-session");
    expect(ours.map(({ code }) => code)).toEqual([990_001]);
  });

  test("is nothing for an error that no declaration mends", () => {
    const { service, fileName, checkersAskedFor } = startService({ "auth.ts": auth });
    expect(service.getCodeFixesAtPosition(fileName("auth.ts"), 0, 5, [1005], {}, {})).toEqual([]);
    expect(checkersAskedFor()).toBe(0);
  });

  test("is done once for a program, whatever is asked", () => {
    const { service, fileName, checkersAskedFor } = startService({ "auth.ts": auth, "session.ts": "export {};\n" });
    const count = (): number =>
      service.getSemanticDiagnostics(fileName("auth.ts")).filter(({ source }) => source === "typed-session").length;
    expect(count()).toBe(1);
    const asked = checkersAskedFor();
    expect(asked).toBeGreaterThan(0);
    expect(count()).toBe(1);
    service.getSemanticDiagnostics(fileName("session.ts"));
    service.getCodeFixesAtPosition(fileName("auth.ts"), 0, 5, [990_001], {}, {});
    expect(checkersAskedFor()).toBe(asked);
  });

  test("is done again after a change", () => {
    const { service, fileName, change } = startService({ "auth.ts": auth });
    const ours = (): string[] =>
      service
        .getSemanticDiagnostics(fileName("auth.ts"))
        .flatMap(({ source, messageText }) =>
          source === "typed-session" ? [ts.flattenDiagnosticMessageText(messageText, " ")] : [],
        );
    expect(ours()).toHaveLength(1);
    change("auth.ts", auth.replace('session.plan = "free";', ""));
    expect(ours()).toEqual([]);
    change("auth.ts", auth.replaceAll("plan", "seats"));
    expect(ours().map((text) => text.includes("session.seats"))).toEqual([true]);
  });

  test("ends when the request is cancelled, which the server gets to know, and is done when it is asked again", () => {
    const { service, fileName, cancel, logged } = startService({ "auth.ts": auth });
    // The compiler's own part comes first.
    service.getProgram()?.getSemanticDiagnostics();
    cancel(true);
    expect(() => service.getSemanticDiagnostics(fileName("auth.ts"))).toThrow(ts.OperationCanceledException);
    cancel(false);
    expect(service.getSemanticDiagnostics(fileName("auth.ts")).map(({ code }) => code)).toContain(990_001);
    expect(logged).toEqual([]);
  });

  test("harms nobody when it fails", () => {
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
