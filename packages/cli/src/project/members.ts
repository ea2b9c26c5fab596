import type { Disk } from "../disk/disk.js";
import type { Verdict } from "../disk/scans.js";
import { nuxtServerPart } from "./nuxt.js";
import { isCodeFile } from "./scan.js";
import { readTsconfig, type Tsconfig } from "./tsconfig.js";
import type { ChosenTypeScript } from "./typescript.js";

/** One of a project's tsconfigs. */
export interface Member {
  readonly tsconfig: Tsconfig;
  /** The number of files read as text. */
  readonly scanned: number;
  /** The files that may hold an auth config. */
  readonly entries: readonly string[];
  /** The code files that declare types for files that do not import them. */
  readonly declaring: readonly string[];
}

/**
 * The tsconfigs of a project: the given one, those it refers to, and the one that Nuxt generates for the server, which
 * sees the same session without a reference to it.
 *
 * @throws CannotRun if one of them cannot be read or has errors
 */
export function findMembers(disk: Disk, chosen: ChosenTypeScript, main: Tsconfig): Member[] {
  const found = new Map([[main.fileName, main]]);
  // A map is iterated in insertion order, entries added meanwhile included: references of references are followed.
  for (const { references } of found.values()) {
    for (const name of references) {
      if (!found.has(name)) found.set(name, readTsconfig(chosen, name));
    }
  }
  const nuxtServer = `${main.directory}/${nuxtServerPart}`;
  if (main.fileNames.length > 0 && !found.has(nuxtServer) && disk.kindOf(nuxtServer) === "file") {
    found.set(nuxtServer, readTsconfig(chosen, nuxtServer));
  }
  const verdicts = new Map<string, Verdict>();
  return [...found.values()]
    .filter(({ fileNames, imported }) => fileNames.length > 0 || imported !== undefined)
    .map((tsconfig) => scan(disk, tsconfig, verdicts));
}

/** @param verdicts those of files that another tsconfig includes as well */
function scan(disk: Disk, tsconfig: Tsconfig, verdicts: Map<string, Verdict>): Member {
  const code = tsconfig.fileNames.filter(isCodeFile);
  const unread = code.filter((name) => !verdicts.has(name));
  for (const name of unread) verdicts.set(name, disk.scan("judge", name));
  return {
    tsconfig,
    scanned: unread.length,
    entries: code.filter((name) => verdicts.get(name)?.mayHoldAuth),
    declaring: code.filter((name) => verdicts.get(name)?.declaresForOthers),
  };
}
