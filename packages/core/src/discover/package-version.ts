import type ts from "typescript";
import type { Library } from "./library.js";

/**
 * The version of a package that a file's imports would find, from the nearest `node_modules` upward; `undefined` if it
 * is not installed there or its manifest cannot be read.
 */
export function installedVersion(
  host: ts.ModuleResolutionHost,
  fromFile: string,
  packageName: string,
): string | undefined {
  const parts = fromFile.split("/").slice(0, -1);
  for (let length = parts.length; length > 0; length--) {
    const text = host.readFile(`${parts.slice(0, length).join("/")}/node_modules/${packageName}/package.json`);
    if (text === undefined) continue;
    try {
      const { version } = JSON.parse(text) as { version?: unknown };
      return typeof version === "string" ? version : undefined;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** Whether a library description fits a version of the package that declares its interfaces. */
export function isOfVersion(
  { majors, since }: Pick<Library, "majors" | "since">,
  version: string | undefined,
): boolean {
  if (version === undefined || !majors.some((major) => version.startsWith(`${String(major)}.`))) return false;
  return since === undefined || compareVersions(version, since.version) >= 0;
}

function compareVersions(a: string, b: string): number {
  const numbers = (version: string): number[] => version.split(/[.-]/, 3).map(Number);
  const others = numbers(b);
  const difference = numbers(a).map((number, index) => number - (others[index] ?? 0));
  return difference.find((one) => one !== 0) ?? 0;
}
