import { parse } from "yaml";
import type { Disk } from "../disk/disk.js";
import { textFrom } from "../disk/text.js";

/** The parts of a `package.json` that connect packages of one repository. */
export interface Manifest {
  readonly name: string | undefined;
  /** The names of all packages that it depends on, in whatever way. */
  readonly dependencies: ReadonlySet<string>;
  /** The patterns of `workspaces`: folders relative to the manifest's, or with a `!` before them. */
  readonly workspaces: readonly string[] | undefined;
}

const dependencyKinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/** @returns `undefined` if the folder holds no manifest, or one that is no JSON object */
export function manifestIn(disk: Disk, directory: string): Manifest | undefined {
  const json = recordFrom(disk, `${directory}/package.json`, JSON.parse);
  if (!json) return undefined;
  const { name, workspaces } = json;
  return {
    name: typeof name === "string" ? name : undefined,
    dependencies: new Set(dependencyKinds.flatMap((kind) => (isRecord(json[kind]) ? Object.keys(json[kind]) : []))),
    // Yarn 1 and Bun also take an object with the patterns.
    workspaces: textsOf(isRecord(workspaces) ? workspaces["packages"] : workspaces),
  };
}

/** The patterns of a folder's `pnpm-workspace.yaml`; `undefined` without one, or if it names none. */
export function pnpmWorkspaces(disk: Disk, directory: string): readonly string[] | undefined {
  return textsOf(recordFrom(disk, `${directory}/pnpm-workspace.yaml`, (text): unknown => parse(text))?.["packages"]);
}

function recordFrom(
  disk: Disk,
  fileName: string,
  parseText: (text: string) => unknown,
): Readonly<Record<string, unknown>> | undefined {
  const bytes = disk.kindOf(fileName) === "file" ? disk.read(fileName) : undefined;
  try {
    const value = bytes && parseText(textFrom(bytes));
    return isRecord(value) ? value : undefined;
  } catch {
    // Its package manager reports it.
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : undefined;
}
