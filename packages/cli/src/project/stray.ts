import { belongsToAnotherProject, type StrayFile } from "@typed-session/core";
import type { Disk } from "../disk/disk.js";
import { slashed } from "../paths.js";
import { augmentingFiles } from "./scan.js";
import type { ChosenTypeScript } from "./typescript.js";

const notTheAuthors = ["node_modules", "dist", "build", ".git", ".nuxt", ".next", ".output", "coverage"];

/**
 * Augmentations in the project's directory that none of its tsconfigs takes. Every TypeScript file that they leave out is read:
 * an augmentation may stand in any of them, and reading costs no more than it did for the files they take.
 *
 * @param root the project's directory
 * @param known the files that are part of the project
 */
export function findStrayFiles(
  disk: Disk,
  chosen: ChosenTypeScript,
  root: string,
  known: ReadonlySet<string>,
): StrayFile[] {
  const { sys } = chosen;
  return augmentingFiles(disk, filesLeftOut(chosen, root, [".ts", ".mts", ".cts"], known))
    .filter((fileName) => !belongsToAnotherProject(root, fileName, (name) => sys.fileExists(name)))
    .map((fileName) => ({ fileName, text: sys.readFile(fileName) ?? "", isElsewhere: false }));
}

/** The author's files in the project's directory that none of its tsconfigs takes. */
export function filesLeftOut(
  { sys }: ChosenTypeScript,
  root: string,
  extensions: readonly string[],
  known: ReadonlySet<string>,
): string[] {
  const excludes = notTheAuthors.map((name) => `**/${name}`);
  return sys
    .readDirectory(root, extensions, excludes, ["**/*"])
    .map(slashed)
    .filter((fileName) => !known.has(fileName));
}
