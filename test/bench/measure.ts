import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What one run of a program took. */
export interface Run {
  readonly milliseconds: number;
  /** The most memory that it held at once, in megabytes; `undefined` where the system does not tell (it is Linux that does). */
  readonly peakMegabytes: number | undefined;
  readonly stdout: string;
}

/** A program to be measured. */
export interface Command {
  readonly directory: string;
  readonly command: string;
  readonly args: readonly string[];
  /** What its exit code must be: a program that fails at once is fast. */
  readonly exitCode: number;
}

/** Runs a program to its end. */
export async function measure({ directory, command, args, exitCode }: Command): Promise<Run> {
  const started = performance.now();
  const child = spawn(command, args, { cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => (stdout += String(data)));
  child.stderr.on("data", (data) => (stderr += String(data)));
  let peakMegabytes: number | undefined;
  // A high-water mark: the last look before the end tells all.
  const looking = setInterval(() => (peakMegabytes = peakOf(child.pid) ?? peakMegabytes), 20);
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const milliseconds = performance.now() - started;
  clearInterval(looking);
  if (code !== exitCode) {
    throw new Error(`${command} ${args.join(" ")} ended with ${String(code)}\n${stdout}\n${stderr}`);
  }
  return { milliseconds, peakMegabytes, stdout };
}

/** The most memory that a running process has held so far, in megabytes. */
export function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** The highest of several peaks; `undefined` where none was seen. */
export function highest(peaks: readonly (number | undefined)[]): number | undefined {
  const seen = peaks.filter((peak) => peak !== undefined);
  return seen.length === 0 ? undefined : Math.max(...seen);
}

/**
 * Runs several things in turn, so that what disturbs the machine disturbs all of them.
 *
 * @returns for each what its runs came to, in their order: the runs of the same index were made one after the other
 */
export async function alternate<Name extends string, Result>(
  rounds: number,
  things: Readonly<Record<Name, () => Promise<Result>>>,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(things) as Name[];
  const results = Object.fromEntries(names.map((name): [Name, Result[]] => [name, []])) as Record<Name, Result[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) results[name].push(await things[name]());
  }
  return results;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle) - 1] ?? NaN)) / 2;
}

/** The median of the ratios, pair by pair. */
export function ratio(numbers: readonly number[], to: readonly number[]): number {
  return median(numbers.map((number, index) => number / (to[index] ?? NaN)));
}
