import { byCause, type Diagnostic, type Report } from "@typed-session/core";
import { exitCodes, type ExitCode } from "../exit.js";
import type { Surroundings } from "../io.js";
import { pathFrom } from "../paths.js";
import { say } from "../say.js";

export const checkFormats = ["pretty", "compact", "json", "github", "sarif"] as const;

/** What a check has found: plain data. All that it prints, and its exit code, are made from this, now or later. */
export interface CheckResult {
  readonly format: (typeof checkFormats)[number];
  /** The project's tsconfig, absolute. */
  readonly configFile: string;
  /** The project's directory, absolute; the files below are relative to it. */
  readonly root: string;
  /** What the user should know about how the project was read. */
  readonly notes: readonly string[];
  readonly report: Report;
  readonly diagnostics: readonly Diagnostic[];
}

type TextOf = (file: string) => string | undefined;

/**
 * Prints a result in the format that was asked for.
 * @param textOf the text of a file that the findings name
 */
export async function sayResult(io: Surroundings, result: CheckResult, textOf: TextOf): Promise<ExitCode> {
  for (const note of result.notes) say(io, note);
  io.stdout.write(await render(io, result, textOf));
  return result.report.ok && result.diagnostics.length === 0 ? exitCodes.clean : exitCodes.findings;
}

/** A renderer is loaded only when it is asked for: nobody else should wait for its libraries. */
async function render(io: Surroundings, result: CheckResult, textOf: TextOf): Promise<string> {
  const { format, root, report } = result;
  const findings = byCause(result.diagnostics);
  // GitHub knows files by their path in the repository, wherever in it the command runs.
  const repository = io.env["GITHUB_WORKSPACE"] ?? io.cwd;
  const namedFrom = (directory: string) => (file: string) => pathFrom(directory, `${root}/${file}`);
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
  }
}
