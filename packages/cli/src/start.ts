import nodeModule from "node:module";
import { entryFor, keepRun, keptRun, type KeptRun } from "./cache/store.js";
import { isAsSummed } from "./cache/summary.js";
import { askAgain } from "./cache/trace.js";
import type { ExitCode } from "./exit.js";
import { isDebugging, processSurroundings, type Surroundings } from "./io.js";
import { version } from "./package-info.js";

/**
 * Runs the command; or, where nothing has changed that its last result rests on, says that result again. Then neither the engine nor
 * the compiler is loaded.
 *
 * @param argv the arguments, without node and script
 * @returns the exit code: 0 nothing found, 1 findings, 2 could not run. Throws nothing.
 */
export async function start(argv: readonly string[], surroundings = processSurroundings()): Promise<ExitCode> {
  const entry = mayBeKept(argv, surroundings) ? entryFor(surroundings.cwd, identity(argv, surroundings)) : undefined;
  if (entry === undefined) {
    keepCompiledCode();
    const { main } = await import("./main.js");
    return main(argv, surroundings);
  }
  const kept = keptRun(entry);
  if (!kept || !(await holds(entry, kept, surroundings))) {
    keepCompiledCode();
    const { runAndKeep } = await import("./cache/record.js");
    return runAndKeep(entry, argv, surroundings);
  }
  for (const [output, text] of kept.printed) surroundings[output].write(text);
  return kept.exitCode;
}

/** Node 22 and newer keep the code that they have compiled, in a directory of their own: the compiler is loaded in half the time. */
function keepCompiledCode(): void {
  // The types are those of Node 20.
  const { enableCompileCache } = nodeModule as { enableCompileCache?: () => unknown };
  enableCompileCache?.();
}

/** Whether all that a kept run rests on is as it was. What has changed and makes no difference is kept as it is now. */
async function holds(entry: string, kept: KeptRun, surroundings: Surroundings): Promise<boolean> {
  const isSummed = isAsSummed(kept.summary);
  const questions = isSummed ? kept.unsummed : kept.trace();
  if (!questions) return false;
  const again = await askAgain(questions, surroundings);
  if (!again) return false;
  if (again.some(([, , signature], index) => signature !== questions[index]?.[2])) {
    const { exitCode, printed } = kept;
    const summed = isSummed ? kept.trace()?.filter(([, , signature]) => signature !== "") : [];
    if (summed) keepRun(entry, { exitCode, printed, trace: [...summed, ...again] });
  }
  return true;
}

/** `fix` writes, and `explain` is for a person who waits. */
function mayBeKept(argv: readonly string[], surroundings: Surroundings): boolean {
  return argv[0] === "check" && !argv.includes("--no-cache") && !isDebugging(surroundings);
}

/** What tells a run from others in the same place. */
function identity(argv: readonly string[], { cwd, stdout, stderr }: Surroundings): readonly unknown[] {
  return [version, process.version, cwd, argv, stdout.isTTY === true, stderr.isTTY === true];
}
