import type ts from "typescript";

/**
 * The version of a package that a file's imports would find, from the nearest `node_modules` upward; `undefined` when it is
 * not installed there or its manifest cannot be read.
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
