import { dirname } from "node:path";
import { isCodeFile, isDeclarationFile } from "../project/scan.js";
import { slashed } from "../paths.js";

/** The files that a package manager writes beside a manifest: they change with the installed packages. */
const lockfiles = ["package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb"];

/** The watched folders, each without its subfolders, and the files in them that matter. */
export interface Places {
  readonly folders: ReadonlySet<string>;
  /** Whether a change of a file of this name matters. */
  readonly isOfInterest: (fileName: string) => boolean;
}

/**
 * The files of a run that belong to the project and may be changed by its author. Packages change only with the
 * lockfile.
 *
 * @param used the files read, absolute
 * @param root the project's directory
 */
export function placesOf(used: ReadonlySet<string>, root: string): Places {
  const own = [...used].filter((name) => !name.includes("/node_modules/"));
  return {
    folders: new Set([root, ...own.map((name) => slashed(dirname(name)))]),
    isOfInterest: (name) => used.has(name) || isCodeFile(name) || isDeclarationFile(name) || decidesStructure(name),
  };
}

/** Whether a file decides how others are read: a tsconfig or its base, a manifest, a lockfile. */
export function decidesStructure(fileName: string): boolean {
  const name = fileName.slice(fileName.lastIndexOf("/") + 1);
  return name.endsWith(".json") || isLockfile(name);
}

/** Whether a file lists the installed packages. It is not read here, but everything may change with it. */
export function isLockfile(fileName: string): boolean {
  return lockfiles.includes(fileName.slice(fileName.lastIndexOf("/") + 1));
}
