import { posix } from "node:path";
import type { Disk } from "./disk.js";

/**
 * The files below a directory with one of some endings. Names that begin with a dot are passed over. Links are
 * followed, and each directory is read once.
 *
 * @param passedOver names of directories that are not entered
 * @returns absolute, `/`-separated names: those of a directory sorted, before those of the directories in it
 */
export function filesBelow(
  disk: Pick<Disk, "entriesOf" | "realPath">,
  root: string,
  endings: readonly string[],
  passedOver: ReadonlySet<string>,
): readonly string[] {
  const found: string[] = [];
  const entered = new Set<string>();
  const isOpen = (name: string): boolean => !name.startsWith(".") && !passedOver.has(name);
  const walk = (directory: string): void => {
    const target = disk.realPath(directory);
    if (entered.has(target)) return;
    entered.add(target);
    const { files, directories } = disk.entriesOf(directory);
    for (const name of files.filter(isOpen)) {
      if (endings.some((ending) => name.endsWith(ending))) found.push(posix.join(directory, name));
    }
    for (const name of directories.filter(isOpen)) walk(posix.join(directory, name));
  };
  walk(root);
  return found;
}
