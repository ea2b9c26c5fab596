import { entriesIn, kindOf, readBytes, realPathOf, resolvePackage, type Entries, type Kind } from "./file-system.js";
import { runScan, type ScanAnswer, type ScanArguments, type ScanName } from "./scans.js";

/**
 * All questions of the command to the disk: its result follows from the answers alone. Paths are absolute. A missing or
 * unreadable file has an answer too.
 */
export interface Disk {
  /** The kind of a path, links followed. */
  readonly kindOf: (path: string) => Kind | undefined;
  readonly read: (fileName: string) => Buffer | undefined;
  /** The result of a scan of a file, which is all that is needed of most files. */
  readonly scan: <Name extends ScanName>(
    name: Name,
    fileName: string,
    ...args: ScanArguments<Name>
  ) => ScanAnswer<Name>;
  /** The sorted names in a directory, links followed. */
  readonly entriesOf: (directory: string) => Entries;
  /** The target of a path after all links; the path itself if it does not exist. */
  readonly realPath: (path: string) => string;
  /** The file that Node takes for `require(name)` in a directory of a package whose `package.json` is a file. */
  readonly resolvePackage: (name: string, directory: string) => string | undefined;
}

/** The real disk. */
export const disk: Disk = {
  kindOf,
  read: (fileName) => readBytes(fileName)?.bytes,
  scan: (name, fileName, ...args) => runScan(name, readBytes(fileName)?.bytes, ...args),
  entriesOf: entriesIn,
  realPath: realPathOf,
  resolvePackage,
};
