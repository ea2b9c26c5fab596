import { describe, expect, test } from "vitest";
import { factsOf, namesIn } from "../../support/facts.js";
import { constructs } from "./constructs.js";

const head = `import type { Session } from "next-auth";
declare const is: boolean, other: string, plan: "free" | "pro", one: "free", row: { plan?: "free" | "pro" } | undefined;
declare function check(): boolean;
declare function tag(parts: TemplateStringsArray): string;
declare function fail(): never;
declare function failLater(): Promise<never>;
declare class Thing {}
function fill(session: Session): void {
  if (is) {
    session.c = 1;
    throw new Error();
  }
}`;

/** The fields of the session after these statements. */
function after(statements: string): string[] {
  const session = `async session({ session }) {\n${statements}\nreturn session;\n}`;
  return namesIn(factsOf({ head, session }).session).sort();
}

describe.each(constructs)("$title", ({ rows }) => {
  test.each(rows)("%s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });
});

describe("a `try` block", () => {
  test.each([
    "check()",
    "other.trim()",
    "new Thing()",
    "await load()",
    "await null",
    "tag`x`",
    "console.log(check())",
    "console.log(await load())",
    "Math.max.call(null, 1)",
    "(0, check)()",
    "if (check()) {}",
    "if (await load()) {}",
    "const x = check()",
    "const x = await load()",
    "const x = [...list, check()]",
    "switch (check()) {}",
    "while (check()) {}",
    "for (const x of [check()]) {}",
    "for (const x = check(); is; ) {}",
    "if (is) return check() as never",
    "if (is) throw new Error()",
    "if (is) fail()",
  ])("a statement that may throw makes the next one uncertain: %s", (statement) => {
    expect(after(`try { ${statement}; session.a = 1; } catch {}`)).toEqual(["a?"]);
  });

  test.each([
    "const x = other",
    "const x = row?.plan",
    "const x = () => check()",
    "const x = async () => { await load(); }",
    "console.log(other)",
    "const x = Date.now()",
    "const x = new Date()",
    "const x = String(other)",
    "const x = Object.keys(session)",
    "session.b = other + 1",
  ])("a statement that does not throw leaves the next one certain: %s", (statement) => {
    expect(after(`try { ${statement}; session.a = 1; } catch {}`)).toContain("a");
  });
});
