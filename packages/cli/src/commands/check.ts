import { exitCodes, type ExitCode } from "../exit.js";
import type { Io } from "../io.js";
import { pathFrom } from "../paths.js";
import type { RuleSettings } from "../rule-option.js";
import { analyseProject, type AnalysedProject } from "../project/analyse.js";
import { renderGithub } from "../render/github.js";
import { renderJson } from "../render/json.js";
import { renderPretty } from "../render/pretty.js";
import { colorsFor } from "../render/style.js";

export const checkFormats = ["pretty", "json", "github", "sarif"] as const;

export interface CheckOptions {
  readonly project?: string;
  readonly rule: RuleSettings;
  readonly format: (typeof checkFormats)[number];
}

/**
 * Reports where declarations and callbacks disagree.
 * @throws CannotRun when there is nothing to analyse that should be
 */
export async function check(io: Io, { project, rule, format }: CheckOptions): Promise<ExitCode> {
  const analysed = await analyseProject(io, project, "check", rule);
  io.stdout.write(await render(io, analysed, format));
  return analysed.analysis.report.ok ? exitCodes.clean : exitCodes.findings;
}

async function render(
  io: Io,
  { root, analysis, textOf }: AnalysedProject,
  format: CheckOptions["format"],
): Promise<string> {
  const { report, diagnostics } = analysis;
  // GitHub knows files by their path in the repository, wherever in it the command runs.
  const repository = io.env["GITHUB_WORKSPACE"] ?? io.cwd;
  const namedFrom = (directory: string) => (file: string) => pathFrom(directory, `${root}/${file}`);
  switch (format) {
    case "pretty":
      return renderPretty(diagnostics, { colors: colorsFor(io), nameFile: namedFrom(io.cwd), textOf });
    case "json":
      return renderJson(report);
    case "github":
      return renderGithub(diagnostics, namedFrom(repository));
    case "sarif": {
      // Loaded only when it is asked for: nobody else should wait for its library.
      const { renderSarif } = await import("../render/sarif.js");
      return renderSarif(diagnostics, namedFrom(repository));
    }
  }
}
