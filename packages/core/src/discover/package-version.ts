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
  for (const folder of foldersAbove(fromFile)) {
    const text = host.readFile(`${folder}/node_modules/${packageName}/package.json`);
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

/** The sentence about a package that is not found from a file, with what to do. */
export function whyNotInstalled(host: ts.ModuleResolutionHost, fromFile: string, packageName: string): string {
  const folder = foldersAbove(fromFile).find((one) =>
    [".pnp.cjs", ".pnp.js"].some((name) => host.fileExists(`${one}/${name}`)),
  );
  // A host that reads the data shows the packages as if they were in a `node_modules`.
  const hasData = folder !== undefined && host.fileExists(`${folder}/.pnp.data.json`);
  if (folder === undefined || (hasData && host.directoryExists?.(`${folder}/node_modules`) === true)) {
    return `${packageName} is not installed; install the project's dependencies and run again.`;
  }
  const archive = `${packageName} is in an archive of Yarn's Plug'n'Play`;
  return hasData
    ? `${archive}, which only the command reads, run in the project: do that, or set \`nodeLinker: node-modules\` in .yarnrc.yml and run \`yarn install\`.`
    : `${archive}, which is not read, because the way there is a program of the project: set \`pnpEnableInlining: false\` in .yarnrc.yml and run \`yarn install\`, which writes the way as data for the command; or set \`nodeLinker: node-modules\` and run \`yarn install\`; then run again.`;
}

/** The folder of a file and those around it, the nearest first. */
function foldersAbove(fileName: string): string[] {
  const parts = fileName.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
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
