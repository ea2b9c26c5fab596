import { isUtf8 } from "node:buffer";
import { accessSync, constants, lstatSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { FileChange } from "@typed-session/core";
import { readRegular } from "../disk/file-system.js";
import { CannotRun } from "../exit.js";
import { isInside, pathFrom, slashed } from "../paths.js";

const byteOrderMark = "\uFEFF";

/** A change that may be made: the file on disk is the analysed one, and it can be written. */
export interface CheckedChange {
  /** Its name for the user. */
  readonly name: string;
  /** The directory outside of which it must not be written, links resolved. */
  readonly realRoot: string;
  /** The file itself, links resolved. */
  readonly path: string;
  /** The content on disk; `undefined` for a new file. */
  readonly original: Buffer | undefined;
  /** The new content; `undefined` for a file to delete. */
  readonly content: Buffer | undefined;
}

/**
 * Checks whether a change may be made, and where.
 * @param root the project's directory, absolute
 * @param realRoot the same, links resolved: nothing outside it is written
 * @throws CannotRun if it may not
 */
export function checkChange(root: string, realRoot: string, { fileName, before, after }: FileChange): CheckedChange {
  const name = pathFrom(root, fileName);
  const nearest = nearestExisting(fileName);
  const target = slashed(realpath(nearest, name));
  if (target !== realRoot && !isInside(realRoot, target)) {
    throw new CannotRun(
      `${name} leads outside the project, to ${target}; nothing was changed. Put the file itself into the project and run fix again.`,
    );
  }
  const exists = nearest === fileName;
  if (exists && after === undefined && lstatSync(fileName).isSymbolicLink()) {
    throw new CannotRun(
      `${name} is a link; nothing was changed. Put the file itself into its place and run fix again.`,
    );
  }
  if (exists && !statSync(target).isFile()) {
    throw new CannotRun(`${name} is not a file; nothing was changed. Move it away and run fix again.`);
  }
  const original = exists ? readRegular(target)?.bytes : undefined;
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
  const content = after === undefined ? undefined : Buffer.from(hasMark ? byteOrderMark + after : after);
  return { name, realRoot, path, original, content };
}

/** Whether the file already has the new text, or is gone. */
export function isDone({ original, content }: CheckedChange): boolean {
  return content === undefined ? original === undefined : original?.equals(content) === true;
}

/** The file, or its nearest parent directory that exists; a link counts as existing, wherever it leads. */
function nearestExisting(fileName: string): string {
  let path = fileName;
  while (!isThere(path)) path = dirname(path);
  return path;
}

/** Whether a path of that name exists, even as a link that leads nowhere. */
export function isThere(path: string): boolean {
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

/** The mode bits decide: root can write every file, but the owner of this one has forbidden it. */
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
