import { disk, type Disk } from "./disk/disk.js";

/** Where text goes: a terminal, a pipe, or a test's list of strings. */
export interface Output {
  write(text: string): unknown;
  /** Whether a person is looking: decides colours and progress. */
  readonly isTTY?: boolean;
}

/** Everything the command takes from the process it runs in. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All that is read; what is written is written by `writeChanges`. */
  readonly disk: Disk;
  /** The answer, and nothing else. */
  readonly stdout: Output;
  /** What is said beside the answer: notes, problems, progress. */
  readonly stderr: Output;
}

/** The surroundings of the running process. */
export function processIo(): Io {
  return { cwd: process.cwd(), env: process.env, disk, stdout: process.stdout, stderr: process.stderr };
}

/** Whether `DEBUG=typed-session` asks for counts and stack traces. */
export function isDebugging({ env }: Io): boolean {
  return (env["DEBUG"] ?? "").split(/[\s,]+/).includes("typed-session");
}
