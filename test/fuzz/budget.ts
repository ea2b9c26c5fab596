import { randomInt } from "node:crypto";
import { interruptAfterTimeLimit, type Parameters } from "fast-check";

const seconds = Number(process.env["FUZZ_SECONDS"] ?? 20);
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1_000_000);
const path = process.env["FUZZ_PATH"];
const seed = Number(process.env["FUZZ_SEED"] ?? randomInt(2 ** 31));

/** What a fuzzer's test may take: its time, and as much again for the case it is at and for making a failing one smaller. */
export const timeout = seconds * 2000 + 300_000;

/**
 * How far a fuzzer goes: new cases from the seed on until its time is over. A failure names the seed and the path to the case, so that
 * it can be repeated: with `FUZZ_SEED` and `FUZZ_PATH`, and `-t` for the test.
 */
export function fuzzing<Case>(): Parameters<Case> {
  return {
    seed,
    numRuns,
    ...(path !== undefined && { path, endOnFailure: true }),
    // A run that ends because its time is over has found nothing. The plugin is one for cases of all types.
    plugins: [interruptAfterTimeLimit(seconds * 1000, { failOnInterrupt: false })] as NonNullable<
      Parameters<Case>["plugins"]
    >,
  };
}
