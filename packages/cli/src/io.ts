import type { FileChange } from "@typed-session/core";
import type { Disk } from "./disk/disk.js";
import type { ProgramMemory } from "./project/memory.js";

/** The target of text: a terminal, a pipe, or a test's list of strings. */
export interface Output {
  write(text: string): unknown;
  /** Whether a person reads it: decides colours and progress. */
  readonly isTTY?: boolean;
}

/** The parts of the process that the command uses. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The answer and nothing else. */
  readonly stdout: Output;
  /** Everything beside the answer: notes, problems, progress. */
  readonly stderr: Output;
  /** The start of the run, by `performance.now()`; the time of the call by default. */
  readonly started?: number;
}

/** Everything that the command takes from outside. */
export interface Io extends Surroundings {
  /** The disk for reading; `writeChanges` does all writing. */
  readonly disk: Disk;
  /** The knowledge from earlier runs of the same process. */
  readonly memory?: ProgramMemory;
  /** Gets the changes that this command has written. */
  readonly onWritten?: (changes: readonly FileChange[]) => void;
}

/** The surroundings of the running process. */
export function processSurroundings(): Surroundings {
  return { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr, started: 0 };
}

/** Whether `DEBUG=typed-session` asks for counts and stack traces. */
export function isDebugging({ env }: Surroundings): boolean {
  return (env["DEBUG"] ?? "").split(/[\s,]+/).includes("typed-session");
}
