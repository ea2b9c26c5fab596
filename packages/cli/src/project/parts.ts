import { isGenerated, type StrayFile } from "@typed-session/core";
import type { Disk } from "../disk/disk.js";
import type { Member } from "./members.js";
import { isIn, type LoadedProgram } from "./program.js";
import { augmentingFiles, isDeclarationFile } from "./scan.js";
import type { ChosenTypeScript } from "./typescript.js";

/** A program in which a config is to be analysed. */
export interface Part {
  readonly member: Member;
  readonly loaded: LoadedProgram;
  /** The files that may hold an auth config. */
  readonly entries: readonly string[];
  /** The augmentations that another program of the same config includes and this one does not. */
  readonly declaredElsewhere: readonly StrayFile[];
}

/**
 * The programs in which the configs are to be analysed: those that name them. If several tsconfigs of one directory
 * make up an app with different augmentations, those that hold the config count as well. Nuxt 4 has a program for
 * `app/` and one for `server/`; the server's routes are part of the first too, since Nuxt's declarations import them.
 *
 * @param holders the members that name an entry file
 */
export function findParts(
  disk: Disk,
  { sys }: ChosenTypeScript,
  holders: readonly Member[],
  members: readonly Member[],
  load: (member: Member) => LoadedProgram,
): Part[] {
  const parts = new Map<Member, Part>();
  const add = (member: Member, loaded: LoadedProgram, entries: readonly string[]): void =>
    void parts.set(member, { member, loaded, entries, declaredElsewhere: [] });
  for (const holder of holders) add(holder, load(holder), holder.entries);
  for (const holder of holders) {
    for (const member of members) {
      if (parts.has(member) || !isBeside(member, holder) || takeTheSame(disk, member, holder)) continue;
      const loaded = load(member);
      const held = holder.entries.filter((name) => isIn(loaded, name));
      if (held.length > 0) add(member, loaded, held);
    }
  }
  const all = [...parts.values()];
  return all.map((part) => {
    const others = all.filter((other) => isBeside(other.member, part.member) && shareConfig(other, part));
    const elsewhere = new Set(others.flatMap((other) => takenOnlyBy(disk, other.member, part.member)));
    return {
      ...part,
      declaredElsewhere: [...elsewhere].map((fileName) => ({
        fileName,
        text: sys.readFile(fileName) ?? "",
        isElsewhere: true,
      })),
    };
  });
}

function isBeside(one: Member, other: Member): boolean {
  return one !== other && appOf(one) === appOf(other);
}

/** The folder of a tsconfig's app: Nuxt generates the server's in a folder of its own, the app's may be in the root. */
function appOf({ tsconfig: { directory } }: Member): string {
  return directory.replace(/\/\.nuxt$/, "");
}

function takeTheSame(disk: Disk, one: Member, other: Member): boolean {
  return takenOnlyBy(disk, one, other).length === 0 && takenOnlyBy(disk, other, one).length === 0;
}

function shareConfig(one: Part, other: Part): boolean {
  return one.entries.some((name) => isIn(other.loaded, name)) || other.entries.some((name) => isIn(one.loaded, name));
}

/** The declaration files with augmentations that only one of two tsconfigs includes. */
function takenOnlyBy(disk: Disk, { tsconfig }: Member, other: Member): string[] {
  const others = new Set(other.tsconfig.fileNames);
  return augmentingFiles(
    disk,
    tsconfig.fileNames.filter((name) => isDeclarationFile(name) && !others.has(name) && !isGenerated(name)),
  );
}
