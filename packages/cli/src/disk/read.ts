import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync, type Stats } from "node:fs";

/** Files and directories are known by this to be what they were. See `signatureOf`. */
export type Signature = string;

export interface FileRead {
  readonly bytes: Buffer;
  /** Of the file as it was before it was read. */
  readonly signature: Signature;
}

export interface Entries {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

/** What stands at a path, links followed. */
export type Kind = "file" | "directory";

export function kindOf(path: string): Kind | undefined {
  // A path with a file for a directory in it is an error of its own kind.
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats && kindFrom(stats);
  } catch {
    return undefined;
  }
}

function kindFrom(entry: Pick<Stats, "isFile" | "isDirectory">): Kind | undefined {
  if (entry.isFile()) return "file";
  return entry.isDirectory() ? "directory" : undefined;
}

/** Reads a whole file; `undefined` where there is none that may be read. */
export function readBytes(fileName: string): FileRead | undefined {
  let file: number | undefined;
  try {
    file = openSync(fileName, "r");
    const stats = fstatSync(file);
    if (!stats.isFile()) return undefined;
    return { bytes: readAll(file, stats.size), signature: signatureFrom(stats) };
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
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

/** What a directory holds; nothing where there is none that may be read. */
export function entriesIn(directory: string): Entries {
  const files: string[] = [];
  const directories: string[] = [];
  try {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const kind = entry.isSymbolicLink() ? kindOf(`${directory}/${entry.name}`) : kindFrom(entry);
      if (kind === "file") files.push(entry.name);
      else if (kind === "directory") directories.push(entry.name);
    }
  } catch {
    // Not there, or not to be read.
  }
  return { files: files.sort(), directories: directories.sort() };
}

/**
 * What tells that a file, or the list of a directory's entries, is still the same: another one in its place has another inode, and
 * whoever writes to it sets its change time, which no program can set back.
 */
export function signatureOf(path: string): Signature | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats && signatureFrom(stats);
  } catch {
    return undefined;
  }
}

function signatureFrom({ ino, size, mtimeMs, ctimeMs }: Stats): Signature {
  return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}
