import { exitCodes, type ExitCode } from "../exit.js";
import type { Io } from "../io.js";
import { pathFrom } from "../paths.js";
import { say } from "../say.js";
import type { RuleSettings } from "../rule-option.js";
import { analyseProject } from "../project/analyse.js";
import { renderDiff } from "../render/diff.js";
import { renderFixed, renderLeft } from "../render/fixed.js";
import { colorsFor } from "../render/style.js";
import { writeChanges } from "../write/write.js";

export interface FixOptions {
  readonly project?: string;
  readonly rule: RuleSettings;
  readonly dryRun?: boolean;
}

/**
 * Makes the edits that the compiler has accepted, and says what remains for a human.
 * @throws CannotRun when there is nothing to analyse that should be, or a file cannot be written: then none is
 */
export async function fix(io: Io, { project, rule, dryRun = false }: FixOptions): Promise<ExitCode> {
  const { root, analysis, notes, textOf, contested } = await analyseProject(io, project, "fix", rule);
  for (const note of notes) say(io, note);
  const colors = colorsFor(io);
  const { changes, remaining, undeclaredReads } = analysis.fix;
  const after = new Map(changes.map((change) => [pathFrom(root, change.fileName), change.after]));
  const context = {
    colors,
    nameFile: (file: string): string => pathFrom(io.cwd, `${root}/${file}`),
    textOf: (file: string): string | undefined => after.get(file) ?? textOf(file),
  };
  if (dryRun) {
    const { text, isEscaped } = renderDiff(root, changes, colors);
    io.stdout.write(text);
    // Aside, so that the diff can be piped into `git apply`.
    if (isEscaped)
      say(
        io,
        "Some characters of this diff are shown escaped, so that it cannot be applied; `typed-session fix` makes the change.",
      );
    io.stderr.write(renderLeft(analysis.fix, context));
  } else {
    writeChanges(root, changes);
    io.stdout.write(renderFixed(root, analysis.fix, context));
  }
  for (const fileName of contested) {
    say(
      io,
      `two tsconfigs of this project want ${pathFrom(io.cwd, fileName)} changed differently; run fix again for the second.`,
    );
  }
  const isDone = remaining.length === 0 && contested.length === 0 && undeclaredReads.length === 0;
  return isDone ? exitCodes.clean : exitCodes.findings;
}
