import type { System } from "../../api/program.js";
import { upward } from "../config-files.js";
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
    const patterns = patternsIn(sys, root);
    if (!patterns) continue;
    const packages = packagesIn(sys, root, patterns);
    const isMember = directory === root || packages.some((one) => one.directory !== root && holds(one, directory));
    return isMember && packages.length > 1 ? { root, packages } : undefined;
  }
  return undefined;
}

/** Patterns for the files that mark packages: manifests, or what Nx has beside them. */
function patternsIn(sys: System, root: string): readonly string[] | undefined {
  const folders = pnpmWorkspaces(sys, root) ?? manifestIn(sys, root)?.workspaces;
  if (folders)
    return folders.map((folder) => {
      const [not, path] = folder.startsWith("!") ? ["!", folder.slice(1)] : ["", folder];
      return `${not}${[...path.split("/").filter((part) => part !== "" && part !== "."), "package.json"].join("/")}`;
    });
  return sys.fileExists(`${root}/nx.json`) ? ["**/package.json", "**/project.json"] : undefined;
}

function packagesIn(sys: System, root: string, patterns: readonly string[]): Package[] {
  const excluded = patterns.filter((one) => one.startsWith("!")).map((one) => one.slice(1));
  const included = patterns.filter((one) => !one.startsWith("!")).flatMap(withoutBraces);
  const marks = sys.readDirectory(root, [".json"], ["**/node_modules", ...excluded.flatMap(withoutBraces)], included);
  const directories = new Set([root, ...marks.map((name) => name.slice(0, name.lastIndexOf("/")))]);
  return [...directories].sort().map((directory) => {
    const { name, dependencies = new Set<string>() } = manifestIn(sys, directory) ?? {};
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

/** The tsconfig in a package's directory: absolute, `/`-separated. */
export function configFileIn(sys: System, { directory }: Package): string | undefined {
  return ["tsconfig.json", "jsconfig.json"].map((name) => `${directory}/${name}`).find((name) => sys.fileExists(name));
}
