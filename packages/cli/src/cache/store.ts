import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { isLink, isNamed } from "../disk/file-system.js";
import type { ExitCode } from "../exit.js";
import { digestOf } from "./digest.js";
import { summaryOf, type Summary } from "./summary.js";
import type { Trace } from "./trace.js";

/** What was printed, in its order. */
export type Printed = readonly (readonly [output: "stdout" | "stderr", text: string])[];

/** What a run came to, and what that rests on. */
export interface Run {
  readonly exitCode: ExitCode;
  readonly printed: Printed;
  readonly trace: Trace;
}

/** A run that is kept. Of its trace only what cannot be summed up is read at first. */
export interface KeptRun extends Omit<Run, "trace"> {
  readonly summary: Summary;
  readonly unsummed: Trace;
  /** `undefined` where it is not as it was written. */
  readonly trace: () => Trace | undefined;
}

/** What of an entry is read each time. */
interface Head extends Omit<KeptRun, "trace"> {
  readonly format: number;
  /** Of the trace as it is written. */
  readonly traceDigest: string;
}

const format = 1;

/** Runs with other arguments have entries of their own; nobody needs all of them for ever. */
const mostEntries = 10;

/**
 * Where the result of a run is kept: `.cache/typed-session/` in the nearest `node_modules`, as other tools do.
 *
 * @param identity what tells this run from others
 * @returns `undefined` where no directory above has packages installed, or where one of these is a link: it leads to somebody else's
 */
export function entryFor(cwd: string, identity: readonly unknown[]): string | undefined {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const modules = join(directory, "node_modules");
    if (isNamed(modules)) {
      const ours = join(modules, ".cache", "typed-session");
      if ([modules, dirname(ours), ours].some(isLink)) return undefined;
      const name = createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 32);
      return join(ours, `${name}.json`);
    }
    if (dirname(directory) === directory) return undefined;
  }
}

/** The run that is kept in an entry, if there is one that is as it was written. */
export function keptRun(entry: string): KeptRun | undefined {
  try {
    const [digest, head, trace] = linesOf(readFileSync(entry));
    if (digest.toString() !== digestOf(head)) return undefined;
    const { format: itsFormat, traceDigest, ...run } = JSON.parse(head.toString()) as Head;
    if (itsFormat !== format) return undefined;
    return {
      ...run,
      trace: () => (digestOf(trace) === traceDigest ? (JSON.parse(trace.toString()) as Trace) : undefined),
    };
  } catch {
    return undefined;
  }
}

/** The first two lines, and all that follows: there is one more, which is long, and is seldom needed as text. */
function linesOf(bytes: Buffer): [Buffer, Buffer, Buffer] {
  const first = bytes.indexOf("\n");
  const second = bytes.indexOf("\n", first + 1);
  return [bytes.subarray(0, first), bytes.subarray(first + 1, second), bytes.subarray(second + 1)];
}

/** Makes room for an entry. To be called before a run is recorded: it changes a directory that packages are looked for in. */
export function makeRoomFor(entry: string): void {
  try {
    mkdirSync(dirname(entry), { recursive: true });
  } catch {
    // See `keepRun`.
  }
}

/** Keeps a run. Where that is impossible the next one takes longer, and that is all. */
export function keepRun(entry: string, { trace, ...result }: Run): void {
  const unsummed = trace.filter(([, , signature]) => signature === "");
  const traceText = JSON.stringify(trace);
  const head: Head = { format, ...result, summary: summaryOf(trace), unsummed, traceDigest: digestOf(traceText) };
  const headText = JSON.stringify(head);
  try {
    const written = `${entry}.${process.pid}`;
    writeFileSync(written, [digestOf(headText), headText, traceText].join("\n"));
    renameSync(written, entry);
    removeOldest(dirname(entry));
  } catch {
    // A disk that is full or not to be written on is for `fix` to speak of.
  }
}

function removeOldest(directory: string): void {
  const entries = readdirSync(directory)
    .map((name) => join(directory, name))
    .map((path) => ({ path, written: statSync(path).mtimeMs }))
    .sort((a, b) => b.written - a.written);
  for (const { path } of entries.slice(mostEntries)) rmSync(path, { force: true });
}
