import type ts from "typescript";
import type { System } from "../api/program.js";
import type { TypeScript } from "../syntax/typescript.js";
import { directoryReader, type FileSystemEntries } from "./match-files.js";

/**
 * Whether a tsconfig would make a file part of its program. Each name is checked once.
 *
 * @param parse parses the tsconfig on a system
 * @returns takes an absolute, `/`-separated file name; the file need not exist
 */
export function inclusionOf(
  ts: TypeScript,
  sys: System,
  parse: (sys: System) => ts.ParsedCommandLine | undefined,
): (fileName: string) => boolean {
  const known = new Map<string, boolean>();
  return (fileName) => {
    const isIncluded =
      known.get(fileName) ?? parse(systemWithOnly(ts, sys, fileName))?.fileNames.includes(fileName) ?? false;
    known.set(fileName, isIncluded);
    return isIncluded;
  };
}

/**
 * A system with a single file. Parsing a tsconfig on it tells whether the tsconfig takes that file, without another
 * walk over the disk.
 */
function systemWithOnly(ts: TypeScript, sys: System, fileName: string): System {
  const entriesOf = (path: string): FileSystemEntries => entriesWithOnly(fileName, path);
  return { ...sys, readDirectory: directoryReader(ts, sys, entriesOf, (name) => name) };
}

/** The names in a directory of a disk with a single file. */
export function entriesWithOnly(fileName: string, path: string): FileSystemEntries {
  const directory = path.endsWith("/") ? path : `${path}/`;
  if (!fileName.startsWith(directory)) return { files: [], directories: [] };
  const [name = "", ...below] = fileName.slice(directory.length).split("/");
  return below.length === 0 ? { files: [name], directories: [] } : { files: [], directories: [name] };
}
