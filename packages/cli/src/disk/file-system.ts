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
import { fileURLToPath } from "node:url";
import { slashed } from "../paths.js";

// No function here throws: a missing or unreadable path has an answer too.

/** The kind of a path, links followed. A pipe, a socket or a device is `special`: reading it may block forever. */
export type Kind = "file" | "directory" | "special";

/** The state of a file or a directory before it was read. */
export interface Seen {
  /**
   * As long as this is the same, so is the file's content or the directory's list: a replacement has another inode, and
   * a write moves the change time, which no program can set.
   */
  readonly signature: string;
  /** The time of its last change, in milliseconds since 1970. */
  readonly changed: number;
}

export interface FileRead {
  readonly bytes: Buffer;
  readonly seen: Seen;
}

/** The sorted names in a directory, links followed. */
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

/** Whether a path of this name exists, even as a link that leads nowhere. */
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

/** The state of a path without reading it. */
export function look(path: string): Seen | undefined {
  const stats = statsOf(path);
  return stats && seenIn(stats);
}

/** The number of numbers in a signature. */
export const signatureLength = 5;

/** Writes the numbers of a path's signature; `false` if the path does not exist. Many files have many numbers. */
export function writeSignature(path: string, numbers: Float64Array, offset: number): boolean {
  const stats = statsOf(path);
  if (stats) numbers.set(numbersIn(stats), offset);
  return stats !== undefined;
}

/**
 * Reads a whole file. Anything but a regular file counts as missing, so that a pipe does not block.
 * @param limit in bytes: a larger file counts as missing too
 */
export function readBytes(fileName: string, limit = Infinity): FileRead | undefined {
  try {
    return readRegular(fileName, limit);
  } catch {
    return undefined;
  }
}

/**
 * The same with the reason.
 * @returns `undefined` for anything but a regular file, or a larger one
 * @throws if it is missing or unreadable
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

/** Gives some bytes of an open file. Throws if it has not that many. */
export type Part = (position: number, length: number) => Buffer;

/**
 * Reads parts of a file that is opened once.
 * @param read gets its size as well
 * @returns `undefined` for anything but a regular file, or if `read` throws
 */
export function readParts<Result>(fileName: string, read: (part: Part, size: number) => Result): Result | undefined {
  try {
    const file = openRegular(fileName);
    if (file === undefined) return undefined;
    try {
      const { size } = fstatSync(file);
      return read((position, length) => partOf(file, size, position, length), size);
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

function partOf(file: number, size: number, position: number, length: number): Buffer {
  if (position < 0 || length < 0 || position + length > size) throw new RangeError("outside of the file");
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length;) {
    const read = readSync(file, bytes, done, length - done, position + done);
    if (read === 0) throw new RangeError("the file has shrunk");
    done += read;
  }
  return bytes;
}

/** Windows has no such flag and no pipes among its files. */
const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/**
 * Opens a regular file. Opening a device may have effects, so the kind is checked first; a replacement in between is
 * opened without blocking.
 * @throws if it is missing or unreadable
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

/** Lists a directory: nothing if there is none. */
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

/** The target of a path after all links; the path itself if it does not exist. */
export function realPathOf(path: string): string {
  try {
    return slashed(realpathSync.native(path));
  } catch {
    return path;
  }
}

/**
 * The file that Node takes for `require(name)` in a directory. Node itself reads the `package.json` files for that and
 * blocks at a pipe, so this is asked only in a package whose own is a file.
 */
export function resolvePackage(name: string, directory: string): string | undefined {
  try {
    const fileName = createRequire(join(directory, "package.json")).resolve(name);
    // Node takes anything but a directory for a file, and loading it may block.
    return kindOf(fileName) === "file" ? slashed(fileName) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether two names that differ in upper and lower case are two files, as TypeScript tries it (5.4 to 7.1). */
export function isCaseSensitive(): boolean {
  if (process.platform === "win32") return false;
  const swapped = ownFile.replace(/\w/g, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
  return kindOf(swapped) === undefined;
}

const ownFile = fileURLToPath(import.meta.url);

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // The path has a file in the place of a directory, a circle of links, or a directory without access.
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
