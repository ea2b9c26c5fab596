import { dirname } from "node:path";
import { once } from "@typed-session/core";
import type { Io } from "../io.js";
import type { Repositories } from "../monorepo/repositories.js";
import type { Progress } from "../progress.js";
import { holdingsAmong, importedHoldings, unreadImports, type UnreadPackage } from "./holdings.js";
import type { ProgramMemory } from "./memory.js";
import { findMembers } from "./members.js";
import type { NativeCompilers } from "./native.js";
import { readTsconfig } from "./tsconfig.js";
import type { SearchedProject } from "./unseen.js";
import { chooseTypeScript, compilerText, withoutNative } from "./typescript.js";
import { workspacesOf, type LoadedWorkspace, type Loading, type Purpose } from "./workspaces.js";

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
  /** The directory of its tsconfig: absolute, `/`-separated. */
  readonly root: string;
  /** The directory outside of which nothing is edited: the repository's root, if it has several packages. */
  readonly editRoot: string;
  /** That tsconfig: absolute, `/`-separated. */
  readonly configFile: string;
  /** One for each tsconfig with an auth config of its own; none without auth. */
  readonly workspaces: readonly LoadedWorkspace[];
  /** The same for the configs of the packages that it imports. */
  readonly imported: () => readonly LoadedWorkspace[];
  readonly stats: LoadStats;
  /** The compiler that reads it, for the user. Few runs tell it. */
  readonly compiler: () => string;
  /** Notes for the user about how it was read, up to now: an analysis may read other packages. */
  readonly notes: () => readonly string[];
  /** Whether the compiler misses files that a framework has not generated yet, so that its errors mean nothing. */
  readonly isUnprepared: boolean;
  /** The files in which to look for configs. */
  readonly searched: SearchedProject;
}

/** The run that a project is loaded for. */
interface LoadingRun {
  readonly purpose: Purpose;
  /** The directory that reports name files from. */
  readonly reportRoot: string;
  /** What the projects of the run share. */
  readonly memory: ProgramMemory;
  readonly repositories: Repositories;
  readonly progress: Progress;
  /** Starts the compilers of projects on TypeScript 7; without it our own compiler reads them. */
  readonly compilers?: NativeCompilers | undefined;
}

/**
 * Loads the part of a project that the purpose needs.
 *
 * @param configFile its tsconfig: absolute, `/`-separated
 * @throws CannotRun if it has errors
 */
export function loadProject(
  { disk }: Pick<Io, "disk">,
  configFile: string,
  { purpose, reportRoot, memory, repositories, progress, compilers }: LoadingRun,
): LoadedProject {
  const preferred = chooseTypeScript(disk, dirname(configFile), compilers);
  const main = readTsconfig(preferred, configFile);
  // What a framework has not generated yet is made up for our own compiler: the other one reads tsconfigs as they are.
  const chosen = main.note === undefined ? preferred : withoutNative(preferred);
  const notes = [chosen.note, main.note].filter((note) => note !== undefined);

  progress.says("Looking for the auth config");
  const started = performance.now();
  const members = findMembers(disk, chosen, main);
  const scanMilliseconds = performance.now() - started;

  progress.says("Loading the program");
  const graph = repositories.around(disk, chosen, main.directory);
  const editRoot = graph?.monorepo.root;
  const unread = new Set<UnreadPackage>();
  const loading: Loading = { disk, chosen, purpose, memory, reportRoot, editRoot, unread };
  const workspaces = holdingsAmong(main, members, graph).flatMap((holding) => workspacesOf(loading, holding));
  return {
    root: main.directory,
    editRoot: editRoot ?? main.directory,
    configFile: main.fileName,
    workspaces,
    imported: once(() => {
      for (const one of unreadImports(main, graph)) unread.add(one);
      return importedHoldings(main, graph).flatMap((holding) => workspacesOf(loading, holding));
    }),
    compiler: () => compilerText(disk, dirname(configFile), chosen.native !== undefined),
    stats: {
      named: new Set(members.flatMap(({ tsconfig }) => tsconfig.fileNames)).size,
      scanned: members.reduce((sum, { scanned }) => sum + scanned, 0),
      scanMilliseconds,
      opened: memory.opened,
    },
    // Nobody needs notes about a project without auth.
    notes: () => [
      ...(workspaces.length === 0 ? [] : notes),
      ...[...unread].map(({ project, why }) => `${why} Until then, nothing is known about ${project}.`),
    ],
    isUnprepared: main.note !== undefined,
    searched: { disk, chosen, main, members },
  };
}
