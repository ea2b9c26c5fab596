import { directoryReader } from "@typed-session/core";
import type ts from "typescript";
import type { Disk } from "../disk/disk.js";
import type { TypeScript } from "./typescript.js";

/** What of TypeScript's system, and of its compiler host, asks the disk for something. */
type Reading = Required<
  Pick<
    ts.System & ts.CompilerHost,
    "fileExists" | "directoryExists" | "readFile" | "getDirectories" | "readDirectory" | "realpath"
  >
>;

/** TypeScript's questions to the disk, asked of ours. */
export function readingFrom(tsModule: TypeScript, disk: Disk): Reading {
  return {
    fileExists: (name) => disk.kindOf(name) === "file",
    directoryExists: (name) => disk.kindOf(name) === "directory",
    readFile: (name) => {
      const bytes = disk.read(name);
      return bytes && textFrom(bytes);
    },
    getDirectories: (name) => [...disk.entriesOf(name).directories],
    readDirectory: directoryReader(tsModule, tsModule.sys, disk.entriesOf, disk.realPath),
    realpath: disk.realPath,
  };
}

/** TypeScript's own system, with our disk. */
export function systemOn(tsModule: TypeScript, disk: Disk): ts.System {
  return { ...tsModule.sys, ...readingFrom(tsModule, disk) };
}

/** The text of a file as TypeScript's `sys.readFile` decodes it: UTF-8, or UTF-16 where a byte-order mark says so. */
function textFrom(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
    return even.swap16().toString("utf16le");
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString("utf8", hasMark ? 3 : 0);
}
