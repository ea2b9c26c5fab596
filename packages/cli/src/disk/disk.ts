import { entriesIn, kindOf, readBytes, realPathOf, resolvePackage, type Entries, type Kind } from "./file-system.js";
import { runScan, type ScanAnswer, type ScanArguments, type ScanName } from "./scans.js";

/**
 * All that the command asks of the disk: what it says follows from the answers and from nothing else that is there. Paths are
 * absolute. A question about what is not there, or may not be read, has an answer too.
 */
export interface Disk {
  /** What stands at a path, links followed. */
  readonly kindOf: (path: string) => Kind | undefined;
  readonly read: (fileName: string) => Buffer | undefined;
  /** What a scan finds in a file: of most files of a project nobody needs to know more. */
  readonly scan: <Name extends ScanName>(
    name: Name,
    fileName: string,
    ...args: ScanArguments<Name>
  ) => ScanAnswer<Name>;
  /** The names of what a directory holds, links followed, sorted. */
  readonly entriesOf: (directory: string) => Entries;
  /** Where a path leads when links are followed: the path itself where nothing is there. */
  readonly realPath: (path: string) => string;
  /** The file that Node takes for `require(name)` in a directory, which is that of a package whose `package.json` is a file. */
  readonly resolvePackage: (name: string, directory: string) => string | undefined;
}

/** The disk as it is. */
export const disk: Disk = {
  kindOf,
  read: (fileName) => readBytes(fileName)?.bytes,
  scan: (name, fileName, ...args) => runScan(name, readBytes(fileName)?.bytes, ...args),
  entriesOf: entriesIn,
  realPath: realPathOf,
  resolvePackage,
};
