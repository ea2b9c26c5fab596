import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { CheckResult } from "../commands/result.js";
import { entriesIn } from "../disk/file-system.js";
import { slashed } from "../paths.js";

/** The directory of this command's own code. */
export const ownDirectory = dirname(fileURLToPath(import.meta.url));

/** The package that makes all findings. */
export const enginePackage = "@typed-session/core";

/**
 * The files that a result always rests on: the tsconfig, the files of its configs, declarations and findings, and this
 * command's own code.
 *
 * @returns absolute names
 */
function filesBehind({ root, configFiles, report, diagnostics }: CheckResult): readonly string[] {
  const named = [
    ...report.configs.map(({ file }) => file),
    ...report.fields.flatMap(({ declared }) => (declared ? [declared.file] : [])),
    ...diagnostics.map(({ file }) => file),
  ];
  const own = entriesIn(ownDirectory).files.map((name) => join(ownDirectory, name));
  return [...configFiles, ...named.map((file) => slashed(resolve(root, file))), ...own];
}

/**
 * Whether a run has read everything that its result must rest on.
 * @param names the files that it has read
 * @param packages the packages that it has looked up
 */
export function isComplete(result: CheckResult, names: ReadonlySet<string>, packages: readonly string[]): boolean {
  return packages.includes(enginePackage) && filesBehind(result).every((name) => names.has(name));
}
