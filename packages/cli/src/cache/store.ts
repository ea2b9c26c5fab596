import { createHash, createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CheckResult } from "../commands/result.js";
import { isLink, isNamed, readBytes } from "../disk/file-system.js";
import type { Surroundings } from "../io.js";
import { isComplete } from "./complete.js";
import { sealingKey } from "./key.js";
import { pathsIn, summaryOf, type Summary } from "./summary.js";
import type { Trace } from "./trace.js";

/** What a run came to, and what that rests on. */
export interface Run {
  readonly result: CheckResult;
  readonly trace: Trace;
}

/** Where the result of a run is kept, and what shows that it was kept by this user, for this run. */
export interface Entry {
  readonly fileName: string;
  /** What tells this run from others. */
  readonly identity: string;
  readonly key: Buffer;
}

/** A run that is kept. Of its trace only what cannot be summed up is read at first. */
export interface KeptRun extends Omit<Run, "trace"> {
  readonly unsummed: Trace;
  /** The paths whose signatures are summed up, and what these come to. */
  readonly summed: Omit<Summary, "paths"> & { readonly paths: readonly string[] };
  readonly trace: () => Trace;
}

/** What of an entry is read each time. */
interface Head {
  readonly result: CheckResult;
  readonly summary: Summary;
  readonly unsummed: Trace;
}

/** Entries of another form are none. */
const form = 3;

/** In bytes. A project with 100,000 files has an entry of half this size. */
const largestEntry = 64 * 1024 * 1024;

/** Runs with other arguments have entries of their own; nobody needs all of them for ever. */
const mostEntries = 10;

/**
 * Where the result of a run is kept: `.cache/typed-session/` in the nearest `node_modules`, as other tools do.
 *
 * @param identity what tells this run from others
 * @returns `undefined` where no directory above has packages installed, where one of these is a link, since it leads to somebody else's, and
 * where there is no key to seal with
 */
export function entryFor(surroundings: Surroundings, identity: readonly unknown[]): Entry | undefined {
  const installed = nearestWith("node_modules", surroundings.cwd);
  if (installed === undefined) return undefined;
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

/** The nearest directory, upward, that holds something of this name. */
function nearestWith(name: string, from: string): string | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    if (isNamed(join(directory, name))) return directory;
    if (dirname(directory) === directory) return undefined;
  }
}

/**
 * The run that is kept in an entry, if this user has kept it there for the same run, and it names all that it must rest on. Whatever else lies
 * there, somebody else's or damaged, is not there.
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

/** The seal over what an entry holds, and over the run that it is for: what is kept for one is nothing for another. */
export function sealOf({ identity, key }: Entry, body: Buffer): string {
  return createHmac("sha256", key).update(`typed-session ${form}\n${identity}\n`).update(body).digest("base64url");
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The files whose content a run has asked for. */
function contentsIn(trace: Trace): string[] {
  return trace.flatMap(([[kind, path]]) => (kind === "content" ? [path] : []));
}

function packagesIn(trace: Trace): string[] {
  return trace.flatMap(([[kind, name]]) => (kind === "package" ? [name] : []));
}

/** Makes room for an entry. To be called before a run is recorded: it changes a directory that packages are looked for in. */
export function makeRoomFor({ fileName }: Entry): void {
  try {
    mkdirSync(dirname(fileName), { recursive: true });
  } catch {
    // See `keepRun`.
  }
}

/** Keeps a run. Where that is impossible the next one takes longer, and that is all. */
export function keepRun(entry: Entry, { trace, result }: Run): void {
  if (!isComplete(result, new Set(contentsIn(trace)), packagesIn(trace))) return;
  const unsummed = trace.filter(([, , signature]) => signature === "");
  const head: Head = { result, summary: summaryOf(trace), unsummed };
  const body = Buffer.from(`${JSON.stringify(head)}\n${JSON.stringify(trace)}`);
  if (body.length >= largestEntry) return;
  try {
    // Under a name that nobody can foresee, and that is not there: no link of somebody else's is followed.
    const written = `${entry.fileName}.${randomUUID()}`;
    writeFileSync(written, Buffer.concat([Buffer.from(`${sealOf(entry, body)}\n`), body]), { flag: "wx" });
    renameSync(written, entry.fileName);
    removeOldest(dirname(entry.fileName));
  } catch {
    // A disk that is full or not to be written on is for `fix` to speak of.
  }
}

function removeOldest(directory: string): void {
  const entries = readdirSync(directory)
    .map((name) => join(directory, name))
    .map((path) => ({ path, written: lstatSync(path).mtimeMs }))
    .sort((a, b) => b.written - a.written);
  for (const { path } of entries.slice(mostEntries)) rmSync(path, { force: true });
}
