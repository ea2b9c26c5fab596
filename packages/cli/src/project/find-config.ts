import { dirname, join, resolve } from "node:path";
import { CannotRun } from "../exit.js";
import type { Disk } from "../disk/disk.js";
import { slashed } from "../paths.js";

const configNames = ["tsconfig.json", "jsconfig.json"];

/**
 * The tsconfig that `--project` names.
 *
 * @param project a file, or a directory that holds a tsconfig
 * @returns its absolute path, `/`-separated
 * @throws CannotRun if there is none
 */
export function namedConfig(disk: Disk, cwd: string, project: string): string {
  const path = slashed(resolve(cwd, project));
  const kind = disk.kindOf(path);
  if (kind === undefined) throw new CannotRun(`--project names ${project}, which does not exist.`);
  if (kind === "special") throw new CannotRun(`--project names ${project}, which is no regular file.`);
  if (kind === "file") return path;
  const config = configIn(disk, path);
  if (config === undefined) {
    throw new CannotRun(`--project names ${project}, which holds neither tsconfig.json nor jsconfig.json.`);
  }
  return config;
}

/**
 * The tsconfig in a directory or in the nearest one above.
 *
 * @returns its absolute path, `/`-separated
 */
export function nearestConfig(disk: Disk, cwd: string): string | undefined {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const config = configIn(disk, directory);
    if (config !== undefined || dirname(directory) === directory) return config;
  }
}

/**
 * The tsconfig in a directory: its absolute path, `/`-separated.
 *
 * @throws CannotRun for a pipe, a socket or a device of that name, since a tsconfig further up is not meant
 */
export function configIn(disk: Disk, directory: string): string | undefined {
  return configNames
    .map((name) => slashed(join(directory, name)))
    .find((path) => {
      const kind = disk.kindOf(path);
      if (kind === "special") throw new CannotRun(`${path} is no regular file; put the tsconfig in its place.`);
      return kind === "file";
    });
}
