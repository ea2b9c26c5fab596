import type ts from "typescript";
import type { TypeScript } from "./typescript.js";

interface FileSystemEntries {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

/** TypeScript's own matching of `include` and `exclude`: exported at run time in 5.4 to 6.0, but not in its declarations. */
interface WithMatchFiles {
  readonly matchFiles: (
    path: string,
    extensions: readonly string[] | undefined,
    excludes: readonly string[] | undefined,
    includes: readonly string[] | undefined,
    useCaseSensitiveFileNames: boolean,
    currentDirectory: string,
    depth: number | undefined,
    getFileSystemEntries: (path: string) => FileSystemEntries,
    realpath: (path: string) => string,
  ) => string[];
}

/**
 * A system whose directories hold one file and nothing else: parsing a tsconfig on it tells whether the tsconfig would take that
 * file, at the cost of a few directory names instead of another walk over the disk.
 *
 * @param fileName absolute, `/`-separated; need not exist
 */
export function systemWithOnly(tsModule: TypeScript, fileName: string): ts.System {
  const { sys } = tsModule;
  const { matchFiles } = tsModule as unknown as WithMatchFiles;
  const entriesOf = (path: string): FileSystemEntries => {
    const directory = path.endsWith("/") ? path : `${path}/`;
    if (!fileName.startsWith(directory)) return { files: [], directories: [] };
    const [name = "", ...below] = fileName.slice(directory.length).split("/");
    return below.length === 0 ? { files: [name], directories: [] } : { files: [], directories: [name] };
  };
  return {
    ...sys,
    readDirectory: (path, extensions, excludes, includes, depth) =>
      matchFiles(
        path,
        extensions,
        excludes,
        includes,
        sys.useCaseSensitiveFileNames,
        sys.getCurrentDirectory(),
        depth,
        entriesOf,
        (name) => name,
      ),
  };
}
