import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { FileChange } from "@typed-session/core";
import writeFileAtomic from "write-file-atomic";
import { CannotRun } from "./exit.js";
import { isInside, pathFrom, slashed } from "./paths.js";

const byteOrderMark = "\uFEFF";

/** A change that may be made: what is on disk is what was analysed, and it can be written. */
interface CheckedChange {
  readonly fileName: string;
  /** What is on disk, to go back to if a later file cannot be written; `undefined` for a new file. */
  readonly original: Buffer | undefined;
  readonly text: string;
}

/**
 * Writes all changes, or none. Each file is replaced in one step; mode, line ends and byte-order mark stay as they are.
 *
 * @param root the project's directory, absolute: nothing outside it is written
 * @throws CannotRun when a file leads outside the project, has changed since it was read, or cannot be written
 */
export function writeChanges(root: string, changes: readonly FileChange[]): void {
  const checked = changes.map((change) => checkChange(root, change));
  const undos: (() => void)[] = [];
  for (const change of checked) {
    try {
      const made = mkdirSync(dirname(change.fileName), { recursive: true });
      if (made !== undefined)
        undos.unshift(() => {
          rmSync(made, { recursive: true });
        });
      writeFileAtomic.sync(change.fileName, change.text);
      undos.unshift(() => {
        undo(change);
      });
    } catch (error) {
      for (const undoOne of undos) undoOne();
      throw new CannotRun(
        `${pathFrom(root, change.fileName)} could not be written (${reason(error)}); nothing was changed.`,
      );
    }
  }
}

function checkChange(root: string, { fileName, before, after }: FileChange): CheckedChange {
  const name = pathFrom(root, fileName);
  const nearest = nearestExisting(fileName);
  const target = slashed(realpathSync(nearest));
  const realRoot = slashed(realpathSync(root));
  if (target !== realRoot && !isInside(realRoot, target)) {
    throw new CannotRun(`${name} leads outside the project, to ${target}; nothing was changed.`);
  }
  const exists = nearest === fileName;
  const original = exists ? readFileSync(fileName) : undefined;
  const hasMark = original?.toString("utf8").startsWith(byteOrderMark) === true;
  const current = original?.toString("utf8").slice(hasMark ? 1 : 0);
  if (current !== before) {
    throw new CannotRun(`${name} has changed since it was read; nothing was changed. Run fix again.`);
  }
  if (exists && !isWritable(fileName)) {
    throw new CannotRun(`${name} is read-only; nothing was changed. Make it writable and run fix again.`);
  }
  if (!isAccessible(exists ? dirname(target) : target)) {
    throw new CannotRun(`The directory of ${name} is not writable; nothing was changed.`);
  }
  return { fileName, original, text: hasMark ? byteOrderMark + after : after };
}

function nearestExisting(fileName: string): string {
  let path = fileName;
  while (!existsSync(path)) path = dirname(path);
  return path;
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

function undo({ fileName, original }: CheckedChange): void {
  if (original) writeFileAtomic.sync(fileName, original);
  else rmSync(fileName);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
