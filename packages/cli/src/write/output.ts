import { realpathSync, renameSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { isLink } from "../disk/file-system.js";
import { CannotRun } from "../exit.js";
import { isInside, slashed } from "../paths.js";
import { isThere } from "./check.js";
import { discard, stage, type Undos } from "./replace.js";

/** Files that an author has written: a report in the place of one would be a slip. */
const isSource = /(?:\.(?:[cm]?[jt]sx?|vue|svelte|astro)|^(?:package|[jt]sconfig[^/]*)\.json)$/;

/**
 * Writes a report in one step, so that a reader sees the last one or this one. Missing folders are made.
 *
 * @param directories absolute; nothing outside of all of them is written, links followed
 * @param fileName absolute
 * @throws CannotRun if the file is not allowed there, or cannot be written
 */
export function writeOutput(directories: readonly string[], fileName: string, text: string): void {
  const path = targetOf(directories, slashed(fileName));
  const undos: Undos = [];
  try {
    const realRoot = rootOf(directories, path) ?? dirname(path);
    const change = { name: fileName, realRoot, path, original: undefined, content: Buffer.from(text) };
    const { staged } = stage(change, undos);
    try {
      renameSync(staged, path);
    } catch (error) {
      discard(staged);
      throw error;
    }
  } catch (error) {
    for (const undo of undos.toReversed()) undo();
    const reason = error instanceof Error ? error.message : String(error);
    throw refusal(fileName, `cannot be written (${reason})`, "Remove the cause, or name another file");
  }
}

/** The file's place, links resolved. */
function targetOf(directories: readonly string[], fileName: string): string {
  let nearest = fileName;
  while (!isThere(nearest)) nearest = dirname(nearest);
  if (nearest === fileName && isLink(fileName)) {
    throw refusal(fileName, "is a link", "Remove it, or name another file");
  }
  if (nearest === fileName && !statSync(fileName).isFile()) {
    throw refusal(fileName, "is no regular file", "Name another file");
  }
  if (isSource.test(basename(fileName))) {
    throw refusal(fileName, "has the name of a source file", "Name one that nobody has written");
  }
  const path = slashed(realpathSync(nearest)) + fileName.slice(nearest.length);
  if (rootOf(directories, path) === undefined) {
    throw refusal(fileName, "lies outside the project and the current directory", "Name a file inside, or use `>`");
  }
  return path;
}

/** The directory of a path, links resolved. */
function rootOf(directories: readonly string[], path: string): string | undefined {
  return directories.map((one) => slashed(realpathSync(one))).find((one) => isInside(one, path));
}

function refusal(fileName: string, why: string, remedy: string): CannotRun {
  return new CannotRun(`--output-file names ${fileName}, which ${why}. ${remedy} and run this again.`);
}
