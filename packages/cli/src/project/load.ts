import { dirname } from "node:path";
import type { FieldNames, ProvingProgram, StrayFile, Workspace } from "@typed-session/core";
import type { Disk } from "../disk/disk.js";
import type { Io } from "../io.js";
import type { Progress } from "../progress.js";
import { findConfig } from "./find-config.js";
import { ProgramMemory } from "./memory.js";
import { findMembers, type Member } from "./members.js";
import { isIn, loadProgram, type LoadedProgram } from "./program.js";
import { isCodeFile, isDeclarationFile, isJavaScriptFile, readingFiles } from "./scan.js";
import { findParts, type Part } from "./parts.js";
import { findStrayFiles } from "./stray.js";
import { readTsconfig, type Tsconfig } from "./tsconfig.js";
import type { SearchedProject } from "./unseen.js";
import { chooseTypeScript, type ChosenTypeScript } from "./typescript.js";

/**
 * What the project is read for, which decides how much of it is loaded: `check` needs the configs, what they import and the
 * declarations; `explain` needs those who read the session as well; `fix` needs everything, since its proofs are about everything.
 */
export type Purpose = "check" | "explain" | "fix";

/** How much was looked at, and how long it took. */
interface LoadStats {
  /** Files that the tsconfigs take. */
  readonly named: number;
  /** Files read as text to find out whether they matter. */
  readonly scanned: number;
  readonly scanMilliseconds: number;
  /** The files of the project that the compiler has opened so far: an analysis may make it open more. */
  readonly opened: ReadonlySet<string>;
}

/** A project, ready to be analysed. */
export interface LoadedProject {
  /** The directory of its tsconfig: absolute, `/`-separated; reports are relative to it. */
  readonly root: string;
  /** That tsconfig: absolute, `/`-separated. */
  readonly configFile: string;
  /** One for each tsconfig that holds an auth config of its own; none where there is no auth. */
  readonly workspaces: readonly LoadedWorkspace[];
  readonly stats: LoadStats;
  /** What the user should know about how it was read. */
  readonly notes: readonly string[];
  /** Whether the compiler misses what a framework has not generated yet: its errors say nothing then. */
  readonly isUnprepared: boolean;
  /** What there is to look for configs in. */
  readonly searched: SearchedProject;
}

export interface LoadedWorkspace extends Workspace {
  /** The files that may hold an auth config. */
  readonly entries: readonly string[];
  /** The same workspace with the files that may read a field of one of these names. */
  readonly withReadersOf: (fieldNames: FieldNames) => LoadedWorkspace;
  readonly readersOf: (fieldNames: FieldNames) => readonly ProvingProgram[];
}

/**
 * Finds a project and loads what the purpose needs of it.
 *
 * @param project what `--project` names
 * @throws CannotRun when there is no tsconfig, or one with errors
 */
export function loadProject(io: Io, project: string | undefined, purpose: Purpose, progress: Progress): LoadedProject {
  const { disk } = io;
  const configFile = findConfig(disk, io.cwd, project);
  const chosen = chooseTypeScript(disk, dirname(configFile));
  const main = readTsconfig(chosen, configFile);
  const notes = [chosen.note, main.note].filter((note) => note !== undefined);

  progress.says("Looking for the auth config");
  const started = performance.now();
  const members = findMembers(disk, chosen, main);
  const scanMilliseconds = performance.now() - started;

  progress.says("Loading the program");
  const memory = io.memory ?? new ProgramMemory();
  const holders = ownEntries(members);
  const strays = holders.length === 0 ? [] : findStrayFiles(disk, chosen, main.directory, filesOf(members));
  const parts = findParts(disk, chosen, holders, members, (member) =>
    loadProgram(disk, chosen, member.tsconfig, rootNames(disk, member, purpose), memory),
  );
  const workspaces = parts.map((part) =>
    loadWorkspace({ disk, chosen, root: main.directory, members, strays, purpose, memory }, part),
  );
  return {
    root: main.directory,
    configFile: main.fileName,
    workspaces,
    stats: {
      named: filesOf(members).size,
      scanned: members.reduce((sum, { scanned }) => sum + scanned, 0),
      scanMilliseconds,
      opened: memory.opened,
    },
    // How a project without auth was read is of no interest to anybody.
    notes: workspaces.length === 0 ? [] : notes,
    isUnprepared: main.note !== undefined,
    searched: { disk, chosen, main, members },
  };
}

/** The members to analyse: each config once, though several tsconfigs may take its file. */
function ownEntries(members: readonly Member[]): Member[] {
  const seen = new Set<string>();
  return members.filter(({ entries, tsconfig }) => {
    // Where a tsconfig lists entry files, the config may be in a file that it does not name.
    const isNew = entries.some((name) => !seen.has(name)) || (tsconfig.listsEntries && members.length === 1);
    for (const name of entries) seen.add(name);
    return isNew;
  });
}

/** What the workspaces of a project have in common. */
interface Surroundings {
  readonly disk: Disk;
  readonly chosen: ChosenTypeScript;
  readonly root: string;
  readonly members: readonly Member[];
  readonly strays: readonly StrayFile[];
  readonly purpose: Purpose;
  readonly memory: ProgramMemory;
}

function loadWorkspace(
  surroundings: Surroundings,
  { member, entries, loaded: first, declaredElsewhere }: Part,
): LoadedWorkspace {
  const { disk, chosen, root, members, purpose, memory } = surroundings;
  const { tsconfig } = member;
  const load = (of: Tsconfig, rootNames: readonly string[]): LoadedProgram =>
    loadProgram(disk, chosen, of, rootNames, memory);
  const lastOverlay = memory.overlayOf(tsconfig.fileName);
  const roots = rootNames(disk, member, purpose);
  let loaded = first;
  let strayFiles = [...surroundings.strays, ...declaredElsewhere].filter(({ fileName }) => !isIn(loaded, fileName));
  if (strayFiles.length > 0 && roots.length < tsconfig.fileNames.length) {
    // Some file that was not loaded may import it: only the whole program tells whether it really is left out.
    loaded = load(tsconfig, tsconfig.fileNames);
    strayFiles = strayFiles.filter(({ fileName }) => !isIn(loaded, fileName));
  }
  const siblings = members.filter((one) => one !== member);
  const whole = (of: Tsconfig): ProvingProgram => ({ ...load(of, of.fileNames), wouldInclude: of.wouldInclude });
  const workspace = {
    ts: chosen.ts,
    ...loaded,
    root,
    ...(lastOverlay && { lastOverlay }),
    entries,
    mayDeleteFiles: true,
    strayFiles,
    configFile: { fileName: tsconfig.fileName, text: tsconfig.text },
    wouldInclude: tsconfig.wouldInclude,
    ...(siblings.length > 0 && {
      programsIncluding: (name: string) => members.filter((one) => one.tsconfig.wouldInclude(name)).length,
    }),
    alsoProveIn: purpose === "fix" ? siblings.map(({ tsconfig: sibling }) => whole(sibling)) : [],
  };
  return withReaderPrograms(workspace, {
    purpose,
    disk,
    own: tsconfig,
    roots,
    siblings: siblings.map(({ tsconfig: sibling }) => sibling),
    load,
  });
}

/** How the programs of those who read the session are made. */
interface ReaderLoading {
  readonly purpose: Purpose;
  readonly disk: Disk;
  readonly own: Tsconfig;
  /** The files that the workspace's program was made of. */
  readonly roots: readonly string[];
  readonly siblings: readonly Tsconfig[];
  readonly load: (tsconfig: Tsconfig, rootNames: readonly string[]) => LoadedProgram;
}

type WithoutReaders = Omit<LoadedWorkspace, "withReadersOf" | "readersOf">;

function withReaderPrograms(workspace: WithoutReaders, loading: ReaderLoading): LoadedWorkspace {
  const { purpose, disk, own, roots, siblings, load } = loading;
  const readersIn = ({ fileNames }: Tsconfig, names: FieldNames): string[] =>
    readingFiles(
      disk,
      fileNames.filter((name) => isCodeFile(name) && !isIn(workspace, name)),
      names,
    );
  const inSiblings = (names: FieldNames): ProvingProgram[] =>
    siblings.flatMap((sibling) => {
      const others = readersIn(sibling, names);
      return others.length === 0
        ? []
        : [{ ...load(sibling, [...declarationsOf(sibling), ...others]), wouldInclude: sibling.wouldInclude }];
    });
  const readersOf = (names: FieldNames): ProvingProgram[] => {
    if (purpose === "fix") return [];
    const readers = readersIn(own, names);
    const skips = new Set(workspace.program.getSourceFiles().map(({ fileName }) => fileName));
    return [...(readers.length === 0 ? [] : [{ ...load(own, [...roots, ...readers]), skips }]), ...inSiblings(names)];
  };
  const withReadersOf = (names: FieldNames): LoadedWorkspace => {
    if (purpose === "fix") return { ...workspace, readersOf, withReadersOf };
    const readers = readersIn(own, names);
    const rootsWithReaders = [...roots, ...readers];
    const fuller = readers.length === 0 ? workspace : { ...workspace, ...load(own, rootsWithReaders) };
    const alsoProveIn = [...(workspace.alsoProveIn ?? []), ...inSiblings(names)];
    return withReaderPrograms({ ...fuller, alsoProveIn }, { ...loading, roots: rootsWithReaders });
  };
  return { ...workspace, readersOf, withReadersOf };
}

function declarationsOf({ fileNames }: Tsconfig): string[] {
  return fileNames.filter(isDeclarationFile);
}

function rootNames(disk: Disk, { tsconfig, entries, declaring }: Member, purpose: Purpose): readonly string[] {
  const { fileNames, listsEntries } = tsconfig;
  if (purpose === "fix" || listsEntries) return fileNames;
  // Callbacks in JavaScript count where somebody in TypeScript reads what they make.
  const isAsked = purpose === "explain" || entries.some(isJavaScriptFile);
  const readers = isAsked ? readingFiles(disk, fileNames.filter(isCodeFile), "all") : [];
  const needed = new Set([...entries, ...declaring, ...readers]);
  return fileNames.filter((name) => needed.has(name) || isDeclarationFile(name));
}

function filesOf(members: readonly Member[]): ReadonlySet<string> {
  return new Set(members.flatMap(({ tsconfig }) => tsconfig.fileNames));
}
