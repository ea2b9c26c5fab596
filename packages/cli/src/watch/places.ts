import { dirname } from "node:path";
import { isCodeFile, isDeclarationFile } from "../project/scan.js";
import { slashed } from "../paths.js";

/** What a package manager writes beside a manifest: what is installed has changed when it has. */
const lockfiles = ["package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb"];

/** What is watched: folders, each without those in it, and which of the files in them matter. */
export interface Places {
  readonly folders: ReadonlySet<string>;
  /** Whether a change of a file of this name can make a difference. */
  readonly isOfInterest: (fileName: string) => boolean;
}

/**
 * What of all that a run has read belongs to the project, and so may be changed by its author. Packages change with the lockfile, not by
 * themselves.
 *
 * @param used the files that were read, absolute
 * @param root the project's directory
 */
export function placesOf(used: ReadonlySet<string>, root: string): Places {
  const own = [...used].filter((name) => !name.includes("/node_modules/"));
  return {
    folders: new Set([root, ...own.map((name) => slashed(dirname(name)))]),
    isOfInterest: (name) => used.has(name) || isCodeFile(name) || isDeclarationFile(name) || decidesStructure(name),
  };
}

/** Whether a file says how the others are read: a tsconfig or what it extends, a manifest, a lockfile. */
export function decidesStructure(fileName: string): boolean {
  const name = fileName.slice(fileName.lastIndexOf("/") + 1);
  return name.endsWith(".json") || isLockfile(name);
}

/** Whether a file lists what is installed: nobody reads it here, and all that is read may be another when it changes. */
export function isLockfile(fileName: string): boolean {
  return lockfiles.includes(fileName.slice(fileName.lastIndexOf("/") + 1));
}
