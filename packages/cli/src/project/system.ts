import { directoryReader } from "@typed-session/core";
import type ts from "typescript";
import type { Disk } from "../disk/disk.js";
import { textFrom } from "../disk/text.js";
import type { TypeScript } from "./typescript.js";

/** The members of TypeScript's system and its compiler host that ask the disk. */
type Reading = Required<
  Pick<
    ts.System & ts.CompilerHost,
    "fileExists" | "directoryExists" | "readFile" | "getDirectories" | "readDirectory" | "realpath"
  >
>;

/** Every compiler's questions about files, answered by our disk. */
export function filesOn(disk: Disk): Pick<Reading, "fileExists" | "directoryExists" | "readFile" | "realpath"> {
  return {
    fileExists: (name) => disk.kindOf(name) === "file",
    directoryExists: (name) => disk.kindOf(name) === "directory",
    readFile: (name) => {
      const bytes = disk.read(name);
      return bytes && textFrom(bytes);
    },
    realpath: disk.realPath,
  };
}

/** TypeScript's questions to the disk, answered by ours. */
export function readingFrom(tsModule: TypeScript, disk: Disk): Reading {
  return {
    ...filesOn(disk),
    getDirectories: (name) => [...disk.entriesOf(name).directories],
    readDirectory: directoryReader(tsModule, tsModule.sys, disk.entriesOf, disk.realPath),
  };
}

/** TypeScript's own system, with our disk. */
export function systemOn(tsModule: TypeScript, disk: Disk): ts.System {
  return { ...tsModule.sys, ...readingFrom(tsModule, disk) };
}
