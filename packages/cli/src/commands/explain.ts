import { keyText, mermaidOf } from "@typed-session/core";
import { CannotRun, exitCodes, type ExitCode } from "../exit.js";
import { sayClosing } from "../closing/say.js";
import { tallyOf } from "../closing/outcome.js";
import type { Io } from "../io.js";
import { didYouMean } from "../nearest.js";
import { absoluteFrom, pathFrom } from "../paths.js";
import { say } from "../say.js";
import { analyseProject } from "../project/analyse.js";
import { renderField } from "../render/field.js";
import { renderJson } from "../render/json.js";
import { colorsFor } from "../render/style.js";
import { selectField, type Explained } from "../render/select.js";
import { renderTable } from "../render/table.js";
import type { ExplainFormat } from "./formats.js";

export interface ExplainOptions {
  readonly project?: string;
  readonly format: ExplainFormat;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/**
 * Shows what the session and the token hold, or where one field comes from; without an auth config, what was looked at.
 *
 * @param field its name, as in `Session.user.id` or in messages: `session.user.id`, `token["a.b"]`; without it,
 * everything
 * @throws CannotRun if there is no such field
 */
export async function explain(
  io: Io,
  field: string | undefined,
  { project, format, quiet = false, verbose = false }: ExplainOptions,
): Promise<ExitCode> {
  const scope = { project: project === undefined ? [] : [project], verbose };
  const { root, configFiles, analysis, notes, survey } = await analyseProject(io, scope, "explain");
  for (const note of notes) say(io, note);
  const explained = field === undefined ? analysis : select(analysis, field);
  const nameFile = (file: string): string => pathFrom(io.cwd, absoluteFrom(root, file));
  switch (format) {
    case "pretty": {
      const render = field === undefined ? renderTable : renderField;
      io.stdout.write(render(explained, { colors: colorsFor(io), nameFile }));
      break;
    }
    case "json":
      io.stdout.write(renderJson(explained.report));
      break;
    case "mermaid":
      io.stdout.write(mermaidOf(explained.traces));
      break;
  }
  if (survey.configs === 0 && !quiet) {
    sayClosing(io, { configFiles, survey, tally: tallyOf([]), threshold: { strict: false }, rulesOff: 0 });
  }
  return exitCodes.clean;
}

function select(analysis: Explained, field: string): Explained {
  const selected = selectField(analysis, field);
  if (selected) return selected;
  const hint = didYouMean(analysis.traces.map(keyText), field);
  throw new CannotRun(`No callback writes ${field}, and no file of this project declares it.${hint}`);
}
