import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { zipSync, type Zippable } from "fflate";

/** The reference of a dependency, an alias, or `null` for one that nobody provides. */
type Reference = string | readonly [name: string, reference: string] | null;

/** A package in the data of a Plug'n'Play project. */
export interface Packed {
  readonly name: string | null;
  readonly reference: string | null;
  readonly location: string;
  readonly dependencies?: Readonly<Record<string, Reference>>;
  readonly discardFromLookup?: boolean;
}

interface Fallback {
  readonly enableTopLevelFallback?: boolean;
  readonly fallbackPool?: readonly (readonly [string, Reference])[];
}

/** The text of a data file as Yarn writes it: the packages of the workspace, as their references say, do not fall back. */
export function dataFile(
  packages: readonly Packed[],
  { enableTopLevelFallback = true, fallbackPool = [] }: Fallback = {},
): string {
  const workspaces = packages.filter(({ reference }) => reference?.startsWith("workspace:"));
  const names = [...new Set(packages.map(({ name }) => name))];
  return JSON.stringify({
    dependencyTreeRoots: workspaces.map(({ name, reference }) => ({ name, reference })),
    enableTopLevelFallback,
    fallbackExclusionList: workspaces.map(({ name, reference }) => [name, [reference]]),
    fallbackPool,
    packageRegistryData: names.map((name) => [
      name,
      packages
        .filter((one) => one.name === name)
        .map(({ reference, location, dependencies = {}, discardFromLookup }) => [
          reference,
          { packageLocation: location, packageDependencies: Object.entries(dependencies), discardFromLookup },
        ]),
    ]),
  });
}

/** An archive of these files. */
export function archive(files: Readonly<Record<string, string>>, level: 0 | 6 = 6): Buffer {
  const zipped: Zippable = {};
  for (const [name, text] of Object.entries(files)) zipped[name] = Buffer.from(text);
  return Buffer.from(zipSync(zipped, { level }));
}

const require = createRequire(import.meta.url);

/** An archive of the installed next-auth: its manifest and its types. */
export function archiveOfNextAuth(): Buffer {
  const directory = dirname(require.resolve("next-auth"));
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".d.ts") || name === "package.json",
  );
  return archive(
    Object.fromEntries(
      names.map((name) => [
        `node_modules/next-auth/${name.replaceAll("\\", "/")}`,
        readFileSync(join(directory, name), "utf8"),
      ]),
    ),
  );
}
