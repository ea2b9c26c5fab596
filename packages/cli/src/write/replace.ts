import { randomUUID } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { readRegular } from "../disk/file-system.js";
import { isInside, slashed } from "../paths.js";
import { isThere, type CheckedChange } from "./check.js";

const changed = "it has changed since it was read";

/** A change whose text is ready beside the file under another name. */
export interface StagedChange extends CheckedChange {
  readonly content: Buffer;
  readonly staged: string;
}

/** A change that takes a file away. */
export interface Deletion extends CheckedChange {
  readonly original: Buffer;
}

/** The steps to go back; the last comes first. */
export type Undos = (() => void)[];

/** Writes the new text beside the file, and makes its directory if necessary. */
export function stage(change: CheckedChange & { readonly content: Buffer }, undos: Undos): StagedChange {
  const directory = dirname(change.path);
  const made = mkdirSync(directory, { recursive: true });
  if (made !== undefined) {
    undos.push(() => {
      removeEmpty(directory, made);
    });
  }
  return { ...change, staged: writeBeside(change.realRoot, change.path, change.content, undos) };
}

/**
 * Writes a text under a name that no tsconfig includes, with the owner and the mode of the file beside it.
 * @returns that name
 */
function writeBeside(realRoot: string, path: string, content: Buffer, undos: Undos): string {
  const staged = nameBeside(path);
  // Fails if the name exists already, even as a link.
  const file = openSync(staged, "wx", 0o666);
  undos.push(() => {
    discard(staged);
  });
  try {
    // If the directory was exchanged for a link after the check, this file is elsewhere: empty, and soon gone. If it is
    // exchanged later, it holds no file of this name.
    if (!isInside(realRoot, slashed(realpathSync(staged)))) throw new Error("it leads outside the project by now");
    keepMode(file, path);
    // All of it, however many writes the system needs.
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return staged;
}

function nameBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
}

/** Removes the file beside, if possible: nothing reads it. */
export function discard(staged: string): void {
  try {
    rmSync(staged, { force: true });
  } catch {
    // Its directory may be read-only by now.
  }
}

function keepMode(file: number, path: string): void {
  const before = statSync(path, { throwIfNoEntry: false });
  if (!before) return;
  const { mode, uid, gid } = before;
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Only root can change the owner, and not every file system has owners.
  }
  fchmodSync(file, mode);
}

function removeEmpty(directory: string, upTo: string): void {
  for (let path = directory; path.length >= upTo.length; path = dirname(path)) {
    try {
      rmdirSync(path);
    } catch {
      // Another program has put a file there meanwhile.
      return;
    }
  }
}

/** Replaces the file by its new text in one step, unless it has changed meanwhile. */
export function putInPlace({ realRoot, path, original, content, staged }: StagedChange, undos: Undos): void {
  const isInPlace = (): boolean => contentOf(path)?.equals(content) === true;
  // The file is read once: between two reads another run may put the same text in place.
  const found = contentOf(path);
  if (found?.equals(content) === true) return;
  if (original) {
    // A save of the author before this is seen. One between this and the next line cannot be prevented.
    if (found?.equals(original) !== true) throw new Error(changed);
    renameSync(staged, path);
  } else if (!isCreated(staged, path)) {
    if (isInPlace()) return;
    throw new Error(changed);
  }
  undos.push(() => {
    // Only our own text is taken back.
    if (!isInPlace()) return;
    if (original) renameSync(writeBeside(realRoot, path, original, []), path);
    else rmSync(path);
  });
}

/**
 * Moves a file aside in one step, unless it has changed meanwhile, until all is done.
 * @returns its name there
 */
export function putAside({ realRoot, path, original }: Deletion, undos: Undos): string | undefined {
  if (!isThere(path)) return undefined;
  if (!isInside(realRoot, slashed(realpathSync(path)))) throw new Error("it leads outside the project by now");
  const aside = nameBeside(path);
  renameSync(path, aside);
  undos.push(() => {
    // A file that somebody has put there meanwhile is theirs.
    if (!isCreated(aside, path)) throw new Error(`it lies in ${basename(aside)}`);
    discard(aside);
  });
  if (contentOf(aside)?.equals(original) !== true) throw new Error(changed);
  return aside;
}

/** Gives a file its name, unless that exists by now. */
function isCreated(staged: string, path: string): boolean {
  try {
    linkSync(staged, path);
    return true;
  } catch {
    // It exists, or the file system has no links.
    if (isThere(path)) return false;
    renameSync(staged, path);
    return true;
  }
}

function contentOf(path: string): Buffer | undefined {
  try {
    const read = readRegular(path);
    if (!read) throw new Error("it is no regular file by now");
    return read.bytes;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
