import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** The measurements of one run of a program. */
export interface Run {
  readonly milliseconds: number;
  /** Its CPU time, user and system; `undefined` as below. */
  readonly cpuMilliseconds: number | undefined;
  /** Its peak memory in megabytes; `undefined` on systems other than Linux, which do not tell. */
  readonly peakMegabytes: number | undefined;
  readonly stdout: string;
}

/** A program to measure. */
export interface Command {
  readonly directory: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The permitted exit codes: a program that fails at once would look fast. */
  readonly exitCodes: readonly number[];
  /** Environment variables in addition to those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. Nothing else may run meanwhile, because the CPU time is that of all children together. */
export async function measure({ directory, command, args, exitCodes, env }: Command): Promise<Run> {
  const cpuBefore = cpuOfChildren();
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: directory,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => (stdout += String(data)));
  child.stderr.on("data", (data) => (stderr += String(data)));
  let peakMegabytes: number | undefined;
  // The value is a high-water mark, so the last look before the end is the peak.
  const looking = setInterval(() => (peakMegabytes = peakOf(child.pid) ?? peakMegabytes), 20);
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const milliseconds = performance.now() - started;
  clearInterval(looking);
  if (code === null || !exitCodes.includes(code)) {
    throw new Error(`${command} ${args.join(" ")} in ${directory} ended with ${String(code)}\n${stdout}\n${stderr}`);
  }
  const cpuAfter = cpuOfChildren();
  const cpuMilliseconds = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
  return { milliseconds, cpuMilliseconds, peakMegabytes, stdout };
}

/** The length of a Linux clock tick; there are a hundred a second everywhere that Node runs. */
const millisecondsOfATick = 10;

/** The CPU time, in milliseconds, of this process's children that have ended, and of their children. */
function cpuOfChildren(): number | undefined {
  return ticksOf("self", 13);
}

/** The CPU time of a running process so far, in milliseconds, to a hundredth of a second. */
export function cpuOf(pid: number | undefined): number | undefined {
  return ticksOf(String(pid), 11);
}

/** @param at the index of the user ticks among the fields after the name; the system ticks follow */
function ticksOf(process: string, at: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${process}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[at]) + Number(fields[at + 1])) * millisecondsOfATick;
  } catch {
    return undefined;
  }
}

/** The peak memory of a running process so far, in megabytes. */
export function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** The highest of several peaks; `undefined` if none is known. */
export function highest(peaks: readonly (number | undefined)[]): number | undefined {
  const seen = peaks.filter((peak) => peak !== undefined);
  return seen.length === 0 ? undefined : Math.max(...seen);
}

/** The median of several numbers; `undefined` if one is not known. */
export function medianIfKnown(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length < numbers.length ? undefined : median(known);
}

/** After this time no further round starts. */
const millisecondsOfRounds = 90_000;

/**
 * Runs several things in turn, so that a disturbance of the machine affects all of them.
 *
 * @param rounds the number of rounds; fewer, but at least one, if they take long
 * @returns the results of each thing, in order: the runs of the same index were made one after the other
 */
export async function alternate<Name extends string, Result>(
  rounds: number,
  things: Readonly<Record<Name, () => Promise<Result>>>,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(things) as Name[];
  const results = Object.fromEntries(names.map((name): [Name, Result[]] => [name, []])) as Record<Name, Result[]>;
  const until = performance.now() + millisecondsOfRounds;
  for (let round = 0; round < rounds && (round === 0 || performance.now() < until); round++) {
    for (const name of names) results[name].push(await things[name]());
  }
  return results;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle) - 1] ?? NaN)) / 2;
}

/** A percentile of several numbers, by the nearest rank. */
export function percentile(numbers: readonly number[], hundredths: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * hundredths) / 100) - 1)] ?? NaN;
}

/** The median of the ratios, pair by pair. */
export function ratio(numbers: readonly (number | undefined)[], to: readonly (number | undefined)[]): number {
  return median(numbers.map((number, index) => (number ?? NaN) / (to[index] ?? NaN)));
}
