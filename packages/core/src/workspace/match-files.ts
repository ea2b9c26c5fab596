import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";

export interface FileSystemEntries {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

/** TypeScript's own matching of `include` and `exclude`: exported at run time in 5.4 to 6.0, but not in its declarations. */
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
 * A system's `readDirectory` on other directories than its own.
 *
 * @param entriesOf the names of what a directory holds, sorted; a directory that is not there holds nothing
 * @param realPath where a path leads when links are followed
 */
export function directoryReader(
  ts: TypeScript,
  sys: ts.System,
  entriesOf: (directory: string) => FileSystemEntries,
  realPath: (path: string) => string,
): ts.System["readDirectory"] {
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
