import {
  analyze,
  withSettings,
  type Analysis,
  type CompilerError,
  type Diagnostic,
  type FileChange,
  type Problem,
  type Settings,
} from "@typed-session/core";
import type { Survey } from "../closing/survey.js";
import { CannotRun } from "../exit.js";
import { isDebugging, type Io } from "../io.js";
import type { IsNamed } from "../named-files.js";
import { startProgress } from "../progress.js";
import type { RuleSettings } from "../rule-option.js";
import { absoluteFrom, isInside } from "../paths.js";
import { loadProject, type LoadedProject } from "./load.js";
import { say } from "../say.js";
import { settingsOf } from "./settings.js";
import { refuseSyntaxErrors } from "./syntax.js";
import { configsLeftOut, uncheckedConfigs } from "./unseen.js";
import type { LoadedWorkspace, Purpose } from "./workspaces.js";

/** The analysis of a project, joined from all of its tsconfigs. */
export interface AnalysedProject {
  /** Absolute, `/`-separated; every path in the analysis is relative to it. */
  readonly root: string;
  /** The directory outside of which nothing is written. */
  readonly editRoot: string;
  /** The project's tsconfig: absolute, `/`-separated. */
  readonly configFile: string;
  /** Notes for the user about the run, a sentence each. */
  readonly notes: readonly string[];
  readonly analysis: Analysis;
  /** The text of a file in the analysis, as the compiler has read it. */
  readonly textOf: (file: string) => string | undefined;
  /** The extent of the run. */
  readonly survey: Survey;
  /** Severities by the rules' names, as the project and the user set them. */
  readonly rules: RuleSettings;
  /** Files that two tsconfigs want changed differently; the first one's change is kept. */
  readonly contested: readonly string[];
}

interface AnalyseOptions {
  /** Severities by the rules' names, for rules with another one than their default. */
  readonly rules?: RuleSettings;
  /** Whether findings in the file with this absolute name are fixed; by default all are. */
  readonly isFixed?: IsNamed;
}

/**
 * Loads and analyses a project.
 *
 * @param project what `--project` names
 * @throws CannotRun if what should be analysed is missing
 */
export async function analyseProject(
  io: Io,
  project: string | undefined,
  purpose: Purpose,
  { rules = {}, isFixed }: AnalyseOptions = {},
): Promise<AnalysedProject> {
  const progress = startProgress(io);
  try {
    const loaded = loadProject(io, project, purpose, progress);
    const settingsIn = (root: string): Settings => withSettings(settingsOf(io.disk, io.cwd, root), { rules });
    progress.says("Analysing the callbacks");
    const analysed = analysedOf(loaded, (workspace) => {
      refuseSyntaxErrors(workspace);
      return analyze(workspace, {
        reads: purpose === "explain",
        fix: purpose === "fix",
        ...settingsIn(workspace.root),
        ...(isFixed && { fixOnly: ({ file }) => isFixed(absoluteFrom(loaded.root, file)) }),
      });
    });
    const survey = surveyOf(loaded, analysed);
    await progress.stop();
    return { ...conclude(io, loaded, analysed, survey), rules: settingsIn(loaded.root).rules ?? {} };
  } finally {
    await progress.stop();
  }
}

/** A program, and what was found in it. */
interface Analysed {
  readonly workspace: LoadedWorkspace;
  readonly analysis: Analysis;
}

/**
 * The analyses of a project's own configs. A config of another package is analysed in that package, whose readers are
 * those of all packages: one that the project imports, or one that its own code passes to the library.
 */
function analysedOf(loaded: LoadedProject, analyse: (workspace: LoadedWorkspace) => Analysis): Analysed[] {
  const analysed = (workspace: LoadedWorkspace): Analysed => ({ workspace, analysis: analyse(workspace) });
  const own = loaded.workspaces.map(analysed);
  const isForeign = ({ workspace, analysis: { report, problems } }: Analysed): boolean =>
    problems.length === 0 &&
    report.configs.every(({ file }) => !isInside(workspace.root, absoluteFrom(loaded.root, file)));
  const kept = own.filter((one) => !isForeign(one));
  if (own.length > 0 && kept.length === own.length) return own;
  const imported = loaded
    .imported()
    .map(analysed)
    .filter(({ analysis: { report, problems } }) => report.configs.length + problems.length > 0);
  const files = new Set(imported.flatMap(({ analysis }) => analysis.report.configs.map(({ file }) => file)));
  const isSeenThere = ({ analysis: { report } }: Analysed): boolean =>
    report.configs.length > 0 ? report.configs.every(({ file }) => files.has(file)) : kept.length + imported.length > 0;
  return [...own.filter((one) => !isForeign(one) || !isSeenThere(one)), ...(kept.length > 0 ? [] : imported)];
}

/** The extent of the run, and what it left out: without findings, the user wants to know why. */
function surveyOf({ root, stats, searched, isUnprepared }: LoadedProject, analysed: readonly Analysed[]): Survey {
  const analyses = analysed.map(({ analysis }) => analysis);
  const configs = distinct(analyses.flatMap(({ report }) => report.configs));
  const fields = distinct(analyses.flatMap(({ report }) => report.fields));
  const isFailed = analyses.some(({ problems }) => problems.length > 0);
  const seen = new Set(configs.map(({ file }) => absoluteFrom(root, file)));
  const unchecked = isFailed ? [] : uncheckedConfigs(searched, seen);
  const isNowhere = !isFailed && configs.length + unchecked.length === 0;
  return {
    tsconfigs: searched.members.length,
    files: stats.named,
    configs: configs.length,
    fields: fields.length,
    isOpen: analyses.some(({ openTargets }) => openTargets.length > 0),
    isUnprepared,
    unseen: isNowhere ? configsLeftOut(searched) : unchecked,
  };
}

function conclude(
  io: Io,
  loaded: LoadedProject,
  analysed: readonly Analysed[],
  survey: Survey,
): Omit<AnalysedProject, "rules"> {
  const { root, editRoot, configFile, notes, isUnprepared } = loaded;
  const analyses = analysed.map(({ analysis }) => analysis);
  const merged = merge(analyses);
  const analysis = isUnprepared ? { ...merged, fix: { ...merged.fix, leftToAuthor: [], undeclaredReads: [] } } : merged;
  if (isDebugging(io)) io.stderr.write(describeStats(loaded, analysed));
  const problems = analysis.problems.map(describeProblem);
  if (analysis.report.configs.length === 0 && problems.length > 0) {
    for (const note of notes) say(io, note);
    throw new CannotRun(...problems);
  }

  const textOf = (file: string): string | undefined => {
    const fileName = absoluteFrom(root, file);
    for (const { workspace } of analysed) {
      const { program, strayFiles = [] } = workspace;
      const text =
        program.getSourceFile(fileName)?.text ??
        strayFiles.find((stray) => stray.fileName === fileName)?.text ??
        workspace.alsoProveIn?.().flatMap((other) => other.program.getSourceFile(fileName)?.text ?? [])[0];
      if (text !== undefined) return text;
    }
    return undefined;
  };
  return {
    root,
    editRoot,
    configFile,
    notes: [...notes, ...problems],
    analysis,
    survey,
    textOf,
    contested: contestedFiles(analyses),
  };
}

function describeStats({ stats }: LoadedProject, [first]: readonly Analysed[]): string {
  const { named, scanned, scanMilliseconds, opened } = stats;
  return (
    `typed-session: ${named} files in the project, ${scanned} scanned as text in ${Math.round(scanMilliseconds)} ms, ` +
    `${opened.size} opened by TypeScript ${first?.workspace.ts.version ?? "(not needed)"}\n`
  );
}

function describeProblem({ message, at }: Problem): string {
  return at ? `${at.file}:${at.line}: ${message}` : message;
}

/** One analysis out of several. A finding of two tsconfigs is kept once. */
function merge(analyses: readonly Analysis[]): Analysis {
  const [first] = analyses;
  if (first && analyses.length === 1) return first;
  const all = <Item>(pick: (analysis: Analysis) => readonly Item[]): Item[] => distinct(analyses.flatMap(pick));
  const diagnostics = all((one) => one.report.diagnostics);
  const remaining = all((one) => one.fix.remaining);
  const changes = wantedChanges(analyses);
  const gone = changes.filter(({ after }) => after === undefined);
  // A file's rest that one program leaves is moved by another one.
  const isOvertaken = ({ file, related }: Diagnostic): boolean =>
    [file, ...related.map(({ at }) => at.file)].some((name) =>
      gone.some(({ fileName }) => fileName.endsWith(`/${name}`)),
    );
  return {
    report: {
      schemaVersion: 1,
      ok: diagnostics.length === 0,
      configs: all((one) => one.report.configs),
      fields: all((one) => one.report.fields),
      diagnostics,
    },
    diagnostics: all((one) => one.diagnostics),
    traces: all((one) => one.traces),
    openTargets: all((one) => one.openTargets),
    advice: all((one) => one.advice),
    problems: all((one) => one.problems),
    fix: {
      changes: firstOfEach(changes),
      fixed: [...all((one) => one.fix.fixed), ...remaining.filter(isOvertaken)],
      remaining: remaining.filter((one) => !isOvertaken(one)),
      leftToAuthor: all<CompilerError>((one) => one.fix.leftToAuthor),
      undeclaredReads: all<CompilerError>((one) => one.fix.undeclaredReads),
    },
  };
}

/** The items are plain data, so that equal ones have the same JSON. */
function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** One change for each file. */
function firstOfEach(changes: readonly FileChange[]): FileChange[] {
  return changes.filter(({ fileName }, index) => changes.findIndex((one) => one.fileName === fileName) === index);
}

/**
 * The changes that the analyses want. If one moves a file's declarations, the other ones' changes of that file, or
 * because of it, are dropped.
 */
function wantedChanges(analyses: readonly Analysis[]): FileChange[] {
  const changesOf = ({ fix }: Analysis): readonly FileChange[] => fix.changes;
  const gone = new Set(
    analyses.flatMap(changesOf).flatMap(({ fileName, after }) => (after === undefined ? [fileName] : [])),
  );
  const isOvertaken = (one: Analysis): boolean =>
    changesOf(one).some(({ fileName, after }) => after !== undefined && gone.has(fileName));
  const moving = analyses.filter((one) => !isOvertaken(one)).flatMap(changesOf);
  const overtaken = analyses
    .filter(isOvertaken)
    .flatMap(changesOf)
    .filter(({ fileName }) => !moving.some((one) => one.fileName === fileName));
  return distinct([...moving, ...overtaken]);
}

function contestedFiles(analyses: readonly Analysis[]): string[] {
  const changes = wantedChanges(analyses).map(({ fileName }) => fileName);
  return [...new Set(changes.filter((fileName, index) => changes.indexOf(fileName) !== index))];
}
