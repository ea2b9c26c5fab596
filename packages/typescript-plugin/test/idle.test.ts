import type ts from "typescript";
import { describe, expect, test } from "vitest";
import type { FindingWithParts } from "@typed-session/core";
import { createIdle } from "../src/idle.js";
import type { SessionTypes } from "../src/session.js";

const finding = { rule: "no-undeclared-field", message: "Nobody sees it.", action: "Declare it" } as FindingWithParts;

/** The proofs in idle time, in their order, if some findings are proved already: `one` and `all`. */
function provenInIdleTime(problems: readonly FindingWithParts[], ...already: readonly string[]): string[] {
  const waiting: (() => void)[] = [];
  const host = {
    setTimeout: (step: () => void) => waiting.push(step),
    clearTimeout: () => undefined,
  } as unknown as ts.server.ServerHost;
  const done: string[] = [];
  const types = {
    isProven: (findings?: unknown) => [...already, ...done].includes(findings ? "one" : "all"),
    prove: (findings?: unknown) => done.push(findings ? "one" : "all"),
    *prepared() {
      yield* [];
      return true;
    },
    letGo: () => undefined,
  } as unknown as SessionTypes;
  createIdle(host, (step) => step()).prepare(types, problems);
  for (let step = waiting.shift(); step; step = waiting.shift()) step();
  return done;
}

describe("the plugin in idle time", () => {
  test("it proves all findings together, and then each alone", () => {
    expect(provenInIdleTime([finding])).toEqual(["all", "one"]);
  });

  test("it proves all together even if a menu has proved each", () => {
    expect(provenInIdleTime([finding], "one")).toContain("all");
  });

  test("it proves nothing again", () => {
    expect(provenInIdleTime([finding], "one", "all")).toEqual([]);
  });

  test("it proves nothing if nothing can be fixed", () => {
    expect(provenInIdleTime([{ ...finding, action: undefined } as unknown as FindingWithParts])).toEqual([]);
    expect(provenInIdleTime([])).toEqual([]);
  });
});
