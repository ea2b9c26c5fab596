import type { FileChange } from "@typed-session/core";
import type { Disk } from "./disk/disk.js";
import type { ProgramMemory } from "./project/memory.js";

/** Where text goes: a terminal, a pipe, or a test's list of strings. */
export interface Output {
  write(text: string): unknown;
  /** Whether a person is looking: decides colours and progress. */
  readonly isTTY?: boolean;
}

/** What the command takes from the process that it runs in. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The answer, and nothing else. */
  readonly stdout: Output;
  /** What is said beside the answer: notes, problems, progress. */
  readonly stderr: Output;
  /** When the run began, by `performance.now()`; from the call on where it is left out. */
  readonly started?: number;
}

/** Everything that the command takes from outside. */
export interface Io extends Surroundings {
  /** All that is read; what is written is written by `writeChanges`. */
  readonly disk: Disk;
  /** What is known from earlier runs of the same process. */
  readonly memory?: ProgramMemory;
  /** Is told what has been written, and by whom: this command. */
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
