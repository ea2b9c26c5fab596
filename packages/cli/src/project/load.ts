import { dirname } from "node:path";
import { once } from "@typed-session/core";
import type { Io } from "../io.js";
import { PackageGraph } from "../monorepo/graph.js";
import { monorepoAround } from "../monorepo/monorepo.js";
import type { Progress } from "../progress.js";
import { findConfig } from "./find-config.js";
import { holdingsAmong, importedHoldings } from "./holdings.js";
import { ProgramMemory } from "./memory.js";
import { findMembers } from "./members.js";
import { readTsconfig } from "./tsconfig.js";
import type { SearchedProject } from "./unseen.js";
import { chooseTypeScript } from "./typescript.js";
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
  /** Notes for the user about how it was read. */
  readonly notes: readonly string[];
  /** Whether the compiler misses files that a framework has not generated yet, so that its errors mean nothing. */
  readonly isUnprepared: boolean;
  /** The files in which to look for configs. */
  readonly searched: SearchedProject;
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
  const monorepo = monorepoAround(disk, chosen, main.directory);
  const graph = monorepo && new PackageGraph(disk, chosen, monorepo);
  const loading: Loading = { disk, chosen, purpose, memory, reportRoot: main.directory, editRoot: monorepo?.root };
  const workspaces = holdingsAmong(main, members, graph).flatMap((holding) => workspacesOf(loading, holding));
  return {
    root: main.directory,
    editRoot: monorepo?.root ?? main.directory,
    configFile: main.fileName,
    workspaces,
    imported: once(() => importedHoldings(main, graph).flatMap((holding) => workspacesOf(loading, holding))),
    stats: {
      named: new Set(members.flatMap(({ tsconfig }) => tsconfig.fileNames)).size,
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
