import { resolve } from "node:path";
import { slashed } from "../../paths.js";
import { withoutVirtual } from "./archives.js";

/** The packages of a Plug'n'Play project. Directories are absolute, `/`-separated, without a slash at the end. */
export interface Packages {
  /**
   * The directories of the packages that a package may import, by name.
   * @param directory the package's; `undefined` is returned for any other
   */
  readonly dependenciesOf: (directory: string) => ReadonlyMap<string, string> | undefined;
}

/** A dependency by its reference, by another name and a reference, or one that nobody provides. */
type Reference = string | readonly [name: string, reference: string] | null;
type Dependencies = readonly (readonly [name: string, reference: Reference])[];

interface PackageData {
  readonly packageLocation: string;
  readonly packageDependencies: Dependencies;
  readonly discardFromLookup?: boolean;
}

/** The parts of the data file that matter. */
interface Data {
  readonly enableTopLevelFallback: boolean;
  readonly dependencyTreeRoots: readonly { readonly name: string; readonly reference: string }[];
  readonly fallbackExclusionList: readonly (readonly [name: string, references: readonly string[]])[];
  readonly fallbackPool: Dependencies;
  readonly packageRegistryData: readonly (readonly [
    name: string | null,
    packages: readonly (readonly [reference: string | null, data: PackageData])[],
  ])[];
}

/** The dependencies of a package by name, each with the key of its package; without one if nobody provides it. */
type Keys = readonly (readonly [name: string, key: string | undefined])[];

/** A package that may import others. */
interface Issuer {
  readonly own: Keys;
  readonly mayFallBack: boolean;
}

/**
 * Reads `.pnp.data.json`. Its format, and how a dependency is found by it: https://yarnpkg.com/advanced/pnp-spec
 *
 * @param root the directory of the file
 * @throws any error if it is damaged
 */
export function readPackages(text: string, root: string): Packages {
  const data = JSON.parse(text) as Data;
  const registry = data.packageRegistryData.flatMap(([name, packages]) =>
    packages.map(([reference, one]) => ({ name, reference, one, directory: directoryOf(one, root) })),
  );
  const directories = new Map(registry.map(({ name, reference, directory }) => [keyOf(name, reference), directory]));
  const workspaces = new Set(
    data.dependencyTreeRoots.map(({ name, reference }) => directories.get(keyOf(name, reference))),
  );
  const excluded = new Set(
    data.fallbackExclusionList.flatMap(([name, references]) => references.map((one) => keyOf(name, one))),
  );
  const issuers = new Map<string, Issuer>();
  for (const { name, reference, one, directory } of registry) {
    const mayFallBack = data.enableTopLevelFallback && name !== null && !excluded.has(keyOf(name, reference));
    // Several packages may share a directory: the last one owns it, unless it is only a link into another package.
    if (one.discardFromLookup !== true) issuers.set(directory, { own: keysOf(one.packageDependencies), mayFallBack });
  }
  const topLevel = registry.find(({ name }) => name === null)?.one.packageDependencies ?? [];
  const fallbacks = keysOf([...data.fallbackPool, ...topLevel]);
  const known = new Map<string, ReadonlyMap<string, string>>();
  return {
    dependenciesOf: (directory) => {
      const issuer = issuers.get(directory);
      if (!issuer) return undefined;
      const found = known.get(directory) ?? targetsOf(issuer, fallbacks, directories, workspaces);
      known.set(directory, found);
      return found;
    },
  };
}

/** The directories of the dependencies of a package. */
function targetsOf(
  { own, mayFallBack }: Issuer,
  fallbacks: Keys,
  directories: ReadonlyMap<string, string>,
  workspaces: ReadonlySet<string | undefined>,
): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  // The later ones count: the own ones before those of the project, and these before the pool.
  for (const [name, key] of [...(mayFallBack ? fallbacks : []), ...own]) {
    const target = key === undefined ? undefined : directories.get(key);
    if (target === undefined) continue;
    // A package of the workspace is one for all of its importers, who may each have a virtual path to it.
    const physical = withoutVirtual(target);
    targets.set(name, workspaces.has(physical) ? physical : target);
  }
  return targets;
}

/** @throws if a dependency is none: later nobody catches it */
function keysOf(dependencies: Dependencies): Keys {
  return dependencies.map(([name, reference]) => {
    if (typeof name !== "string") throw new TypeError("a dependency without a name");
    if (reference === null) return [name, undefined];
    return [name, typeof reference === "string" ? keyOf(name, reference) : keyOf(...reference)];
  });
}

function directoryOf({ packageLocation }: PackageData, root: string): string {
  return slashed(resolve(root, packageLocation));
}

function keyOf(name: string | null, reference: string | null): string {
  return JSON.stringify([name, reference]);
}
