import { randomInt } from "node:crypto";
import { interruptAfterTimeLimit, type Parameters } from "fast-check";

const seconds = Number(process.env["FUZZ_SECONDS"] ?? 20);
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1_000_000);
const path = process.env["FUZZ_PATH"];
const seed = Number(process.env["FUZZ_SEED"] ?? randomInt(2 ** 31));

/**
 * The timeout of a fuzzer's test, in wall time: a guard against a run that never ends, and no statement about the
 * engine. A fuzzer stops long before; a case is bounded in steps and in CPU time.
 */
export const timeout = seconds * 2000 + 3_600_000;

/**
 * Far more CPU time than any analysis of a case takes, in microseconds: work beyond it never ends. The dearest ones take
 * 25 seconds, in which they follow the callbacks in a hundred programs.
 */
const cpuLimit = 60_000_000;

/**
 * Does the work; throws if it has taken more CPU time than any case may.
 *
 * @param analyses how often the work analyses the case
 */
export async function withinLimit<Result>(
  name: string,
  work: () => Result | Promise<Result>,
  analyses = 1,
): Promise<Result> {
  const started = process.cpuUsage();
  const result = await work();
  const { user } = process.cpuUsage(started);
  if (user > cpuLimit * analyses) throw new Error(`${name} has taken ${Math.round(user / 1000)} ms of work.`);
  return result;
}

/**
 * The settings of a fuzzer: new cases from the seed on until its time is over. A failure names the seed and the path to
 * the case, to repeat it with `FUZZ_SEED` and `FUZZ_PATH`, and `-t` for the test.
 */
export function fuzzing<Case>(): Parameters<Case> {
  return {
    seed,
    numRuns,
    ...(path !== undefined && { path, endOnFailure: true }),
    // The duration is in wall time, as the number of cases decides nothing. A run that ends at its time limit has not
    // failed. The cast is needed because the plugin's type is for cases of any type.
    plugins: [interruptAfterTimeLimit(seconds * 1000, { failOnInterrupt: false })] as NonNullable<
      Parameters<Case>["plugins"]
    >,
  };
}
