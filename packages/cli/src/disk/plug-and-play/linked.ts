import { isAbsolute } from "node:path";
import { slashed } from "../../paths.js";
import type { Disk } from "../disk.js";
import type { Entries } from "../file-system.js";
import { runScan } from "../scans.js";
import { stepsOf } from "./archives.js";
import type { Packages } from "./packages.js";

const modules = "/node_modules";

/** The meaning of a path on a disk with the links. */
type Place =
  | { readonly kind: "path"; readonly path: string; readonly isLinked: boolean }
  /** A `node_modules`, or a scope in one. */
  | { readonly kind: "made-up"; readonly names: readonly string[] }
  | { readonly kind: "nothing" };

/**
 * A disk on which each package has a `node_modules` with links to its dependencies, as other package managers make it,
 * so that whoever looks for a package finds it. A real `node_modules` there does not count, as under Yarn.
 *
 * @param disk leads into archives already
 */
export function withLinks(disk: Disk, packages: Packages): Disk {
  const placeOf = (path: string): Place => locate(packages, path);
  const kindOf: Disk["kindOf"] = (path) => {
    const place = placeOf(path);
    if (place.kind === "path") return disk.kindOf(place.path);
    return place.kind === "made-up" ? "directory" : undefined;
  };
  return {
    kindOf,
    read: (path) => {
      const place = placeOf(path);
      return place.kind === "path" ? disk.read(place.path) : undefined;
    },
    scan: (name, path, ...args) => {
      const place = placeOf(path);
      return place.kind === "path" ? disk.scan(name, place.path, ...args) : runScan(name, undefined, ...args);
    },
    entriesOf: (path) => {
      const place = placeOf(path);
      if (place.kind === "nothing") return { files: [], directories: [] };
      if (place.kind === "made-up") return entriesAmong(place.names, (name) => kindOf(`${path}/${name}`));
      const { files, directories } = disk.entriesOf(place.path);
      const isPackage = packages.dependenciesOf(withoutSlash(place.path)) !== undefined;
      return { files, directories: isPackage ? [...new Set([...directories, "node_modules"])].sort() : directories };
    },
    realPath: (path) => {
      const place = placeOf(path);
      if (place.kind !== "path" || (place.isLinked && disk.kindOf(place.path) === undefined)) return path;
      return disk.realPath(place.path);
    },
    resolvePackage: (name, directory) => {
      const from = placeOf(slashed(directory));
      if (from.kind !== "path") return undefined;
      if (!isAbsolute(name)) return disk.resolvePackage(name, from.path);
      const asked = placeOf(slashed(name));
      return asked.kind === "path" ? disk.resolvePackage(asked.path, from.path) : undefined;
    },
  };
}

/** Follows the links in a path. The data may hold circles of them, so a target is not searched for links again. */
function locate(packages: Packages, asked: string): Place {
  let path = asked;
  let isLinked = false;
  for (let at = path.indexOf(modules); at !== -1; at = path.indexOf(modules, at + 1)) {
    const dependencies = packages.dependenciesOf(path.slice(0, at));
    const after = path.slice(at + modules.length);
    if (!dependencies || (after !== "" && !after.startsWith("/"))) continue;
    const [first = "", second = "", ...others] = stepsOf(after);
    const isScope = first.startsWith("@");
    if (first === "" || (isScope && second === "")) return madeUp([...dependencies.keys()], first);
    const target = dependencies.get(isScope ? `${first}/${second}` : first);
    if (target === undefined) return { kind: "nothing" };
    const rest = isScope ? others : [second, ...others].filter((step) => step !== "");
    path = [target, ...rest].join("/");
    isLinked = true;
    at = target.length - 1;
  }
  return { kind: "path", path, isLinked };
}

/** @param scope `""` for the whole `node_modules` */
function madeUp(packageNames: readonly string[], scope: string): Place {
  const within = scope === "" ? packageNames : packageNames.filter((name) => name.startsWith(`${scope}/`));
  if (scope !== "" && within.length === 0) return { kind: "nothing" };
  const steps = within.map((name) => name.slice(scope === "" ? 0 : scope.length + 1).split("/")[0] ?? "");
  return { kind: "made-up", names: [...new Set(steps)].sort() };
}

function entriesAmong(names: readonly string[], kindOf: (name: string) => unknown): Entries {
  // A package that is not on this machine is a link that leads nowhere.
  return { files: [], directories: names.filter((name) => kindOf(name) === "directory") };
}

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}
