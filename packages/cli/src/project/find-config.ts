import { dirname, join, resolve } from "node:path";
import { CannotRun } from "../exit.js";
import type { Disk } from "../disk/disk.js";
import { slashed } from "../paths.js";

const configNames = ["tsconfig.json", "jsconfig.json"];

/**
 * Finds the project's tsconfig.
 *
 * @param disk to search
 * @param cwd the start of the search
 * @param project what `--project` names: a file, or a directory that holds a tsconfig
 * @returns its absolute path, `/`-separated
 * @throws CannotRun if there is none
 */
export function findConfig(disk: Disk, cwd: string, project: string | undefined): string {
  return slashed(project === undefined ? nearestConfig(disk, cwd) : namedConfig(disk, cwd, project));
}

function namedConfig(disk: Disk, cwd: string, project: string): string {
  const path = resolve(cwd, project);
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

function nearestConfig(disk: Disk, cwd: string): string {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const config = configIn(disk, directory);
    if (config !== undefined) return config;
    if (dirname(directory) === directory) {
      throw new CannotRun(
        "There is no tsconfig.json or jsconfig.json here or in any directory above: run this in your project, or name the file with --project.",
      );
    }
  }
}

/** @throws CannotRun for a pipe, a socket or a device of that name, since a tsconfig further up is not meant */
export function configIn(disk: Disk, directory: string): string | undefined {
  return configNames
    .map((name) => join(directory, name))
    .find((path) => {
      const kind = disk.kindOf(path);
      if (kind === "special")
        throw new CannotRun(`${slashed(path)} is no regular file; put the tsconfig in its place.`);
      return kind === "file";
    });
}
