import { findSettings, settingsFile, type Settings } from "@typed-session/core";
import type { Disk } from "../disk/disk.js";
import { textFrom } from "../disk/text.js";
import { CannotRun } from "../exit.js";
import { pathFrom } from "../paths.js";

/**
 * The settings of a project for every surface, from its `typed-session.config.json` or `package.json`.
 *
 * @param root the project's directory: absolute, `/`-separated
 * @throws CannotRun if they are invalid
 */
export function settingsOf(disk: Disk, cwd: string, root: string): Settings {
  const { settings, problems, fileName } = findSettings(root, {
    fileExists: (name) => disk.kindOf(name) === "file",
    readFile: (name) => {
      const bytes = disk.read(name);
      return bytes && textFrom(bytes);
    },
  });
  if (problems.length === 0) return settings;
  const name = pathFrom(cwd, fileName ?? settingsFile);
  throw new CannotRun(...problems.map((problem) => `${name}: ${problem}; correct it and run this again.`));
}
