import { byCause, type Diagnostic, type Report } from "@typed-session/core";
import { sayClosing } from "../closing/say.js";
import { doWarningsFail, exitCodeFor, tallyOf, type Threshold } from "../closing/outcome.js";
import type { Survey } from "../closing/survey.js";
import type { ExitCode } from "../exit.js";
import type { Surroundings } from "../io.js";
import { absoluteFrom, pathFrom } from "../paths.js";
import { say } from "../say.js";
import type { CheckFormat } from "./formats.js";

/** The result of a check as plain data. Its output and its exit code are made from it, now or later. */
export interface CheckResult {
  readonly format: CheckFormat;
  /** The absolute name of the output file; `undefined` for stdout. */
  readonly outputFile?: string | undefined;
  /** The projects' tsconfigs, absolute. */
  readonly configFiles: readonly string[];
  /** The project's directory, or the one around several, absolute; the files below are relative to it. */
  readonly root: string;
  /** Notes for the user about how the project was read. */
  readonly notes: readonly string[];
  /** Its findings are the shown ones. */
  readonly report: Report;
  readonly diagnostics: readonly Diagnostic[];
  readonly survey: Survey;
  readonly threshold: Threshold;
  /** The number of findings that are hidden because other files were named; `undefined` if none were named. */
  readonly elsewhere?: number | undefined;
  readonly rulesOff: number;
  /** Whether the closing line is left out. */
  readonly isQuiet: boolean;
}

type TextOf = (file: string) => string | undefined;

/**
 * Prints a result in the requested format.
 *
 * @param textOf gives the text of a file in the findings
 * @throws CannotRun if it cannot be written to the named file
 */
export async function sayResult(io: Surroundings, result: CheckResult, textOf: TextOf): Promise<ExitCode> {
  for (const note of result.notes) say(io, note);
  const { outputFile, threshold } = result;
  const text = await render(outputFile === undefined ? io : withoutTerminal(io), result, textOf);
  if (outputFile === undefined) io.stdout.write(text);
  else {
    const { writeOutput } = await import("../write/output.js");
    writeOutput([io.cwd, result.root], outputFile, text);
  }
  const tally = tallyOf(byCause(result.diagnostics));
  if (!result.isQuiet) sayClosing(io, { ...result, tally });
  return exitCodeFor(tally, threshold);
}

/** A file is no terminal, whatever stdout is. */
function withoutTerminal(io: Surroundings): Surroundings {
  return { ...io, stdout: { write: () => undefined } };
}

/** A renderer is loaded only on request, so that nobody else waits for its libraries. */
async function render(io: Surroundings, result: CheckResult, textOf: TextOf): Promise<string> {
  const { format, root, report, threshold } = result;
  const findings = byCause(result.diagnostics);
  // GitHub and GitLab name files by their path in the repository, wherever the command runs.
  const repository = io.env["GITHUB_WORKSPACE"] ?? io.env["CI_PROJECT_DIR"] ?? io.cwd;
  const namedFrom = (directory: string) => (file: string) => pathFrom(directory, absoluteFrom(root, file));
  switch (format) {
    case "pretty": {
      if (findings.length === 0) return "";
      const { renderPretty } = await import("../render/pretty.js");
      const { colorsFor } = await import("../render/style.js");
      return renderPretty(findings, { colors: colorsFor(io), nameFile: namedFrom(io.cwd), textOf });
    }
    case "compact": {
      const { renderCompact } = await import("../render/compact.js");
      return renderCompact(findings, namedFrom(io.cwd));
    }
    case "json": {
      const { renderJson } = await import("../render/json.js");
      return renderJson(report);
    }
    case "github": {
      const { renderGithub } = await import("../render/github.js");
      return renderGithub(findings, namedFrom(repository));
    }
    case "sarif": {
      const { renderSarif } = await import("../render/sarif.js");
      return renderSarif(findings, namedFrom(repository));
    }
    case "junit": {
      const { renderJunit } = await import("../render/junit.js");
      const configs = report.configs.map(({ file }) => file);
      const doFail = doWarningsFail(tallyOf(findings), threshold);
      return renderJunit(findings, { configs, nameFile: namedFrom(repository), doWarningsFail: doFail });
    }
    case "gitlab": {
      const { renderGitlab } = await import("../render/gitlab.js");
      return renderGitlab(findings, namedFrom(repository));
    }
  }
}
