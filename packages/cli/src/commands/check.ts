import { resolve } from "node:path";
import { byCause } from "@typed-session/core";
import type { ExitCode } from "../exit.js";
import type { Io } from "../io.js";
import { namedFiles } from "../named-files.js";
import { absoluteFrom } from "../paths.js";
import { analyseProject } from "../project/analyse.js";
import { rulesOff, type FindingOptions } from "../finding-options.js";
import { sayResult, type CheckResult } from "./result.js";

export interface CheckOptions extends FindingOptions {
  readonly format: CheckResult["format"];
  readonly outputFile?: string;
}

/**
 * Reports where declarations and callbacks disagree.
 *
 * @param names files and folders: findings elsewhere are hidden and do not count; none for everything
 * @param keep is given the result, before it is printed
 * @throws CannotRun if what should be analysed is missing, or a name does not exist
 */
export async function check(
  io: Io,
  names: readonly string[],
  options: CheckOptions,
  keep: (result: CheckResult) => void,
): Promise<ExitCode> {
  const { rule, format, outputFile, strict = false, maxWarnings, quiet = false } = options;
  const isNamed = namedFiles(io.disk, io.cwd, names);
  const { root, configFiles, notes, analysis, survey, rules, textOf } = await analyseProject(io, options, "check", {
    rules: rule,
  });
  const { report, diagnostics } = analysis;
  const isShown = ({ file }: { readonly file: string }): boolean => isNamed?.(absoluteFrom(root, file)) ?? true;
  const shownOnes = diagnostics.filter(isShown);
  const result: CheckResult = {
    format,
    ...(outputFile !== undefined && { outputFile: resolve(io.cwd, outputFile) }),
    root,
    configFiles,
    notes,
    report: isNamed
      ? { ...report, ok: shownOnes.length === 0, diagnostics: report.diagnostics.filter(isShown) }
      : report,
    diagnostics: shownOnes,
    survey,
    threshold: { strict, maxWarnings },
    ...(isNamed && { elsewhere: byCause(diagnostics).length - byCause(shownOnes).length }),
    rulesOff: rulesOff(rules),
    isQuiet: quiet,
  };
  keep(result);
  return sayResult(io, result, textOf);
}
