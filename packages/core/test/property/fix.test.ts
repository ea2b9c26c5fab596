import fc from "fast-check";
import { describe, test } from "vitest";
import { clean, scenarios } from "./arbitraries.js";
import { isMended, isSilent, withFiles } from "./checks.js";

/** `FUZZ_RUNS=2000 FUZZ_SEED=7 vitest run packages/core/test/property` looks further than the default does. */
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 50);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_101);
const timeout = 30_000 + numRuns * 2_000;

describe("generated callbacks and declarations", () => {
  test("generated code is read, reported and fixed rightly", { timeout }, () => {
    fc.assert(fc.property(scenarios, withFiles(isMended)), { numRuns, seed });
  });

  test("generated declarations that agree with their callbacks give no finding", { timeout }, () => {
    fc.assert(fc.property(scenarios.map(clean), withFiles(isSilent)), { numRuns: numRuns * 2, seed });
  });
});
