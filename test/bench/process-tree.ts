import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Command } from "./measure.js";
import { cpuOf, peakOf } from "./measure.js";

/** What a program and all processes that it starts have taken together. Linux alone tells it. */
export interface TreeRun {
  readonly cpuMilliseconds: number;
  /** The sum of the peaks of the processes. */
  readonly peakMegabytes: number;
  readonly stdout: string;
}

/** In milliseconds; what a process does after the last look is not counted. */
const distanceOfLooks = 5;

/**
 * Runs a program to its end and looks at its processes meanwhile: one that ends another by force never learns what that
 * has taken.
 *
 * @throws if it ends with another exit code
 */
export async function measureTree({ directory, command, args, exitCodes, env }: Command): Promise<TreeRun> {
  const child = spawn(command, args, {
    cwd: directory,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let stdout = "";
  child.stdout.on("data", (data) => (stdout += String(data)));
  const seen = new Map<number, { cpu: number; peak: number }>();
  const looking = setInterval(() => {
    for (const pid of treeOf(child.pid ?? 0)) {
      const before = seen.get(pid);
      seen.set(pid, { cpu: cpuOf(pid) ?? before?.cpu ?? 0, peak: peakOf(pid) ?? before?.peak ?? 0 });
    }
  }, distanceOfLooks);
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  clearInterval(looking);
  if (code === null || !exitCodes.includes(code))
    throw new Error(`${command} ${args.join(" ")} in ${directory} ended with ${String(code)}\n${stdout}`);
  const all = [...seen.values()];
  return {
    cpuMilliseconds: all.reduce((sum, { cpu }) => sum + cpu, 0),
    peakMegabytes: all.reduce((sum, { peak }) => sum + peak, 0),
    stdout,
  };
}

/** A process and all that descend from it. */
function treeOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(treeOf)];
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  } catch {
    // It has ended.
    return [];
  }
}
