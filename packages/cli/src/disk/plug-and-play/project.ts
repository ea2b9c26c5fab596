import { dirname, join } from "node:path";
import { CannotRun } from "../../exit.js";
import { slashed } from "../../paths.js";
import type { Disk } from "../disk.js";
import { textFrom } from "../text.js";
import { withArchives } from "./archives.js";
import { withLinks } from "./linked.js";
import { dataFileName } from "./name.js";
import { readPackages, type Packages } from "./packages.js";

/**
 * The disk as a project of Yarn's Plug'n'Play sees it: its packages are where other package managers put them.
 *
 * @param cwd the data file lies in this directory or above it
 * @returns `undefined` for any other project
 * @throws CannotRun if the data file is damaged
 */
export function plugAndPlayDisk(disk: Disk, cwd: string): Disk | undefined {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const fileName = slashed(join(directory, dataFileName));
    if (disk.kindOf(fileName) === "file") {
      return withLinks(withArchives(disk), packagesIn(disk, fileName, slashed(directory)));
    }
    if (dirname(directory) === directory) return undefined;
  }
}

function packagesIn(disk: Disk, fileName: string, root: string): Packages {
  try {
    const bytes = disk.read(fileName);
    return readPackages(bytes ? textFrom(bytes) : "", root);
  } catch {
    throw new CannotRun(`${fileName} cannot be read as Yarn writes it: run \`yarn install\`, and run this again.`);
  }
}
