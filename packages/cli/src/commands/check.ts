import type { ExitCode } from "../exit.js";
import type { Io } from "../io.js";
import { analyseProject } from "../project/analyse.js";
import type { RuleSettings } from "../rule-option.js";
import { sayResult, type CheckResult } from "./result.js";

export interface CheckOptions {
  readonly project?: string;
  readonly rule: RuleSettings;
  readonly format: CheckResult["format"];
}

/**
 * Reports where declarations and callbacks disagree.
 *
 * @param keep is given the result, before it is printed
 * @throws CannotRun when there is nothing to analyse that should be
 */
export async function check(
  io: Io,
  { project, rule, format }: CheckOptions,
  keep: (result: CheckResult) => void,
): Promise<ExitCode> {
  const { root, configFile, notes, analysis, textOf } = await analyseProject(io, project, "check", rule);
  const { report, diagnostics } = analysis;
  const result = { format, root, configFile, notes, report, diagnostics };
  keep(result);
  return sayResult(io, result, textOf);
}
