import nodeModule from "node:module";
import { resolve } from "node:path";
import { isInCi } from "./cache/key.js";
import { entryFor, keepRun, keptRun, type Entry, type KeptRun } from "./cache/store.js";
import { isAsSummed } from "./cache/summary.js";
import { askAgain } from "./cache/trace.js";
import { sayResult } from "./commands/result.js";
import { readBytes } from "./disk/file-system.js";
import { textFrom } from "./disk/text.js";
import type { ExitCode } from "./exit.js";
import { isDebugging, processSurroundings, type Surroundings } from "./io.js";
import { version } from "./package-info.js";

/**
 * Runs the command, or repeats its last result if nothing that it rests on has changed. Then neither the engine nor the
 * compiler is loaded.
 *
 * @param argv the arguments, without node and script
 * @returns the exit code: 0 nothing found, 1 findings, 2 could not run. Throws nothing.
 */
export async function start(argv: readonly string[], given = processSurroundings()): Promise<ExitCode> {
  const surroundings = { started: performance.now(), ...given };
  const entry = entryOf(argv, surroundings);
  if (!entry) {
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
  const { result } = kept;
  // The texts are unchanged, since the result rests on them.
  return sayResult(surroundings, result, (file) => {
    const read = readBytes(resolve(result.root, file));
    return read && textFrom(read.bytes);
  });
}

/** Node 22 and newer cache compiled code in a directory of their own, which halves the loading time of the compiler. */
function keepCompiledCode(): void {
  // The types are Node 20's.
  const { enableCompileCache } = nodeModule as { enableCompileCache?: () => unknown };
  enableCompileCache?.();
}

/** Whether everything that a kept run rests on is unchanged. A change without an effect updates the entry. */
async function holds(entry: Entry, kept: KeptRun, surroundings: Surroundings): Promise<boolean> {
  const { result, summed, unsummed } = kept;
  const isSummed = isAsSummed(summed.paths, summed.digest);
  const questions = isSummed ? unsummed : kept.trace();
  const again = await askAgain(questions, surroundings);
  if (!again) return false;
  if (again.some(([, , signature], index) => signature !== questions[index]?.[2])) {
    const others = isSummed ? kept.trace().filter(([, , signature]) => signature !== "") : [];
    keepRun(entry, { result, trace: [...others, ...again] });
  }
  return true;
}

/** The entry for the result of a run; `undefined` for one that is neither kept nor repeated. */
export function entryOf(argv: readonly string[], surroundings: Surroundings): Entry | undefined {
  return mayBeKept(argv, surroundings) ? entryFor(surroundings, identity(argv, surroundings)) : undefined;
}

/** `fix` writes, `explain` is for a waiting person, and `--watch` keeps everything in memory. */
function mayBeKept(argv: readonly string[], surroundings: Surroundings): boolean {
  const isOther = ["--no-cache", "--fix", "--verbose", "--watch", "-w"].some((option) => argv.includes(option));
  if (argv[0] !== "check" || isOther || isDebugging(surroundings)) return false;
  return argv.includes("--cache") || !isInCi(surroundings);
}

/** Tells a run from others in the same directory. */
function identity(argv: readonly string[], { cwd, stdout, stderr }: Surroundings): readonly unknown[] {
  return [version, process.version, cwd, argv, stdout.isTTY === true, stderr.isTTY === true];
}
