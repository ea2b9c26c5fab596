import { load } from "js-yaml";
import { isRecord, textIn, type ConfigHost } from "../config-files.js";

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
export function manifestIn(host: ConfigHost, directory: string): Manifest | undefined {
  const json = recordFrom(host, `${directory}/package.json`, JSON.parse);
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
export function pnpmWorkspaces(host: ConfigHost, directory: string): readonly string[] | undefined {
  return textsOf(recordFrom(host, `${directory}/pnpm-workspace.yaml`, (text): unknown => load(text))?.["packages"]);
}

function recordFrom(
  host: ConfigHost,
  fileName: string,
  parseText: (text: string) => unknown,
): Readonly<Record<string, unknown>> | undefined {
  try {
    const text = textIn(host, fileName);
    const value = text === undefined ? undefined : parseText(text);
    return isRecord(value) ? value : undefined;
  } catch {
    // Its package manager reports it.
    return undefined;
  }
}

function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : undefined;
}
