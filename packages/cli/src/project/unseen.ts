import { inspect } from "@typed-session/core";
import type { Disk } from "../disk/disk.js";
import type { Unseen } from "../closing/survey.js";
import type { Member } from "./members.js";
import { ProgramMemory } from "./memory.js";
import { loadProgram } from "./program.js";
import { isCodeFile, isJavaScriptFile } from "./scan.js";
import { filesLeftOut } from "./stray.js";
import type { Tsconfig } from "./tsconfig.js";
import type { ChosenTypeScript } from "./typescript.js";

/** The closing line names one place, and a few more at most. */
const mostCandidates = 10;

/** The project in which unchecked configs are looked for. */
export interface SearchedProject {
  readonly disk: Disk;
  readonly chosen: ChosenTypeScript;
  readonly main: Tsconfig;
  readonly members: readonly Member[];
}

/**
 * The auth configs in JavaScript that the compiler does not check, and that are therefore ignored.
 * @param seen absolute names of the files whose configs are checked
 */
export function uncheckedConfigs(project: SearchedProject, seen: ReadonlySet<string>): Unseen[] {
  const { main, members } = project;
  const candidates = members
    .flatMap(({ entries }) => entries)
    .filter((name) => isJavaScriptFile(name) && !seen.has(name));
  return holdingConfigs(project, candidates).map((file) => ({ file, why: "unchecked", project: main.directory }));
}

/**
 * The auth configs under the project's directory that none of its tsconfigs includes, those without another tsconfig
 * first. Called only without another config, since it reads every excluded code file.
 */
export function configsLeftOut(project: SearchedProject): Unseen[] {
  const { disk, main, members } = project;
  const known = new Set(members.flatMap(({ tsconfig }) => tsconfig.fileNames));
  const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];
  const candidates = filesLeftOut(disk, main.directory, extensions, known)
    .filter((name) => isCodeFile(name) && disk.scan("judge", name).mayHoldAuth)
    .map((file): Unseen => {
      const owner = projectOf(disk, main.directory, file);
      return { file, why: owner === main.directory ? "left-out" : "elsewhere", project: owner };
    })
    .sort((one, other) => Number(one.why === "elsewhere") - Number(other.why === "elsewhere"));
  const holding = new Set(
    holdingConfigs(
      project,
      candidates.map(({ file }) => file),
    ),
  );
  return candidates.filter(({ file }) => holding.has(file));
}

/** The files that hold a config, according to the engine on a program with all JavaScript checked. */
function holdingConfigs({ disk, chosen, main }: SearchedProject, candidates: readonly string[]): string[] {
  const names = candidates.slice(0, mostCandidates);
  if (names.length === 0) return [];
  const tsconfig: Tsconfig = { ...main, imported: [], overriding: { allowJs: true, checkJs: true } };
  const loaded = loadProgram(disk, chosen, tsconfig, names, new ProgramMemory());
  const { configs, problems } = inspect({
    ...loaded,
    root: main.directory,
    wouldInclude: main.wouldInclude,
  });
  // A config of an unsupported library counts as well.
  const holding = new Set([...configs, ...problems.flatMap(({ at }) => at ?? [])].map(({ file }) => file));
  return names.filter((name) => holding.has(name.slice(main.directory.length + 1)));
}

/** The nearest directory with a tsconfig, between the file and the project's own. */
function projectOf(disk: Disk, root: string, fileName: string): string {
  let folder = fileName.slice(0, fileName.lastIndexOf("/"));
  while (folder.length > root.length) {
    if (["tsconfig.json", "jsconfig.json"].some((name) => disk.kindOf(`${folder}/${name}`) === "file")) return folder;
    folder = folder.slice(0, folder.lastIndexOf("/"));
  }
  return root;
}
