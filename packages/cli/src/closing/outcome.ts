import type { Diagnostic } from "@typed-session/core";
import { exitCodes, type ExitCode } from "../exit.js";

/** The findings that fail a run. */
export interface Threshold {
  /** Whether a warning counts as an error. */
  readonly strict: boolean;
  /** Maximum number of warnings that do not fail a run; `undefined` if no number of them does. */
  readonly maxWarnings?: number | undefined;
}

/** The numbers of findings. */
export interface Tally {
  readonly errors: number;
  readonly warnings: number;
  /** The number of fixable ones among all. */
  readonly fixable: number;
}

export function tallyOf(diagnostics: readonly Pick<Diagnostic, "severity" | "fixable">[]): Tally {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return {
    errors,
    warnings: diagnostics.length - errors,
    fixable: diagnostics.filter(({ fixable }) => fixable).length,
  };
}

/** Whether the warnings alone fail the run. */
export function doWarningsFail({ warnings }: Pick<Tally, "warnings">, { strict, maxWarnings }: Threshold): boolean {
  return (strict && warnings > 0) || (maxWarnings !== undefined && warnings > maxWarnings);
}

/** The exit code for some findings: errors fail, and warnings only beyond the threshold. */
export function exitCodeFor(tally: Tally, threshold: Threshold): ExitCode {
  return tally.errors > 0 || doWarningsFail(tally, threshold) ? exitCodes.findings : exitCodes.clean;
}
