import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { CheckResult } from "../commands/result.js";
import { entriesIn } from "../disk/file-system.js";
import { slashed } from "../paths.js";

/** Where this command's own code lies. */
export const ownDirectory = dirname(fileURLToPath(import.meta.url));

/** The package that all findings come from. */
export const enginePackage = "@typed-session/core";

/**
 * The files that a result must rest on, whatever else it rests on: the tsconfig, those with a config or a declaration that it speaks of, those
 * in which something is found, and this command's own code.
 *
 * @returns absolute names
 */
function filesBehind({ root, configFile, report, diagnostics }: CheckResult): readonly string[] {
  const named = [
    ...report.configs.map(({ file }) => file),
    ...report.fields.flatMap(({ declared }) => (declared ? [declared.file] : [])),
    ...diagnostics.map(({ file }) => file),
  ];
  const own = entriesIn(ownDirectory).files.map((name) => join(ownDirectory, name));
  return [configFile, ...named.map((file) => slashed(resolve(root, file))), ...own];
}

/**
 * Whether a run was asked for all that its result must rest on.
 * @param names the files that it was asked for
 * @param packages the packages that it was asked for
 */
export function isComplete(result: CheckResult, names: ReadonlySet<string>, packages: readonly string[]): boolean {
  return packages.includes(enginePackage) && filesBehind(result).every((name) => names.has(name));
}
