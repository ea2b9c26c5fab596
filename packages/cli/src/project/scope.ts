import { dirname } from "node:path";
import type { WorkspaceSurvey } from "../closing/survey.js";
import { CannotRun } from "../exit.js";
import type { Io } from "../io.js";
import type { Package } from "@typed-session/core";
import type { Repositories } from "../monorepo/repositories.js";
import { slashed } from "../paths.js";
import { namedConfig, nearestConfig } from "./find-config.js";
import { chooseTypeScript } from "./typescript.js";

/** The part of `check` and `fix` that says which projects are read. */
export interface ScopeOptions {
  /** What each `--project` names. */
  readonly project?: readonly string[];
  /** Whether all packages of the repository are read. */
  readonly recursive?: boolean;
  /** Whether the user is told which compiler reads the project, and how much was read. */
  readonly verbose?: boolean;
}

/** The projects of a run. */
export interface Scope {
  /** Their tsconfigs: absolute, `/`-separated. */
  readonly configFiles: readonly string[];
  /** The directory that reports name files from: absolute, `/`-separated. */
  readonly reportRoot: string;
  /** The packages of the workspace, if all of them are read. */
  readonly workspace?: WorkspaceSurvey;
}

/**
 * The projects that a command names.
 *
 * @throws CannotRun if one of them does not exist, or no package of the repository has a tsconfig
 */
export function scopeOf(io: Io, { project = [], recursive = false }: ScopeOptions, repositories: Repositories): Scope {
  if (recursive) return wholeRepository(io, repositories);
  const named = project.map((name) => namedConfig(io.disk, io.cwd, name));
  const configFiles = named.length === 0 ? [nearest(io, repositories)] : [...new Set(named)];
  const [first = ""] = configFiles;
  const reportRoot = commonDirectory(configFiles.map((file) => slashed(dirname(file)))) ?? slashed(dirname(first));
  return { configFiles, reportRoot };
}

function nearest({ disk, cwd }: Io, repositories: Repositories): string {
  const found = nearestConfig(disk, cwd);
  if (found !== undefined) return found;
  const isRepository = repositories.around(disk, chooseTypeScript(disk, cwd), slashed(cwd)) !== undefined;
  throw new CannotRun(
    isRepository
      ? "This workspace has no tsconfig.json of its own: run this with --recursive to read all of its packages, or name some with --project."
      : "There is no tsconfig.json or jsconfig.json here or in any directory above: run this in your project, or name the file with --project.",
  );
}

function wholeRepository({ disk, cwd }: Io, repositories: Repositories): Scope {
  const graph = repositories.around(disk, chooseTypeScript(disk, cwd), slashed(cwd));
  if (!graph) {
    throw new CannotRun(
      "--recursive reads the packages of a workspace, and no package.json or pnpm-workspace.yaml above names this directory as part of one: leave it out, or run this in the workspace.",
    );
  }
  const { root, packages } = graph.monorepo;
  const holding = packages.filter((one) => graph.membersOf(one).some(({ entries }) => entries.length > 0));
  const reading = new Set(holding.flatMap((one) => graph.dependentsOf(one)).filter((one) => !holding.includes(one)));
  const others = packages.filter((one) => !holding.includes(one) && !reading.has(one));
  const directoriesOf = (some: Iterable<Package>): string[] => [...some].map(({ directory }) => directory);
  return {
    configFiles: holding.flatMap((one) => graph.configFileOf(one) ?? []),
    reportRoot: root,
    workspace: {
      holding: directoriesOf(holding),
      reading: directoriesOf(reading),
      others: others.filter((one) => graph.configFileOf(one) !== undefined).length,
    },
  };
}

/** The innermost directory around some directories; `undefined` without any. */
function commonDirectory(directories: readonly string[]): string | undefined {
  const [first, ...others] = directories.map((directory) => directory.split("/"));
  if (!first) return undefined;
  const steps = [...first];
  const isShared = (index: number): boolean => others.every((other) => other[index] === steps[index]);
  const apart = steps.findIndex((_, index) => !isShared(index));
  return steps.slice(0, apart === -1 ? undefined : apart).join("/") || "/";
}
