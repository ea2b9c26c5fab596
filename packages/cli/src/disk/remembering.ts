import type { Disk } from "./disk.js";
import { entriesIn, look, readBytes, type DirectoryRead } from "./file-system.js";
import { runScan, type ScanAnswer, type ScanArguments, type ScanName } from "./scans.js";

/** The result of a scan of a file in this state. */
interface Scanned {
  readonly signature: string;
  readonly answer: unknown;
  readonly again: () => unknown;
}

/** A disk for successive analyses: an unchanged file is not read again. */
export interface RememberingDisk extends Disk {
  /** The files that were read whole, or reused unread, since the last `beginRun`; some of them do not exist. */
  readonly used: ReadonlySet<string>;
  readonly beginRun: () => void;
  /** Whether a file is unchanged since it was last read whole, which then counts as read again. */
  readonly isAsRead: (fileName: string) => boolean;
  /** Whether a file's content differs from that of its last read or scan. */
  readonly saysOther: (fileName: string) => boolean;
}

/**
 * Remembers the results of scans and the lists of directories as long as their signatures stay the same. A recent
 * change is not trusted to show in them.
 */
export function rememberingDisk(disk: Disk): RememberingDisk {
  const reads = new Map<string, { readonly signature: string; readonly isSettled: boolean }>();
  const used = new Set<string>();
  const scans = new Map<string, Map<string, Scanned>>();
  const directories = new Map<string, DirectoryRead>();

  const scan: Disk["scan"] = <Name extends ScanName>(name: Name, fileName: string, ...args: ScanArguments<Name>) => {
    const key = JSON.stringify([name, ...args]);
    const ofFile = scans.get(fileName) ?? new Map<string, Scanned>();
    scans.set(fileName, ofFile);
    const known = ofFile.get(key);
    const signature = settled(fileName);
    if (known && signature !== "" && known.signature === signature) return known.answer as ScanAnswer<Name>;
    const again = (): ScanAnswer<Name> => runScan(name, readBytes(fileName)?.bytes, ...args);
    const answer = again();
    ofFile.set(key, { signature, answer, again });
    return answer;
  };

  return {
    ...disk,
    scan,
    read: (fileName) => {
      const read = readBytes(fileName);
      const isSettled = read !== undefined && read.seen.changed < Date.now() - aWhile;
      reads.set(fileName, { signature: read?.seen.signature ?? "", isSettled });
      used.add(fileName);
      return read?.bytes;
    },
    entriesOf: (directory) => {
      const known = directories.get(directory);
      const signature = settled(directory);
      if (known?.hasLinks === false && signature !== "" && known.seen?.signature === signature) return known;
      const read = entriesIn(directory);
      directories.set(directory, read);
      return read;
    },
    used,
    beginRun: () => {
      used.clear();
    },
    isAsRead: (fileName) => {
      const before = reads.get(fileName);
      if (before?.isSettled !== true || look(fileName)?.signature !== before.signature) return false;
      used.add(fileName);
      return true;
    },
    saysOther: (fileName) => {
      const read = reads.get(fileName);
      if (read) return read.signature !== (look(fileName)?.signature ?? "");
      return [...(scans.get(fileName)?.values() ?? [])].some(
        ({ answer, again }) => JSON.stringify(again()) !== JSON.stringify(answer),
      );
    },
  };
}

/** In milliseconds. A file may be written twice within a tick of the file system's clock and look the same. */
const aWhile = 2000;

/** The signature of a path without recent changes. */
function settled(path: string): string {
  const seen = look(path);
  return seen && seen.changed < Date.now() - aWhile ? seen.signature : "";
}
