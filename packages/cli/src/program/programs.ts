import { dirname } from "node:path";
import type { LastOverlay, Workspace } from "@typed-session/core";
import { disk } from "../disk/disk.js";
import { CannotRun } from "../exit.js";
import { slashed } from "../paths.js";
import { nearestConfig } from "../project/find-config.js";
import type { LoadedProject } from "../project/load.js";
import { refuseSyntaxErrors } from "../project/syntax.js";
import type { LoadedWorkspace } from "../project/workspaces.js";
import { holds, laidOver } from "./laid.js";
import { OpenProject } from "./open-project.js";

/** The project of a file, or the reason why there is none. */
export type Found =
  | {
      readonly workspace: Workspace;
      /** The program's name of the file. */
      readonly fileName: string;
    }
  /** One sentence for the user. */
  | { readonly problem: string }
  /** The file has nothing to do with the session, or is a package's, not saved yet, or unfinished. */
  | undefined;

/** The projects that a linter meets. */
export interface Programs {
  /**
   * The workspace of the program that holds a file. It stays the same object as long as nothing that it rests on
   * changes on the disk.
   *
   * @param fileName absolute
   * @param text the file's, which need not be saved
   */
  readonly workspaceOf: (fileName: string, text: string) => Found;
}

/** The number of projects that are held at a time: each holds whole programs, and a linter goes folder by folder. */
const mostHeld = 3;

/** A workspace for linting, and the last text that was laid over it. */
interface Held {
  readonly workspace: Workspace;
  readonly kept: LastOverlay;
  last?: { readonly name: string; readonly text: string; readonly found: Found };
}

/** Reads the projects of files as the command does, and keeps the last few. */
export function createPrograms(): Programs {
  // In the order of use.
  const projects = new Map<string, OpenProject>();
  const held = new WeakMap<LoadedWorkspace, Held>();

  const projectAt = (configFile: string): OpenProject => {
    const project = projects.get(configFile) ?? new OpenProject(configFile);
    projects.delete(configFile);
    projects.set(configFile, project);
    const [oldest] = projects.keys();
    if (projects.size > mostHeld && oldest !== undefined) projects.delete(oldest);
    return project;
  };

  const workspaceOf = (name: string, text: string): Found => {
    if (name.includes("/node_modules/")) return undefined;
    const configFile = nearestConfig(disk, slashed(dirname(name)));
    if (configFile === undefined) return { problem: noTsconfig };
    const project = projectAt(configFile).now();
    const found = workspaceWith(project, name);
    if (!found) return whyNot(project, name);
    const ready = held.get(found.workspace) ?? { workspace: forLinting(found.workspace), kept: {} };
    held.set(found.workspace, ready);
    // All rules of a file ask for the same text.
    if (ready.last?.name !== name || ready.last.text !== text) {
      ready.last = { name, text, found: laid(found, ready, text) };
    }
    return ready.last.found;
  };

  return {
    workspaceOf: (fileName, text) => {
      try {
        return workspaceOf(slashed(fileName), text);
      } catch (error) {
        if (error instanceof CannotRun) return { problem: error.message.replaceAll("\n", " ") };
        throw error;
      }
    },
  };
}

const noTsconfig =
  "There is no tsconfig.json or jsconfig.json beside this file or in a directory above: typed-session reads the project that it describes.";

interface FoundWorkspace {
  readonly workspace: LoadedWorkspace;
  readonly fileName: string;
}

/** Of several programs with a file, the one whose tsconfig includes it comes first. */
function workspaceWith(project: LoadedProject, name: string): FoundWorkspace | undefined {
  const names = [...new Set([name, disk.realPath(name)])];
  const isIn = ({ program }: LoadedWorkspace, one: string): boolean => program.getSourceFile(one) !== undefined;
  for (const some of [() => project.workspaces, project.imported]) {
    for (const fileName of names) {
      const workspaces = some();
      const workspace =
        workspaces.find((one) => isIn(one, fileName) && one.wouldInclude(fileName)) ??
        workspaces.find((one) => isIn(one, fileName)) ??
        workspaces.find((one) => holds(one, fileName));
      if (workspace) return { workspace, fileName: workspace.program.getSourceFile(fileName)?.fileName ?? fileName };
    }
  }
  return undefined;
}

/** Says what to do about a file that no tsconfig includes; says nothing about one that is not saved. */
function whyNot({ configFile, searched: { members } }: LoadedProject, fileName: string): Found {
  const isIncluded = members.some(({ tsconfig }) => tsconfig.fileNames.includes(fileName));
  if (isIncluded || disk.kindOf(fileName) !== "file") return undefined;
  const more = /\.[cm]?jsx?$/.test(fileName) ? ", which for JavaScript needs `allowJs`" : "";
  return {
    problem: `${configFile} does not include this file: let it, or a tsconfig that it refers to, include it${more}.`,
  };
}

/** With the whole program there are no further readers to load, and a linter edits no other package. */
const notForLinters: readonly string[] = ["editRoot", "readersOf", "withReadersOf"];

function forLinting(loaded: LoadedWorkspace): Workspace {
  const kept = Object.entries({ ...loaded, mayDeleteFiles: false }).filter(([name]) => !notForLinters.includes(name));
  return Object.fromEntries(kept) as unknown as Workspace;
}

/** The workspace with the linter's text, unless a finding could rest on half a file. */
function laid({ workspace: loaded, fileName }: FoundWorkspace, { workspace, kept }: Held, text: string): Found {
  const own = laidOver(workspace, fileName, text, kept);
  const { program } = own;
  refuseSyntaxErrors({ ...loaded, program });
  const file = program.getSourceFile(fileName);
  return file && program.getSyntacticDiagnostics(file).length > 0 ? undefined : { workspace: own, fileName };
}
