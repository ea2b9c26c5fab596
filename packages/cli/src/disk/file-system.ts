import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
  type Dirent,
  type Stats,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { slashed } from "../paths.js";

// Nothing here throws: what is not there, or may not be looked at, has an answer too.

/** What stands at a path, links followed. A pipe, a socket or a device is `special`: whoever reads it may wait for ever. */
export type Kind = "file" | "directory" | "special";

/** What was to be seen of a file or a directory before it was read. */
export interface Seen {
  /**
   * As long as this is the same, so is the file's content, or the list of the directory's entries: another one in its place has another
   * inode, and whoever writes to it moves its change time, which no program can set.
   */
  readonly signature: string;
  /** When it was last changed, in milliseconds since 1970. */
  readonly changed: number;
}

export interface FileRead {
  readonly bytes: Buffer;
  readonly seen: Seen;
}

/** The names of what a directory holds, links followed, sorted. */
export interface Entries {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

export interface DirectoryRead extends Entries {
  readonly hasLinks: boolean;
  readonly seen: Seen | undefined;
}

export function kindOf(path: string): Kind | undefined {
  const stats = statsOf(path);
  return stats && kindFrom(stats);
}

/** Whether anything has this name, be it a link that leads nowhere. */
export function isNamed(path: string): boolean {
  return entryAt(path) !== undefined;
}

export function isLink(path: string): boolean {
  return entryAt(path)?.isSymbolicLink() === true;
}

function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What is to be seen of a path without reading it. */
export function look(path: string): Seen | undefined {
  const stats = statsOf(path);
  return stats && seenIn(stats);
}

/** How many numbers a signature consists of. */
export const signatureLength = 5;

/** Writes the numbers of a path's signature, which are many where there are many files; `false` where nothing is there. */
export function writeSignature(path: string, numbers: Float64Array, offset: number): boolean {
  const stats = statsOf(path);
  if (stats) numbers.set(numbersIn(stats), offset);
  return stats !== undefined;
}

/**
 * Reads a whole file. What is no regular file is not there: nobody waits for what a pipe will say.
 * @param limit in bytes: a larger file is not there either
 */
export function readBytes(fileName: string, limit = Infinity): FileRead | undefined {
  try {
    return readRegular(fileName, limit);
  } catch {
    return undefined;
  }
}

/**
 * The same for one who wants to know why.
 * @returns `undefined` for what is no regular file, or a larger one
 * @throws where it is not there or may not be read
 */
export function readRegular(fileName: string, limit = Infinity): FileRead | undefined {
  const file = openRegular(fileName);
  if (file === undefined) return undefined;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.size > limit) return undefined;
    return { bytes: readAll(file, stats.size), seen: seenIn(stats) };
  } finally {
    closeSync(file);
  }
}

/** Windows has no such flag, and no pipes among its files. */
const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/**
 * Opens what is a regular file. To open a device may already do something, so it is looked at first; what is put into its place between
 * the two is opened without waiting for anybody.
 * @throws where it is not there or may not be read
 */
function openRegular(fileName: string): number | undefined {
  return statSync(fileName).isFile() ? openSync(fileName, constants.O_RDONLY | nonBlocking) : undefined;
}

/** A file may grow or shrink while it is read. */
function readAll(file: number, size: number): Buffer {
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const read = readSync(file, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
    if (length === bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)]);
  }
}

/** Lists a directory: nothing where there is none. */
export function entriesIn(directory: string): DirectoryRead {
  const seen = look(directory);
  const files: string[] = [];
  const directories: string[] = [];
  let hasLinks = false;
  for (const entry of listOf(directory)) {
    const isLink = entry.isSymbolicLink();
    hasLinks ||= isLink;
    const kind = isLink ? kindOf(join(directory, entry.name)) : kindFrom(entry);
    if (kind === "file") files.push(entry.name);
    else if (kind === "directory") directories.push(entry.name);
  }
  return { files: files.sort(), directories: directories.sort(), hasLinks, seen };
}

function listOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Where a path leads when links are followed: the path itself where nothing is there. */
export function realPathOf(path: string): string {
  try {
    return slashed(realpathSync.native(path));
  } catch {
    return path;
  }
}

/**
 * The file that Node takes for `require(name)` in a directory. Node itself reads the `package.json` files for that, and waits for those that are pipes: so
 * this is asked only in a package whose own is known to be a file.
 */
export function resolvePackage(name: string, directory: string): string | undefined {
  try {
    const fileName = createRequire(join(directory, "package.json")).resolve(name);
    // For Node whatever is no directory is a file, and whoever loads it waits.
    return kindOf(fileName) === "file" ? slashed(fileName) : undefined;
  } catch {
    return undefined;
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A file where the path has a directory, a circle of links, a directory that may not be entered.
    return undefined;
  }
}

function kindFrom(entry: Pick<Stats, "isFile" | "isDirectory">): Kind {
  if (entry.isFile()) return "file";
  return entry.isDirectory() ? "directory" : "special";
}

function seenIn(stats: Stats): Seen {
  return { signature: numbersIn(stats).join(" "), changed: Math.max(stats.mtimeMs, stats.ctimeMs) };
}

function numbersIn({ dev, ino, size, mtimeMs, ctimeMs }: Stats): readonly number[] {
  return [dev, ino, size, mtimeMs, ctimeMs];
}
