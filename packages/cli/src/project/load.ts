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
 * The purpose of reading a project, which decides how much is loaded: `check` needs the configs, their imports and the
 * declarations; `explain` also needs the readers of the session; `fix` needs everything for its proofs.
 */
export type Purpose = "check" | "explain" | "fix";

/** The amount of work, and its time. */
interface LoadStats {
  /** Files that the tsconfigs include. */
  readonly named: number;
  /** Files whose text was read to see whether they matter. */
  readonly scanned: number;
  readonly scanMilliseconds: number;
  /** The files of the project that the compiler has opened so far; an analysis may make it open more. */
  readonly opened: ReadonlySet<string>;
}

/** A project, ready to be analysed. */
export interface LoadedProject {
  /** The directory of its tsconfig: absolute, `/`-separated; reports are relative to it. */
  readonly root: string;
  /** That tsconfig: absolute, `/`-separated. */
  readonly configFile: string;
  /** One for each tsconfig with an auth config of its own; none without auth. */
  readonly workspaces: readonly LoadedWorkspace[];
  readonly stats: LoadStats;
  /** Notes for the user about how it was read. */
  readonly notes: readonly string[];
  /** Whether the compiler misses files that a framework has not generated yet, so that its errors mean nothing. */
  readonly isUnprepared: boolean;
  /** The files in which to look for configs. */
  readonly searched: SearchedProject;
}

export interface LoadedWorkspace extends Workspace {
  /** The files that may hold an auth config. */
  readonly entries: readonly string[];
  /** The same workspace with the files that may read a field by one of these names. */
  readonly withReadersOf: (fieldNames: FieldNames) => LoadedWorkspace;
  readonly readersOf: (fieldNames: FieldNames) => readonly ProvingProgram[];
}

/**
 * Finds a project and loads the part that the purpose needs.
 *
 * @param project what `--project` names
 * @throws CannotRun if there is no tsconfig, or one with errors
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
    // Nobody needs notes about a project without auth.
    notes: workspaces.length === 0 ? [] : notes,
    isUnprepared: main.note !== undefined,
    searched: { disk, chosen, main, members },
  };
}

/** The members to analyse: each config once, though several tsconfigs may include its file. */
function ownEntries(members: readonly Member[]): Member[] {
  const seen = new Set<string>();
  return members.filter(({ entries, tsconfig }) => {
    // If a tsconfig lists entry files, the config may be in a file that it does not name.
    const isNew = entries.some((name) => !seen.has(name)) || (tsconfig.listsEntries && members.length === 1);
    for (const name of entries) seen.add(name);
    return isNew;
  });
}

/** The common parts of a project's workspaces. */
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
    // A file that was not loaded may import it: only the whole program tells whether it is left out.
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

/** The loading of programs with the readers of the session. */
interface ReaderLoading {
  readonly purpose: Purpose;
  readonly disk: Disk;
  readonly own: Tsconfig;
  /** The files that the workspace's program was made from. */
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
  // Callbacks in JavaScript count if TypeScript reads their session.
  const isAsked = purpose === "explain" || entries.some(isJavaScriptFile);
  const readers = isAsked ? readingFiles(disk, fileNames.filter(isCodeFile), "all") : [];
  const needed = new Set([...entries, ...declaring, ...readers]);
  return fileNames.filter((name) => needed.has(name) || isDeclarationFile(name));
}

function filesOf(members: readonly Member[]): ReadonlySet<string> {
  return new Set(members.flatMap(({ tsconfig }) => tsconfig.fileNames));
}
