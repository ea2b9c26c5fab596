import { belongsToAnotherProject, type StrayFile } from "@typed-session/core";
import type { Disk } from "../disk/disk.js";
import { slashed } from "../paths.js";
import { augmentingFiles } from "./scan.js";
import type { ChosenTypeScript } from "./typescript.js";

const notTheAuthors = ["node_modules", "dist", "build", ".git", ".nuxt", ".next", ".output", "coverage"];

/**
 * Augmentations in the project's directory that none of its tsconfigs includes. Every excluded TypeScript file is read,
 * since any of them may hold an augmentation.
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

/** The author's files in the project's directory that none of its tsconfigs includes. */
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
