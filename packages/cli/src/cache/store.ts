import { createHash, createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CheckResult } from "../commands/result.js";
import { isLink, isNamed, readBytes } from "../disk/file-system.js";
import { dataFileName } from "../disk/plug-and-play/name.js";
import type { Surroundings } from "../io.js";
import { isComplete } from "./complete.js";
import { sealingKey } from "./key.js";
import { pathsIn, summaryOf, type Summary } from "./summary.js";
import type { Trace } from "./trace.js";

/** The result of a run, and everything it rests on. */
export interface Run {
  readonly result: CheckResult;
  readonly trace: Trace;
}

/** The place of a run's result, and the proof that this user kept it for this run. */
export interface Entry {
  readonly fileName: string;
  /** Tells this run from others. */
  readonly identity: string;
  readonly key: Buffer;
}

/** A kept run. At first only the part of its trace without a summary is read. */
export interface KeptRun extends Omit<Run, "trace"> {
  readonly unsummed: Trace;
  /** The paths with summarized signatures, and the digest of the summary. */
  readonly summed: Omit<Summary, "paths"> & { readonly paths: readonly string[] };
  readonly trace: () => Trace;
}

/** The part of an entry that is read each time. */
interface Head {
  readonly result: CheckResult;
  readonly summary: Summary;
  readonly unsummed: Trace;
}

/** Entries of another format are ignored. */
const form = 3;

/** Maximum size in bytes. A project with 100,000 files has an entry of half this size. */
const largestEntry = 64 * 1024 * 1024;

/** Maximum number of entries: runs with other arguments have their own, and few of them are needed for long. */
const mostEntries = 10;

/**
 * The place of a run's result: `.cache/typed-session/` in the nearest `node_modules`, as other tools do.
 *
 * @param identity tells this run from others
 * @returns `undefined` if no parent directory has packages installed, if one of the folders is a link, which leads to
 * another project's, if there is no key, or in a project of Yarn's Plug'n'Play, whose archives have no signatures
 */
export function entryFor(surroundings: Surroundings, identity: readonly unknown[]): Entry | undefined {
  const installed = nearestWith("node_modules", surroundings.cwd);
  if (installed === undefined || nearestWith(dataFileName, surroundings.cwd) !== undefined) return undefined;
  const modules = join(installed, "node_modules");
  const ours = join(modules, ".cache", "typed-session");
  if ([modules, dirname(ours), ours].some(isLink)) return undefined;
  const repository = nearestWith(".git", surroundings.cwd);
  const key = sealingKey(surroundings, [installed, ...(repository === undefined ? [] : [repository])]);
  if (!key) return undefined;
  const text = JSON.stringify(identity);
  const name = createHash("sha256").update(text).digest("hex").slice(0, 32);
  return { fileName: join(ours, `${name}.json`), identity: text, key };
}

/** The nearest parent directory that holds an entry of this name. */
function nearestWith(name: string, from: string): string | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    if (isNamed(join(directory, name))) return directory;
    if (dirname(directory) === directory) return undefined;
  }
}

/**
 * The run in an entry, if this user has kept it for the same run and its trace is complete. A foreign or damaged entry
 * counts as missing.
 */
export function keptRun(entry: Entry): KeptRun | undefined {
  const bytes = readBytes(entry.fileName, largestEntry)?.bytes;
  const end = bytes?.indexOf("\n") ?? -1;
  if (!bytes || end === -1) return undefined;
  const body = bytes.subarray(end + 1);
  if (!isSame(bytes.subarray(0, end), Buffer.from(sealOf(entry, body)))) return undefined;
  const split = body.indexOf("\n");
  const { summary, unsummed, result } = JSON.parse(body.toString("utf8", 0, split)) as Head;
  const summed = { paths: pathsIn(summary.paths), digest: summary.digest };
  if (!isComplete(result, new Set([...summed.paths, ...contentsIn(unsummed)]), packagesIn(unsummed))) return undefined;
  return { result, unsummed, summed, trace: () => JSON.parse(body.toString("utf8", split + 1)) as Trace };
}

/** The seal over an entry's content and its run's identity, so that an entry of one run is worthless for another. */
export function sealOf({ identity, key }: Entry, body: Buffer): string {
  return createHmac("sha256", key).update(`typed-session ${form}\n${identity}\n`).update(body).digest("base64url");
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The files whose content a run has read. */
function contentsIn(trace: Trace): string[] {
  return trace.flatMap(([[kind, path]]) => (kind === "content" ? [path] : []));
}

function packagesIn(trace: Trace): string[] {
  return trace.flatMap(([[kind, name]]) => (kind === "package" ? [name] : []));
}

/**
 * Makes room for an entry. Called before a run is recorded, since it changes a directory in which packages are looked
 * up.
 */
export function makeRoomFor({ fileName }: Entry): void {
  try {
    mkdirSync(dirname(fileName), { recursive: true });
  } catch {
    // See `keepRun`.
  }
}

/** Keeps a run. If that is impossible, the next run only takes longer. */
export function keepRun(entry: Entry, { trace, result }: Run): void {
  if (!isComplete(result, new Set(contentsIn(trace)), packagesIn(trace))) return;
  const unsummed = trace.filter(([, , signature]) => signature === "");
  const head: Head = { result, summary: summaryOf(trace), unsummed };
  const body = Buffer.from(`${JSON.stringify(head)}\n${JSON.stringify(trace)}`);
  if (body.length >= largestEntry) return;
  try {
    // The name is unpredictable and new, so that no foreign link is followed.
    const written = `${entry.fileName}.${randomUUID()}`;
    writeFileSync(written, Buffer.concat([Buffer.from(`${sealOf(entry, body)}\n`), body]), { flag: "wx" });
    renameSync(written, entry.fileName);
    removeOldest(dirname(entry.fileName));
  } catch {
    // A full or read-only disk is reported by `fix`, not here.
  }
}

function removeOldest(directory: string): void {
  const entries = readdirSync(directory)
    .map((name) => join(directory, name))
    .map((path) => ({ path, written: lstatSync(path).mtimeMs }))
    .sort((a, b) => b.written - a.written);
  for (const { path } of entries.slice(mostEntries)) rmSync(path, { force: true });
}
