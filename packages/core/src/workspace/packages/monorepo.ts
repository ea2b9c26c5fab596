import type { System } from "../../api/program.js";
import { upward } from "../config-files.js";
import { foldersMatching } from "./folders.js";
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
export function monorepoAround(sys: System, directory: string): Monorepo | undefined {
  for (const root of upward(directory)) {
    const places = placesIn(sys, root);
    if (!places) continue;
    const packages = packagesIn(sys, root, places);
    const isMember = directory === root || packages.some((one) => one.directory !== root && holds(one, directory));
    return isMember && packages.length > 1 ? { root, packages } : undefined;
  }
  return undefined;
}

/** Where a repository has its packages. */
interface Places {
  /** Patterns for the folders of the packages. */
  readonly patterns: readonly string[];
  /** The files one of which marks a folder as a package's. */
  readonly marks: readonly string[];
}

function placesIn(sys: System, root: string): Places | undefined {
  const patterns = pnpmWorkspaces(sys, root) ?? manifestIn(sys, root)?.workspaces;
  if (patterns) return { patterns, marks: ["package.json"] };
  return sys.fileExists(`${root}/nx.json`) ? { patterns: ["**"], marks: ["package.json", "project.json"] } : undefined;
}

function packagesIn(sys: System, root: string, { patterns, marks }: Places): Package[] {
  const isMarked = (directory: string): boolean => marks.some((name) => sys.fileExists(`${directory}/${name}`));
  const directories = new Set([root, ...foldersMatching(sys, root, patterns).filter(isMarked)]);
  return [...directories].sort().map((directory) => {
    const { name, dependencies = new Set<string>() } = manifestIn(sys, directory) ?? {};
    return { directory, name, dependencies };
  });
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

/** The tsconfig in a package's directory: absolute, `/`-separated. */
export function configFileIn(sys: System, { directory }: Package): string | undefined {
  return ["tsconfig.json", "jsconfig.json"].map((name) => `${directory}/${name}`).find((name) => sys.fileExists(name));
}
