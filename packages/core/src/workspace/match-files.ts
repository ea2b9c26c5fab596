import type { System } from "../api/program.js";
import type { TypeScript } from "../syntax/typescript.js";

export interface FileSystemEntries {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

/**
 * TypeScript's own matching of `include` and `exclude`. Versions 5.4 to 6.0 export it at run time, but not in their
 * declarations.
 */
interface WithMatchFiles {
  readonly matchFiles: (...args: MatchFilesArguments) => string[];
}

type MatchFilesArguments = [
  path: string,
  extensions: readonly string[] | undefined,
  excludes: readonly string[] | undefined,
  includes: readonly string[] | undefined,
  useCaseSensitiveFileNames: boolean,
  currentDirectory: string,
  depth: number | undefined,
  getFileSystemEntries: (path: string) => FileSystemEntries,
  realpath: (path: string) => string,
];

/**
 * A system's `readDirectory` on given directories.
 *
 * @param entriesOf the sorted names in a directory, none for a missing one
 * @param realPath the target of a path after all links
 */
export function directoryReader(
  ts: TypeScript,
  sys: Pick<System, "getCurrentDirectory" | "useCaseSensitiveFileNames">,
  entriesOf: (directory: string) => FileSystemEntries,
  realPath: (path: string) => string,
): System["readDirectory"] {
  const { matchFiles } = ts as unknown as WithMatchFiles;
  return (path, extensions, excludes, includes, depth) =>
    matchFiles(
      path,
      extensions,
      excludes,
      includes,
      sys.useCaseSensitiveFileNames,
      sys.getCurrentDirectory(),
      depth,
      entriesOf,
      realPath,
    );
}
