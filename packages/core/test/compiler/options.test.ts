import ts from "typescript";
import { describe, expect, test } from "vitest";
import { isStrictNullChecks } from "../../src/compiler/options.js";

type Answer = readonly [options: ts.CompilerOptions, expected: boolean];
const said: readonly Answer[] = [
  [{ strictNullChecks: true }, true],
  [{ strictNullChecks: false, strict: true }, false],
  [{ strictNullChecks: true, strict: false }, true],
  [{ strict: true }, true],
  [{ strict: false }, false],
];

describe("the option that makes undefined a type of its own", () => {
  test("it follows the options, or the compiler's default", () => {
    const answers: readonly Answer[] = [...said, [{}, Number(ts.versionMajorMinor) >= 6]];
    for (const [options, expected] of answers) expect(isStrictNullChecks(ts, options)).toBe(expected);
  });

  test("it follows the compiler's answer if the compiler can be asked", () => {
    const asked = { getStrictOptionValue: (options: ts.CompilerOptions, flag: string) => flag in options };
    expect(isStrictNullChecks(asked as unknown as typeof ts, { strictNullChecks: false })).toBe(true);
    expect(isStrictNullChecks(asked as unknown as typeof ts, { strict: true })).toBe(false);
  });

  test.each([
    ["5.9", false],
    ["6.0", true],
    ["7.1", true],
  ])("a compiler %s that does not answer has the default %s", (versionMajorMinor, byDefault) => {
    const silent = { versionMajorMinor } as unknown as typeof ts;
    const answers: readonly Answer[] = [...said, [{}, byDefault]];
    for (const [options, expected] of answers) expect(isStrictNullChecks(silent, options)).toBe(expected);
  });
});
