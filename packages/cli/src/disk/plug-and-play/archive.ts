import { inflateRawSync } from "node:zlib";
import { readParts, type Entries, type Kind, type Part } from "../file-system.js";

/** The files in a zip archive, by their names in it without a slash at either end; the archive itself is `""`. */
export interface Archive {
  readonly kindOf: (name: string) => Kind | undefined;
  /** The content of a file; `undefined` if there is none, or if it is damaged. */
  readonly read: (name: string) => Buffer | undefined;
  readonly entriesOf: (name: string) => Entries;
}

/** Where a file lies in the archive, and how. */
interface Entry {
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  readonly position: number;
}

interface Folder {
  readonly files: Set<string>;
  readonly directories: Set<string>;
}

/**
 * Opens an archive by the list at its end. Only that and the requested files are read, since an archive may have 100 MB.
 * The libraries that do not answer later need the whole archive in memory.
 *
 * @returns `undefined` if it is no archive, or a damaged one
 */
export function openArchive(fileName: string): Archive | undefined {
  const entries = readParts(fileName, listOf);
  if (!entries) return undefined;
  const folders = foldersOf(entries.keys());
  return {
    kindOf: (name) => (entries.has(name) ? "file" : folders.has(name) ? "directory" : undefined),
    read: (name) => {
      const entry = entries.get(name);
      return entry && readParts(fileName, (part) => contentOf(entry, part));
    },
    entriesOf: (name) => {
      const { files = [], directories = [] } = folders.get(name) ?? {};
      return { files: [...files].sort(), directories: [...directories].sort() };
    },
  };
}

// The format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. Its form
// for archives beyond 4 GB or 65,534 files is not read: no package is of that size.

const signatures = { file: 0x04034b50, listed: 0x02014b50, end: 0x06054b50 };
const endLength = 22;
const longestComment = 0xffff;
const methods = { stored: 0, deflated: 8 };

/** @throws if the archive is damaged */
function listOf(part: Part, size: number): Map<string, Entry> {
  const tailLength = Math.min(size, endLength + longestComment);
  const tail = part(size - tailLength, tailLength);
  let end = tailLength - endLength;
  while (tail.readUInt32LE(end) !== signatures.end) end -= 1;
  const count = tail.readUInt16LE(end + 10);
  const list = part(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = new Map<string, Entry>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (list.readUInt32LE(at) !== signatures.listed) throw new RangeError("not a list of files");
    const nameEnd = at + 46 + list.readUInt16LE(at + 28);
    const name = list.toString("utf8", at + 46, nameEnd);
    if (isFileWithin(name)) {
      entries.set(name, {
        method: list.readUInt16LE(at + 10),
        packedSize: list.readUInt32LE(at + 20),
        size: list.readUInt32LE(at + 24),
        position: list.readUInt32LE(at + 42),
      });
    }
    at = nameEnd + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
  }
  return entries;
}

/** Whether a name is that of a file, and leads nowhere else. A folder ends with a slash; the files in it name it too. */
function isFileWithin(name: string): boolean {
  return name.split("/").every((step) => step !== "" && step !== "." && step !== "..");
}

function foldersOf(names: Iterable<string>): Map<string, Folder> {
  const folders = new Map<string, Folder>();
  const folderAt = (path: string): Folder => {
    const known = folders.get(path);
    if (known) return known;
    const made = { files: new Set<string>(), directories: new Set<string>() };
    folders.set(path, made);
    if (path !== "") folderAt(parentOf(path)).directories.add(path.slice(path.lastIndexOf("/") + 1));
    return made;
  };
  for (const name of names) folderAt(parentOf(name)).files.add(name.slice(name.lastIndexOf("/") + 1));
  return folders;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** @throws if the entry is damaged */
function contentOf({ method, packedSize, size, position }: Entry, part: Part): Buffer {
  const header = part(position, 30);
  if (header.readUInt32LE(0) !== signatures.file) throw new RangeError("not a file");
  const packed = part(position + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), packedSize);
  const content = method === methods.deflated ? inflateRawSync(packed, { maxOutputLength: size + 1 }) : packed;
  if (content.length !== size || ![methods.stored, methods.deflated].includes(method)) {
    throw new RangeError("not the listed file");
  }
  return content;
}
