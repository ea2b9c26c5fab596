import { randomInt } from "node:crypto";
import { interruptAfterTimeLimit, type Parameters } from "fast-check";

const seconds = Number(process.env["FUZZ_SECONDS"] ?? 20);
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1_000_000);
const path = process.env["FUZZ_PATH"];
const seed = Number(process.env["FUZZ_SEED"] ?? randomInt(2 ** 31));

/**
 * When a fuzzer's test is given up: a guard against a run that never ends, in the time of the wall, and no bound that tells anything of the
 * engine. Its own time is over long before; what a case may take is bounded in steps and in this process's own time.
 */
export const timeout = seconds * 2000 + 3_600_000;

/** Far more of this process's own time than any case takes, in microseconds: what takes longer does not end. A machine that is busy takes none of it. */
const cpuLimit = 60_000_000;

/** Does the work; throws where it has taken more of this process's own time than any takes. */
export async function withinLimit<Result>(name: string, work: () => Result | Promise<Result>): Promise<Result> {
  const started = process.cpuUsage();
  const result = await work();
  const { user } = process.cpuUsage(started);
  if (user > cpuLimit) throw new Error(`${name} has taken ${Math.round(user / 1000)} ms of work.`);
  return result;
}

/**
 * How far a fuzzer goes: new cases from the seed on until its time is over. A failure names the seed and the path to the case, so that
 * it can be repeated: with `FUZZ_SEED` and `FUZZ_PATH`, and `-t` for the test.
 */
export function fuzzing<Case>(): Parameters<Case> {
  return {
    seed,
    numRuns,
    ...(path !== undefined && { path, endOnFailure: true }),
    // How long it goes on is in the time of the wall; how many cases that are decides nothing. A run that ends because its time is over has found nothing. The plugin is one for cases of all types.
    plugins: [interruptAfterTimeLimit(seconds * 1000, { failOnInterrupt: false })] as NonNullable<
      Parameters<Case>["plugins"]
    >,
  };
}
