import { byCause, type Fix } from "@typed-session/core";
import { sayClosing } from "../closing/say.js";
import { exitCodeFor, tallyOf } from "../closing/outcome.js";
import { exitCodes, type ExitCode } from "../exit.js";
import { rulesOff, type FindingOptions } from "../finding-options.js";
import type { Io } from "../io.js";
import { namedFiles, type IsNamed } from "../named-files.js";
import { absoluteFrom, isInside, pathFrom } from "../paths.js";
import { say } from "../say.js";
import { analyseProject, type AnalysedProject } from "../project/analyse.js";
import { renderDiff } from "../render/diff.js";
import { renderFixed, renderLeft } from "../render/fixed.js";
import type { PrettyContext } from "../render/pretty.js";
import { colorsFor } from "../render/style.js";
import { writeChanges } from "../write/write.js";

export interface FixOptions extends FindingOptions {
  readonly dryRun?: boolean;
}

/**
 * Makes the edits that the compiler has accepted, and prints what remains for the author.
 *
 * @param names files and folders: only findings there are fixed, by edits in any file; none for everything
 * @returns 0 if no error remains, nor a warning beyond the threshold
 * @throws CannotRun if what should be analysed is missing, a name does not exist, or a file cannot be written: then
 * none is written
 */
export async function fix(io: Io, names: readonly string[], options: FixOptions): Promise<ExitCode> {
  const { dryRun = false, quiet = false, strict = false, maxWarnings } = options;
  const isNamed = namedFiles(io.disk, io.cwd, names);
  const project = await analyseProject(io, options, "fix", {
    rules: options.rule,
    ...(isNamed && { isFixed: isNamed }),
  });
  for (const note of project.notes) say(io, note);
  const shownFix = isNamed ? within(project, isNamed) : project.analysis.fix;
  if (dryRun) sayDiff(io, project, shownFix);
  else {
    writeChanges(project.editRoots, shownFix.changes);
    io.onWritten?.(shownFix.changes);
    io.stdout.write(renderFixed(project.root, shownFix, contextOf(io, project)));
  }
  for (const fileName of project.contested) {
    say(
      io,
      `two tsconfigs of this project want ${pathFrom(io.cwd, fileName)} changed differently; run fix again for the second.`,
    );
  }
  const { fixed, remaining, undeclaredReads } = shownFix;
  const tally = tallyOf(byCause(remaining));
  const threshold = { strict, maxWarnings };
  if (!quiet) {
    sayClosing(io, {
      configFiles: project.configFiles,
      survey: project.survey,
      tally,
      threshold,
      rulesOff: rulesOff(project.rules),
      fix: {
        fixed: byCause(fixed).length,
        isDryRun: dryRun,
        isLimited: isNamed !== undefined,
        undeclaredReads: undeclaredReads.length,
      },
    });
  }
  const isLeft = project.contested.length > 0 || undeclaredReads.length > 0;
  return isLeft ? exitCodes.findings : exitCodeFor(tally, threshold);
}

/** The part of a fix in the named files: its findings are there. */
function within({ root, analysis }: AnalysedProject, isNamed: IsNamed): Fix {
  const isShown = ({ file }: { readonly file: string }): boolean => isNamed(absoluteFrom(root, file));
  const { remaining, leftToAuthor, undeclaredReads, ...done } = analysis.fix;
  return {
    ...done,
    remaining: remaining.filter(isShown),
    leftToAuthor: leftToAuthor.filter(isShown),
    undeclaredReads: undeclaredReads.filter(isShown),
  };
}

function contextOf(io: Io, { root, analysis, textOf }: AnalysedProject): PrettyContext {
  const after = new Map(analysis.fix.changes.map((change) => [pathFrom(root, change.fileName), change.after]));
  return {
    colors: colorsFor(io),
    nameFile: (file) => pathFrom(io.cwd, absoluteFrom(root, file)),
    textOf: (file) => after.get(file) ?? textOf(file),
  };
}

function sayDiff(io: Io, project: AnalysedProject, fix: Fix): void {
  const { text, isEscaped } = renderDiff(diffRoot(project, fix), fix.changes, colorsFor(io));
  io.stdout.write(text);
  // On stderr, so that the diff can be piped into `git apply`.
  if (isEscaped)
    say(
      io,
      "Some characters of this diff are shown escaped, so that it cannot be applied; `typed-session fix` makes the change.",
    );
  io.stderr.write(renderLeft(fix, contextOf(io, project)));
}

/** The directory that a diff names files from: a patch must not name files outside of it. */
function diffRoot({ root, editRoots }: AnalysedProject, { changes }: Fix): string {
  const isAround = (directory: string): boolean => changes.every(({ fileName }) => isInside(directory, fileName));
  return [root, ...editRoots].find(isAround) ?? root;
}
