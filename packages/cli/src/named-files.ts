import { resolve } from "node:path";
import type { Disk } from "./disk/disk.js";
import { CannotRun } from "./exit.js";
import { isInside, slashed } from "./paths.js";

/** Whether the user has named the file with this absolute name. */
export type IsNamed = (fileName: string) => boolean;

/**
 * The files that the arguments of a command name, those in named folders included.
 *
 * @param names as given, relative to `cwd`
 * @returns `undefined` without names, which stands for everything
 * @throws CannotRun for a name that is neither a file nor a folder
 */
export function namedFiles(disk: Disk, cwd: string, names: readonly string[]): IsNamed | undefined {
  if (names.length === 0) return undefined;
  // A report names a file as the compiler does, with or without following links.
  const paths = names.flatMap((name) => {
    const path = resolve(cwd, name);
    const kind = disk.kindOf(path);
    if (kind === undefined) {
      throw new CannotRun(`There is no file or folder ${name}; correct the name and run this again.`);
    }
    if (kind === "special") throw new CannotRun(`${name} is neither a file nor a folder; name one of these.`);
    return [slashed(path), disk.realPath(slashed(path))];
  });
  const isOne = (fileName: string): boolean => paths.some((path) => path === fileName || isInside(path, fileName));
  return (fileName) => isOne(fileName) || isOne(disk.realPath(fileName));
}
