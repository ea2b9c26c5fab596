import type { Analysis, AnalyzeOptions } from "./api/analysis.js";
import { inspect, type Inspection } from "./inspect.js";
import { fieldReport } from "./report/diagnostics.js";
import type { Workspace } from "./api/workspace.js";

/**
 * Analyses a program: the fields that its callbacks assign, the declared fields, their differences, and the edits that
 * fix them.
 *
 * @param given the program, and access to its surroundings
 * @returns only plain data: no compiler object leaves the engine. A program without auth gives an empty analysis.
 */
export function analyze(given: Workspace, options: AnalyzeOptions = {}): Analysis {
  return analysisOf(inspect(given, options), options);
}

/** The complete result of an inspection. */
export function analysisOf(
  inspection: Inspection,
  options: Pick<AnalyzeOptions, "fix" | "fixOnly" | "reads"> = {},
): Analysis {
  const { fixOnly } = options;
  const { diagnostics, fix } = inspection.proven({
    trustsTypes: options.fix === false,
    ...(fixOnly && { findings: inspection.found().filter(fixOnly) }),
  });
  const traces = inspection.traces();
  return {
    report: {
      schemaVersion: 1,
      ok: diagnostics.length === 0,
      configs: inspection.configs,
      fields: traces.map(fieldReport),
      diagnostics: diagnostics.map(({ rule, severity, message, file, line, column, fixable, cause, url }) => ({
        rule,
        severity,
        message,
        file,
        line,
        column,
        fixable,
        cause,
        url,
      })),
    },
    diagnostics,
    traces,
    openTargets: inspection.openTargets(),
    advice: options.reads ? inspection.advice() : [],
    problems: inspection.problems,
    fix,
  };
}
