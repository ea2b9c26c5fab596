import { existsSync, readFileSync } from "node:fs";
import { belongsToAnotherProject, type StrayFile } from "@typed-session/core";
import { slashed } from "../paths.js";
import { augmentingFiles } from "./scan.js";
import type { TypeScript } from "./typescript.js";

const notTheAuthors = ["node_modules", "dist", "build", ".git", ".nuxt", ".next", ".output", "coverage"];

/**
 * Augmentations in the project's directory that none of its tsconfigs takes. Every TypeScript file that they leave out is read:
 * an augmentation may stand in any of them, and reading costs no more than it did for the files they take.
 *
 * @param root the project's directory
 * @param known the files that are part of the project
 */
export function findStrayFiles(tsModule: TypeScript, root: string, known: ReadonlySet<string>): StrayFile[] {
  const { sys } = tsModule;
  const excludes = notTheAuthors.map((name) => `**/${name}`);
  const others = sys
    .readDirectory(root, [".ts", ".mts", ".cts"], excludes, ["**/*"])
    .map(slashed)
    .filter((fileName) => !known.has(fileName));
  return augmentingFiles(others)
    .filter((fileName) => !belongsToAnotherProject(root, fileName, existsSync))
    .map((fileName) => ({ fileName, text: readFileSync(fileName, "utf8"), isElsewhere: false }));
}
