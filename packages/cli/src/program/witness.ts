import type { Disk } from "../disk/disk.js";
import { look, type Entries } from "../disk/file-system.js";
import type { RememberingDisk } from "../disk/remembering.js";

/** What has changed on the disk under a loaded project. */
type Change =
  /** The texts of some files. */
  | "texts"
  /** Files have come or gone, so that imports may lead elsewhere. */
  | "structure"
  /** A file that decides how others are read, such as a tsconfig. */
  | "configuration";

/** A disk that knows whether its answers are still the same. */
export interface Witness {
  readonly disk: Disk;
  /** Whether a file is unchanged since it was last read, which then counts as read again. */
  readonly isAsRead: (fileName: string) => boolean;
  /** The worst change of an answer since this was last called; `undefined` without any. */
  readonly change: () => Change | undefined;
}

/** A question to the disk with its last answer. */
interface Asked {
  readonly path: string;
  readonly isAboutText: boolean;
  answer: unknown;
  readonly again: () => unknown;
}

/** In milliseconds: installed packages are many files and change seldom, so that they are not asked about more often. */
const packagesRest = 1000;

/** Notes every question to a disk, and asks them again on demand. */
export function witnessOf(disk: RememberingDisk): Witness {
  const asked = new Map<string, Asked>();
  let packagesAsked = performance.now();
  const note = (key: string, path: string, isAboutText: boolean, again: () => unknown): void => {
    asked.set(`${key} ${path}`, { path, isAboutText, answer: again(), again });
  };
  return {
    disk: notingDisk(disk, note),
    isAsRead: (fileName) => {
      const isSame = disk.isAsRead(fileName);
      if (isSame) note("read", fileName, true, () => look(fileName)?.signature);
      return isSame;
    },
    change: () => {
      const now = performance.now();
      const asksPackages = now - packagesAsked >= packagesRest;
      if (asksPackages) packagesAsked = now;
      const changes = new Set<Change>();
      for (const one of asked.values()) {
        if (!asksPackages && one.path.includes("/node_modules/")) continue;
        const answer = one.again();
        if (answer === one.answer) continue;
        one.answer = answer;
        changes.add(changeOf(one));
      }
      const worst = (["configuration", "structure", "texts"] as const).find((change) => changes.has(change));
      // Everything is asked anew then, and what is not asked any more need not be known.
      if (worst === "configuration" || worst === "structure") asked.clear();
      return worst;
    },
  };
}

function notingDisk(
  disk: Disk,
  note: (key: string, path: string, isAboutText: boolean, again: () => unknown) => void,
): Disk {
  return {
    ...disk,
    kindOf: (path) => {
      note("kind", path, false, () => disk.kindOf(path));
      return disk.kindOf(path);
    },
    // The state before the read: a change during it shows later.
    read: (fileName) => {
      note("read", fileName, true, () => look(fileName)?.signature);
      return disk.read(fileName);
    },
    scan: (name, fileName, ...args) => {
      const again = (): string => JSON.stringify(disk.scan(name, fileName, ...args));
      note(JSON.stringify([name, args]), fileName, true, again);
      return disk.scan(name, fileName, ...args);
    },
    entriesOf: (directory) => {
      note("entries", directory, false, () => namesIn(disk.entriesOf(directory)));
      return disk.entriesOf(directory);
    },
    realPath: (path) => {
      note("realPath", path, false, () => disk.realPath(path));
      return disk.realPath(path);
    },
  };
}

function namesIn({ files, directories }: Entries): string {
  return JSON.stringify([files, directories]);
}

function changeOf({ path, isAboutText, answer }: Asked): Change {
  if (path.endsWith(".json")) return "configuration";
  return isAboutText && answer !== undefined ? "texts" : "structure";
}
