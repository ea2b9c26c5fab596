import type { Disk } from "../disk.js";
import { runScan } from "../scans.js";
import { openArchive, type Archive } from "./archive.js";

/** A name in an archive. */
interface Inside {
  readonly archive: Archive;
  readonly name: string;
}

/**
 * A disk on which paths lead into zip archives, and Yarn's virtual paths to the files that they stand for. Each archive
 * is opened once. A damaged one is a file that holds nothing.
 */
export function withArchives(disk: Disk): Disk {
  const archives = new Map<string, Archive | undefined>();
  const archiveAt = (fileName: string): Archive | undefined => {
    // Under Yarn itself an archive is a directory already.
    if (!archives.has(fileName)) {
      archives.set(fileName, disk.kindOf(fileName) === "file" ? openArchive(fileName) : undefined);
    }
    return archives.get(fileName);
  };
  const inside = (path: string): Inside | undefined => {
    for (let at = path.indexOf(".zip/"); at !== -1; at = path.indexOf(".zip/", at + 1)) {
      const end = at + ".zip".length;
      const archive = archiveAt(path.slice(0, end));
      if (archive) return { archive, name: stepsOf(path.slice(end)).join("/") };
    }
    return undefined;
  };
  const answer = <Result>(
    path: string,
    within: (found: Inside) => Result,
    outside: (physical: string) => Result,
  ): Result => {
    const physical = withoutVirtual(path);
    const found = inside(physical);
    return found ? within(found) : outside(physical);
  };
  return {
    kindOf: (path) => answer(path, ({ archive, name }) => archive.kindOf(name), disk.kindOf),
    read: (path) => answer(path, ({ archive, name }) => archive.read(name), disk.read),
    scan: (scan, path, ...args) =>
      answer(
        path,
        ({ archive, name }) => runScan(scan, archive.read(name), ...args),
        (physical) => disk.scan(scan, physical, ...args),
      ),
    entriesOf: (path) => answer(path, ({ archive, name }) => archive.entriesOf(name), disk.entriesOf),
    // As under Yarn, a virtual path is a place of its own: the same package has other dependencies there.
    realPath: (path) =>
      answer(
        path,
        () => path,
        (physical) => (physical === path ? disk.realPath(path) : path),
      ),
    resolvePackage: (name, directory) => {
      // Node has no way into an archive; Yarn has, and wants the virtual path.
      if (process.versions["pnp"] !== undefined) return disk.resolvePackage(name, directory);
      const [asked, from] = [withoutVirtual(name), withoutVirtual(directory)];
      return inside(`${asked}/`) || inside(`${from}/`) ? undefined : disk.resolvePackage(asked, from);
    },
  };
}

/** The names in a path, without the empty ones around additional slashes. */
export function stepsOf(path: string): string[] {
  return path.split("/").filter((step) => step !== "");
}

/** `<folder>/__virtual__/<any>/<steps>/<rest>` stands for `<rest>` that many steps above the folder. */
const virtual = /^(.*?)\/(?:__virtual__|\$\$virtual)\/[^/]+\/(\d{1,4})(\/.*)?$/;

/**
 * The path that one of Yarn's virtual paths stands for; any other path itself.
 * See https://yarnpkg.com/advanced/lexicon#virtual-package
 */
export function withoutVirtual(path: string): string {
  const [, folder = "", steps = "", rest = ""] = virtual.exec(path) ?? [];
  if (steps === "") return path;
  const names = folder.split("/");
  return names.slice(0, Math.max(1, names.length - Number(steps))).join("/") + rest;
}
