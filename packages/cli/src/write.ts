import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { FileChange } from "@typed-session/core";
import { CannotRun } from "./exit.js";
import { isInside, pathFrom, slashed } from "./paths.js";

const byteOrderMark = "\uFEFF";
const changed = "it has changed since it was read";

/** A change that may be made: what is on disk is what was analysed, and it can be written. */
interface CheckedChange {
  /** How it is named to the user. */
  readonly name: string;
  /** The file itself, links resolved. */
  readonly path: string;
  /** What is on disk; `undefined` for a new file. */
  readonly original: Buffer | undefined;
  readonly content: Buffer;
}

/** A change whose text lies ready beside the file, in a file of another name. */
interface StagedChange extends CheckedChange {
  readonly staged: string;
}

/** What is to be done to go back; the last comes first. */
type Undos = (() => void)[];

/**
 * Writes all changes, or none. Each file is replaced in one step; mode, line ends and byte-order mark stay as they are. A file that
 * has the new text by now, from another run, is left alone.
 *
 * @param root the project's directory, absolute: nothing outside it is written
 * @throws CannotRun when a file leads outside the project, has changed since it was read, or cannot be written
 */
export function writeChanges(root: string, changes: readonly FileChange[]): void {
  const realRoot = slashed(realpathSync(root));
  const undos: Undos = [];
  const checked = changes
    .map((change) => orGoBack(undos, pathFrom(root, change.fileName), () => checkChange(root, realRoot, change)))
    .filter((change) => !isDone(change));
  holdingSignals(() => {
    // All texts first: a disk that is full shows before the first file is touched.
    const staged = checked.map((change) => orGoBack(undos, change.name, () => stage(realRoot, change, undos)));
    for (const change of staged)
      orGoBack(undos, change.name, () => {
        putInPlace(realRoot, change, undos);
      });
    for (const change of staged) discard(change.staged);
  });
}

function checkChange(root: string, realRoot: string, { fileName, before, after }: FileChange): CheckedChange {
  const name = pathFrom(root, fileName);
  const nearest = nearestExisting(fileName);
  const target = slashed(realpath(nearest, name));
  if (target !== realRoot && !isInside(realRoot, target)) {
    throw new CannotRun(
      `${name} leads outside the project, to ${target}; nothing was changed. Put the file itself into the project and run fix again.`,
    );
  }
  const exists = nearest === fileName;
  if (exists && !statSync(target).isFile()) {
    throw new CannotRun(`${name} is not a file; nothing was changed. Move it away and run fix again.`);
  }
  const original = exists ? readFileSync(target) : undefined;
  if (original && !isUtf8(original)) {
    throw new CannotRun(`${name} is not UTF-8 text; nothing was changed. Save it as UTF-8 and run fix again.`);
  }
  const text = original?.toString("utf8");
  const hasMark = text?.startsWith(byteOrderMark) === true;
  const current = text?.slice(hasMark ? 1 : 0);
  if (current !== before && current !== after) {
    throw new CannotRun(`${name} has changed since it was read; nothing was changed. Run fix again.`);
  }
  if (exists && !isWritable(target)) {
    throw new CannotRun(`${name} is read-only; nothing was changed. Make it writable and run fix again.`);
  }
  if (!isAccessible(exists ? dirname(target) : target)) {
    throw new CannotRun(
      `The directory of ${name} is not writable; nothing was changed. Make it writable and run fix again.`,
    );
  }
  const path = `${target}${fileName.slice(nearest.length)}`;
  return { name, path, original, content: Buffer.from(hasMark ? byteOrderMark + after : after) };
}

function isDone({ original, content }: CheckedChange): boolean {
  return original?.equals(content) === true;
}

/** The file or, where it is not there, the directory above it that is; a link counts as being there, wherever it leads. */
function nearestExisting(fileName: string): string {
  let path = fileName;
  while (!isThere(path)) path = dirname(path);
  return path;
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function realpath(path: string, name: string): string {
  try {
    return realpathSync(path);
  } catch {
    throw new CannotRun(`${name} is a link that leads nowhere; nothing was changed. Remove it and run fix again.`);
  }
}

/** The mode bits decide: for root every file is writable, but its owner has said that this one is not to be written. */
function isWritable(fileName: string): boolean {
  return (statSync(fileName).mode & 0o222) !== 0 && isAccessible(fileName);
}

function isAccessible(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Interrupted between two files, the first would be changed and the second not. Writing takes a moment, and no longer. */
function holdingSignals(write: () => void): void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const ignore = (): void => undefined;
  for (const signal of signals) process.on(signal, ignore);
  try {
    write();
  } finally {
    for (const signal of signals) process.off(signal, ignore);
  }
}

/** @throws CannotRun when the action fails, after everything was undone */
function orGoBack<Result>(undos: Undos, name: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    // The sentence is there already; it is said before anything was done.
    if (error instanceof CannotRun) throw error;
    const [failed] = undos.toReversed().flatMap(failureOf);
    const outcome =
      failed === undefined ? "nothing was changed" : `what was changed before could not be put back (${failed})`;
    throw new CannotRun(
      `${name} could not be written (${reason(error)}); ${outcome}. Remove the cause and run fix again.`,
    );
  }
}

function failureOf(action: () => void): string[] {
  try {
    action();
    return [];
  } catch (error) {
    return [reason(error)];
  }
}

/** Writes the new text beside the file. */
function stage(realRoot: string, change: CheckedChange, undos: Undos): StagedChange {
  const directory = dirname(change.path);
  const made = mkdirSync(directory, { recursive: true });
  if (made !== undefined) {
    undos.push(() => {
      removeEmpty(directory, made);
    });
  }
  return { ...change, staged: writeBeside(realRoot, change.path, change.content, undos) };
}

/**
 * Writes a text under a name that no tsconfig takes, with the owner and the mode of the file beside which it stands.
 * @returns that name
 */
function writeBeside(realRoot: string, path: string, content: Buffer, undos: Undos): string {
  const staged = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  // Fails where there is something of that name already, a link included.
  const file = openSync(staged, "wx", 0o666);
  undos.push(() => {
    discard(staged);
  });
  try {
    // Had the directory been exchanged for a link since it was looked at, this file would be elsewhere: empty, and soon gone. If it is
    // exchanged after this, there is no file of this name in it.
    if (!isInside(realRoot, slashed(realpathSync(staged)))) throw new Error("it leads outside the project by now");
    keepMode(file, path);
    // All of it, however many writes the system makes of that.
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return staged;
}

/** Removes what was written aside, if it can be removed: nothing reads it. */
function discard(staged: string): void {
  try {
    rmSync(staged, { force: true });
  } catch {
    // Its directory may no longer be written.
  }
}

function keepMode(file: number, path: string): void {
  const before = statSync(path, { throwIfNoEntry: false });
  if (!before) return;
  const { mode, uid, gid } = before;
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Only root can give a file away, and not every file system knows of owners.
  }
  fchmodSync(file, mode);
}

function removeEmpty(directory: string, upTo: string): void {
  for (let path = directory; path.length >= upTo.length; path = dirname(path)) {
    try {
      rmdirSync(path);
    } catch {
      // Somebody has put something there meanwhile.
      return;
    }
  }
}

function putInPlace(realRoot: string, { path, original, content, staged }: StagedChange, undos: Undos): void {
  const isInPlace = (): boolean => contentOf(path)?.equals(content) === true;
  if (isInPlace()) return;
  if (original) {
    // What an author saves before this is seen, and nothing can be done about what is saved between this and the next line.
    if (contentOf(path)?.equals(original) !== true) throw new Error(changed);
    renameSync(staged, path);
  } else if (!isCreated(staged, path)) {
    if (isInPlace()) return;
    throw new Error(changed);
  }
  undos.push(() => {
    // Only what is ours is taken back.
    if (!isInPlace()) return;
    if (original) renameSync(writeBeside(realRoot, path, original, []), path);
    else rmSync(path);
  });
}

/** Gives a file its name, unless there is one of that name by now. */
function isCreated(staged: string, path: string): boolean {
  try {
    linkSync(staged, path);
    return true;
  } catch {
    // There is one, or the file system has no links.
    if (isThere(path)) return false;
    renameSync(staged, path);
    return true;
  }
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
