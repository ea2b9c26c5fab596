import { belongsToAnotherProject, type StrayFile } from "@typed-session/core";
import type { Disk } from "../disk/disk.js";
import { filesBelow } from "../disk/walk.js";
import { augmentingFiles } from "./scan.js";
import type { ChosenTypeScript } from "./typescript.js";

const notTheAuthors = new Set(["node_modules", "bower_components", "jspm_packages", "dist", "build", "coverage"]);

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
  return augmentingFiles(disk, filesLeftOut(disk, root, [".ts", ".mts", ".cts"], known))
    .filter((fileName) => !belongsToAnotherProject(root, fileName, (name) => sys.fileExists(name)))
    .map((fileName) => ({ fileName, text: sys.readFile(fileName) ?? "", isElsewhere: false }));
}

/** The author's files in the project's directory that none of its tsconfigs includes. */
export function filesLeftOut(
  disk: Disk,
  root: string,
  extensions: readonly string[],
  known: ReadonlySet<string>,
): string[] {
  return filesBelow(disk, root, extensions, notTheAuthors).filter(
    (fileName) => !known.has(fileName) && !fileName.endsWith(".min.js"),
  );
}
