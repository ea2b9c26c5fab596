import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What one run of a program took. */
export interface Run {
  readonly milliseconds: number;
  /** The time that processors have worked for it, for the program and for the system; `undefined` as below. */
  readonly cpuMilliseconds: number | undefined;
  /** The most memory that it held at once, in megabytes; `undefined` where the system does not tell (it is Linux that does). */
  readonly peakMegabytes: number | undefined;
  readonly stdout: string;
}

/** A program to be measured. */
export interface Command {
  readonly directory: string;
  readonly command: string;
  readonly args: readonly string[];
  /** What its exit code may be: a program that fails at once is fast. */
  readonly exitCodes: readonly number[];
  /** What its environment has beside that of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end, and nothing beside it: what the processors have worked is told of all children together. */
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
  // A high-water mark: the last look before the end tells all.
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

/** The clock ticks of Linux, of which there are a hundred a second everywhere that Node runs. */
const millisecondsOfATick = 10;

/** What the processors have worked for the children of this process that have ended, and for theirs, in milliseconds. */
function cpuOfChildren(): number | undefined {
  return ticksOf("self", 13);
}

/** What the processors have worked for a running process so far, in milliseconds, to a hundredth of a second. */
export function cpuOf(pid: number | undefined): number | undefined {
  return ticksOf(String(pid), 11);
}

/** @param at where the ticks of the program stand, after the name; those of the system follow */
function ticksOf(process: string, at: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${process}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[at]) + Number(fields[at + 1])) * millisecondsOfATick;
  } catch {
    return undefined;
  }
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

/** The middle of several numbers; `undefined` where one is not known. */
export function medianIfKnown(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length < numbers.length ? undefined : median(known);
}

/** No further round is made of what has taken that long. */
const millisecondsOfRounds = 90_000;

/**
 * Runs several things in turn, so that what disturbs the machine disturbs all of them.
 *
 * @param rounds how often; fewer, but one, where they take long
 * @returns for each what its runs came to, in their order: the runs of the same index were made one after the other
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

/** The least of several numbers that so many of a hundred of them do not exceed. */
export function percentile(numbers: readonly number[], hundredths: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * hundredths) / 100) - 1)] ?? NaN;
}

/** The median of the ratios, pair by pair. */
export function ratio(numbers: readonly (number | undefined)[], to: readonly (number | undefined)[]): number {
  return median(numbers.map((number, index) => (number ?? NaN) / (to[index] ?? NaN)));
}
