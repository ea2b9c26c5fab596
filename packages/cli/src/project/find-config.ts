import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CannotRun } from "../exit.js";
import { slashed } from "../paths.js";

const configNames = ["tsconfig.json", "jsconfig.json"];

/**
 * Finds the project's tsconfig.
 *
 * @param cwd where the search starts
 * @param project what `--project` names: a file, or a directory that holds a tsconfig
 * @returns its absolute path, `/`-separated
 * @throws CannotRun when there is none
 */
export function findConfig(cwd: string, project: string | undefined): string {
  return slashed(project === undefined ? nearestConfig(cwd) : namedConfig(cwd, project));
}

function namedConfig(cwd: string, project: string): string {
  const path = resolve(cwd, project);
  if (!existsSync(path)) throw new CannotRun(`--project names ${project}, which does not exist.`);
  if (!statSync(path).isDirectory()) return path;
  const config = configIn(path);
  if (config === undefined) {
    throw new CannotRun(`--project names ${project}, which holds neither tsconfig.json nor jsconfig.json.`);
  }
  return config;
}

function nearestConfig(cwd: string): string {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const config = configIn(directory);
    if (config !== undefined) return config;
    if (dirname(directory) === directory) {
      throw new CannotRun(
        "There is no tsconfig.json or jsconfig.json here or in any directory above: run this in your project, or name the file with --project.",
      );
    }
  }
}

function configIn(directory: string): string | undefined {
  return configNames.map((name) => join(directory, name)).find((path) => existsSync(path));
}
