import { dirname, posix } from "node:path";
import type { Disk } from "../disk/disk.js";
import { slashed } from "../paths.js";
import type { ChosenTypeScript } from "../project/typescript.js";
import { manifestIn, pnpmWorkspaces } from "./manifest.js";

/** A package of a repository. */
export interface Package {
  /** Absolute, `/`-separated. */
  readonly directory: string;
  readonly name: string | undefined;
  /** The names of the packages that its manifest depends on. */
  readonly dependencies: ReadonlySet<string>;
}

/** A repository with several packages that import each other. */
export interface Monorepo {
  /** The directory whose manifest names the packages: absolute, `/`-separated. */
  readonly root: string;
  /** All of its packages, the one in the root included. */
  readonly packages: readonly Package[];
}

/**
 * The repository around a directory: the nearest one above whose `pnpm-workspace.yaml` or whose manifest's `workspaces`
 * (npm, Yarn and Bun) name several packages, or, with Nx, one without such a list.
 *
 * @param directory absolute, `/`-separated
 * @returns `undefined` if there is none, or if it does not name the directory or one around it
 */
export function monorepoAround(disk: Disk, chosen: ChosenTypeScript, directory: string): Monorepo | undefined {
  for (let root = directory; ; root = slashed(dirname(root))) {
    const patterns = patternsIn(disk, root);
    if (patterns) {
      const packages = packagesIn(disk, chosen, root, patterns);
      const isMember = directory === root || packages.some((one) => one.directory !== root && holds(one, directory));
      return isMember && packages.length > 1 ? { root, packages } : undefined;
    }
    if (slashed(dirname(root)) === root) return undefined;
  }
}

/** Patterns for the files that mark packages: manifests, or what Nx has beside them. */
function patternsIn(disk: Disk, root: string): readonly string[] | undefined {
  const folders = pnpmWorkspaces(disk, root) ?? manifestIn(disk, root)?.workspaces;
  if (folders)
    return folders.map((folder) =>
      folder.startsWith("!") ? `!${posix.join(folder.slice(1), "package.json")}` : posix.join(folder, "package.json"),
    );
  return disk.kindOf(`${root}/nx.json`) === "file" ? ["**/package.json", "**/project.json"] : undefined;
}

function packagesIn(disk: Disk, { sys }: ChosenTypeScript, root: string, patterns: readonly string[]): Package[] {
  const excluded = patterns.filter((one) => one.startsWith("!")).map((one) => one.slice(1));
  const included = patterns.filter((one) => !one.startsWith("!")).flatMap(withoutBraces);
  const marks = sys.readDirectory(root, [".json"], ["**/node_modules", ...excluded.flatMap(withoutBraces)], included);
  const directories = new Set([root, ...marks.map((name) => slashed(dirname(name)))]);
  return [...directories].sort().map((directory) => {
    const { name, dependencies = new Set<string>() } = manifestIn(disk, directory) ?? {};
    return { directory, name, dependencies };
  });
}

/** `{apps,packages}/*` as several patterns, since TypeScript's have no braces. */
function withoutBraces(pattern: string): string[] {
  const match = /^(.*?)\{([^{}]*)\}(.*)$/.exec(pattern);
  if (!match) return [pattern];
  const [, before = "", choices = "", after = ""] = match;
  return choices.split(",").flatMap((choice) => withoutBraces(`${before}${choice}${after}`));
}

/** The package around a file or a folder: the innermost one. */
export function packageAround({ packages }: Monorepo, path: string): Package | undefined {
  return packages
    .filter((one) => holds(one, path))
    .reduce<Package | undefined>(
      (best, one) => (best && best.directory.length > one.directory.length ? best : one),
      undefined,
    );
}

function holds({ directory }: Package, path: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}
