import { resolve } from "node:path";
import { directoryReader, type System } from "@typed-session/core";
import { isCaseSensitive } from "../disk/file-system.js";
import type { Disk } from "../disk/disk.js";
import { textFrom } from "../disk/text.js";
import type { TypeScript } from "./typescript.js";

/** Every compiler's questions about files, answered by our disk. */
export function filesOn(
  disk: Disk,
): Required<Pick<System, "directoryExists" | "fileExists" | "getDirectories" | "readFile" | "realpath">> {
  return {
    fileExists: (name) => disk.kindOf(name) === "file",
    directoryExists: (name) => disk.kindOf(name) === "directory",
    getDirectories: (name) => [...disk.entriesOf(name).directories],
    readFile: (name) => {
      const bytes = disk.read(name);
      return bytes && textFrom(bytes);
    },
    realpath: disk.realPath,
  };
}

/**
 * TypeScript's system on our disk.
 *
 * @param load gives the compiler whose matching of patterns lists files
 */
export function systemOn(load: () => TypeScript, disk: Disk): System {
  const around = { useCaseSensitiveFileNames: isCaseSensitive(), getCurrentDirectory: () => process.cwd() };
  return {
    ...filesOn(disk),
    ...around,
    resolvePath: (path) => resolve(path),
    readDirectory: (...args) => directoryReader(load(), around, disk.entriesOf, disk.realPath)(...args),
  };
}
