import { analyze, withSettings, type Analysis, type Problem, type Settings } from "@typed-session/core";
import type { Survey } from "../closing/survey.js";
import { CannotRun } from "../exit.js";
import { isDebugging, type Io } from "../io.js";
import { Repositories } from "../monorepo/repositories.js";
import type { IsNamed } from "../named-files.js";
import { absoluteFrom, isInside, pathFrom } from "../paths.js";
import { startProgress } from "../progress.js";
import type { RuleSettings } from "../rule-option.js";
import { say } from "../say.js";
import { loadProject, type LoadedProject } from "./load.js";
import { ProgramMemory } from "./memory.js";
import { contestedFiles, merge } from "./merge.js";
import { NativeCompilers } from "./native.js";
import { scopeOf, type ScopeOptions } from "./scope.js";
import { settingsOf } from "./settings.js";
import { surveyOf, type Analysed, type AnalysedPart } from "./survey.js";
import { refuseSyntaxErrors } from "./syntax.js";
import type { LoadedWorkspace, Purpose } from "./workspaces.js";

/** The analysis of one or several projects, joined from all of their tsconfigs. */
export interface AnalysedProject {
  /** Absolute, `/`-separated; every path in the analysis is relative to it. */
  readonly root: string;
  /** The directories outside of which nothing is written: absolute, `/`-separated. */
  readonly editRoots: readonly string[];
  /** The projects' tsconfigs: absolute, `/`-separated. */
  readonly configFiles: readonly string[];
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
 * Loads and analyses what a command names: a project, several, or all packages of a repository.
 *
 * @throws CannotRun if what should be analysed is missing
 */
export async function analyseProject(
  io: Io,
  scopeOptions: ScopeOptions,
  purpose: Purpose,
  { rules = {}, isFixed }: AnalyseOptions = {},
): Promise<AnalysedProject> {
  const compilers = io.memory ? undefined : new NativeCompilers();
  const run = (): Promise<AnalysedProject> =>
    analyseOnce(io, scopeOptions, purpose, { rules, ...(isFixed && { isFixed }) }, compilers);
  try {
    return await run();
  } catch (error) {
    if (error instanceof CannotRun || compilers?.isInUse !== true) throw error;
    // Whatever the compiler's process or its protocol did: our own compiler can do without them.
    compilers.fail(error);
    return await run();
  } finally {
    compilers?.close();
  }
}

async function analyseOnce(
  io: Io,
  scopeOptions: ScopeOptions,
  purpose: Purpose,
  { rules = {}, isFixed }: AnalyseOptions,
  compilers: NativeCompilers | undefined,
): Promise<AnalysedProject> {
  const progress = startProgress(io);
  try {
    const repositories = new Repositories();
    const memory = io.memory ?? new ProgramMemory();
    const { configFiles, reportRoot, workspace } = scopeOf(io, scopeOptions, repositories);
    const isVerbose = scopeOptions.verbose === true || isDebugging(io);
    const settingsIn = (root: string): Settings => withSettings(settingsOf(io.disk, io.cwd, root), { rules });
    const analyse = (workspace: LoadedWorkspace): Analysis => {
      refuseSyntaxErrors(workspace);
      progress.says("Analysing the callbacks");
      return inProject(
        workspace,
        analyze(workspace, {
          reads: purpose === "explain",
          fix: purpose === "fix",
          ...settingsIn(workspace.root),
          ...(isFixed && { fixOnly: ({ file }) => isFixed(absoluteFrom(reportRoot, file)) }),
        }),
      );
    };
    const known = new Map<string, Analysed>();
    const parts = configFiles.map((configFile): AnalysedPart => {
      const run = { purpose, reportRoot, memory, repositories, progress, compilers };
      const loaded = loadProject(io, configFile, run);
      return {
        loaded,
        analysed: analysedOf(loaded, reportRoot, (workspace) => analysedOnce(known, workspace, analyse)),
      };
    });
    const survey = { ...surveyOf(parts, reportRoot), ...(workspace && { workspace }) };
    await progress.stop();
    if (isVerbose) for (const part of parts) io.stderr.write(describeStats(part));
    const [first] = parts;
    const rulesSet = first ? (settingsIn(first.loaded.root).rules ?? {}) : rules;
    return { ...conclude(io, parts, reportRoot), survey, configFiles, rules: rulesSet };
  } finally {
    await progress.stop();
  }
}

/** Several projects may see the same config. */
function analysedOnce(
  known: Map<string, Analysed>,
  workspace: LoadedWorkspace,
  analyse: (workspace: LoadedWorkspace) => Analysis,
): Analysed {
  const name = workspace.configFile?.fileName ?? "";
  const analysed = known.get(name) ?? { workspace, analysis: analyse(workspace) };
  known.set(name, analysed);
  return analysed;
}

/** The analysis, in which each config names its project. */
function inProject({ project, reportRoot = "" }: LoadedWorkspace, analysis: Analysis): Analysis {
  const configs = analysis.report.configs.map((config) => ({ ...config, project: pathFrom(reportRoot, project) }));
  return { ...analysis, report: { ...analysis.report, configs } };
}

/**
 * The analyses of the configs that a project sees: its own, or those of the packages that it imports. A config of
 * another package that its own code passes to the library is analysed in that package, as for everybody else.
 */
function analysedOf(
  loaded: LoadedProject,
  reportRoot: string,
  analyse: (workspace: LoadedWorkspace) => Analysed,
): readonly Analysed[] {
  const own = loaded.workspaces.map(analyse);
  const isForeign = ({ workspace, analysis: { report, problems } }: Analysed): boolean =>
    problems.length === 0 &&
    report.configs.every(({ file }) => !isInside(workspace.root, absoluteFrom(reportRoot, file)));
  const kept = own.filter((one) => !isForeign(one));
  if (own.length > 0 && kept.length === own.length) return own;
  const imported = loaded
    .imported()
    .map(analyse)
    .filter(({ analysis: { report, problems } }) => report.configs.length + problems.length > 0);
  const files = new Set(imported.flatMap(({ analysis }) => analysis.report.configs.map(({ file }) => file)));
  const isSeenThere = ({ analysis: { report } }: Analysed): boolean =>
    report.configs.every(({ file }) => files.has(file));
  return [...own.filter((one) => !isForeign(one) || !isSeenThere(one)), ...(kept.length > 0 ? [] : imported)];
}

function conclude(
  io: Io,
  parts: readonly AnalysedPart[],
  root: string,
): Omit<AnalysedProject, "rules" | "survey" | "configFiles"> {
  const analysed = parts.flatMap((part) => part.analysed);
  const notes = [...new Set(parts.flatMap(({ loaded }) => loaded.notes()))];
  const analyses = analysed.map(({ analysis }) => analysis);
  const merged = merge(analyses);
  const isUnprepared = parts.some(({ loaded }) => loaded.isUnprepared);
  const analysis = isUnprepared ? { ...merged, fix: { ...merged.fix, leftToAuthor: [], undeclaredReads: [] } } : merged;
  const problems = analysis.problems.map(describeProblem);
  if (analysis.report.configs.length === 0 && problems.length > 0) {
    for (const note of notes) say(io, note);
    throw new CannotRun(...problems);
  }
  return {
    root,
    editRoots: [...new Set(parts.map(({ loaded }) => loaded.editRoot))],
    notes: [...notes, ...problems],
    analysis,
    textOf: (file) => textIn(analysed, absoluteFrom(root, file)),
    contested: contestedFiles(analyses),
  };
}

/** The text of a file as the compiler has read it. */
function textIn(analysed: readonly Analysed[], fileName: string): string | undefined {
  for (const { workspace } of analysed) {
    const { program, strayFiles = [] } = workspace;
    const text =
      program.getSourceFile(fileName)?.text ??
      strayFiles.find((stray) => stray.fileName === fileName)?.text ??
      workspace.alsoProveIn?.().flatMap((other) => other.program.getSourceFile(fileName)?.text ?? [])[0];
    if (text !== undefined) return text;
  }
  return undefined;
}

function describeStats({ loaded: { stats, compiler } }: AnalysedPart): string {
  const { named, scanned, scanMilliseconds, opened } = stats;
  return (
    `typed-session: ${named} files in the project, ${scanned} scanned as text in ${Math.round(scanMilliseconds)} ms, ` +
    `${opened.size} opened by ${compiler()}\n`
  );
}

function describeProblem({ message, at }: Problem): string {
  return at ? `${at.file}:${at.line}: ${message}` : message;
}
