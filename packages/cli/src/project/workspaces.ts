import {
  compilerOf,
  entrySources,
  once,
  type FieldNames,
  type ProvingProgram,
  type StrayFile,
  type Workspace,
} from "@typed-session/core";
import type { Disk } from "../disk/disk.js";
import { textFrom } from "../disk/text.js";
import type { Holding, UnreadPackage } from "./holdings.js";
import type { ProgramMemory } from "./memory.js";
import type { Member } from "./members.js";
import { findParts, type Part } from "./parts.js";
import { isIn, loadProgram, type LoadedProgram } from "./program.js";
import { isCodeFile, isDeclarationFile, isJavaScriptFile, readingFiles } from "./scan.js";
import { findStrayFiles } from "./stray.js";
import type { Tsconfig } from "./tsconfig.js";
import type { ChosenTypeScript } from "./typescript.js";

/**
 * The purpose of reading a project, which decides how much is loaded: `check` needs the configs, their imports and the
 * declarations; `explain` also needs the readers of the session; `fix` needs everything for its proofs.
 */
export type Purpose = "check" | "explain" | "fix";

export interface LoadedWorkspace extends Workspace {
  /** The files that may hold an auth config. */
  readonly entries: readonly string[];
  /** The tsconfig of its project, to which that of the program may belong: absolute, `/`-separated. */
  readonly project: string;
  /** The same workspace with the files that may read a field by one of these names. */
  readonly withReadersOf: (fieldNames: FieldNames) => LoadedWorkspace;
  readonly readersOf: (fieldNames: FieldNames) => readonly ProvingProgram[];
}

/** The common parts of the workspaces of a run. */
export interface Loading {
  readonly disk: Disk;
  readonly chosen: ChosenTypeScript;
  readonly purpose: Purpose;
  readonly memory: ProgramMemory;
  readonly reportRoot: string;
  /** The root of the repository, if it has several packages. */
  readonly editRoot: string | undefined;
  /** Takes the packages that were to be read and could not be. */
  readonly unread: Set<UnreadPackage>;
}

/** The programs of a package in which its configs are to be analysed. */
export function workspacesOf(loading: Loading, holding: Holding): LoadedWorkspace[] {
  const { disk, chosen, memory } = loading;
  const { holders, members, root } = holding;
  const known = new Set(members.flatMap(({ tsconfig }) => tsconfig.fileNames));
  const strays = findStrayFiles(disk, chosen, root, known);
  const parts = findParts(disk, chosen, holders, members, (member) =>
    loadProgram(disk, chosen, member.tsconfig, rootsOf(loading, holding, member), memory),
  );
  return parts.map((part) => loadWorkspace(loading, holding, strays, part));
}

function loadWorkspace(
  loading: Loading,
  holding: Holding,
  strays: readonly StrayFile[],
  { member, entries, loaded: first, declaredElsewhere }: Part,
): LoadedWorkspace {
  const { disk, chosen, purpose, memory, reportRoot, editRoot } = loading;
  const { root, configFile, members, readers } = holding;
  const { tsconfig } = member;
  const load = (of: Tsconfig, names: readonly string[]): LoadedProgram => loadProgram(disk, chosen, of, names, memory);
  const lastOverlay = memory.overlayOf(tsconfig.fileName);
  const roots = rootsOf(loading, holding, member);
  let loaded = first;
  let strayFiles = [...strays, ...declaredElsewhere].filter(({ fileName }) => !isIn(loaded, fileName));
  if (strayFiles.length > 0 && roots.length < tsconfig.fileNames.length) {
    // A file that was not loaded may import it: only the whole program tells whether it is left out.
    loaded = load(tsconfig, tsconfig.fileNames);
    strayFiles = strayFiles.filter(({ fileName }) => !isIn(loaded, fileName));
  }
  const siblings = members.filter((one) => one !== member);
  const unread = once(() => {
    for (const one of holding.unread()) loading.unread.add(one);
    return holding.unread();
  });
  const others = once(() => {
    unread();
    return [
      ...siblings.map((one) => ({ tsconfig: one.tsconfig })),
      ...readers().map((one) => ({ tsconfig: one.tsconfig, project: one.project })),
    ];
  });
  const workspace = {
    ...loaded,
    root,
    reportRoot,
    ...(editRoot !== undefined && { editRoot }),
    ...(lastOverlay && { lastOverlay }),
    entries,
    project: configFile,
    mayDeleteFiles: true,
    strayFiles,
    configFile: { fileName: tsconfig.fileName, text: tsconfig.text },
    wouldInclude: tsconfig.wouldInclude,
    ...(siblings.length > 0 && {
      programsIncluding: (name: string) => members.filter((one) => one.tsconfig.wouldInclude(name)).length,
    }),
    isImported: () => isBuiltForOthers(holding, member),
    whyReadersUnknown: () => {
      const [one] = unread();
      return one && `\`${one.project}\` imports this package and cannot be read: it may rely on the field.`;
    },
    alsoProveIn: once(() =>
      purpose === "fix"
        ? others().map((other) => provingProgram(other, load(other.tsconfig, other.tsconfig.fileNames)))
        : [],
    ),
  };
  return withReaderPrograms(workspace, { purpose, disk, own: tsconfig, roots, others, load });
}

/** Another tsconfig that sees this session. */
interface Other {
  readonly tsconfig: Tsconfig;
  /** The name of its package, if that is another one. */
  readonly project?: string;
}

function provingProgram({ tsconfig: { wouldInclude }, project }: Other, loaded: LoadedProgram): ProvingProgram {
  return { ...loaded, wouldInclude, ...(project !== undefined && { project }) };
}

/** The loading of programs with the readers of the session. */
interface ReaderLoading {
  readonly purpose: Purpose;
  readonly disk: Disk;
  readonly own: Tsconfig;
  /** The files that the workspace's program was made from. */
  readonly roots: readonly string[];
  /** The other tsconfigs that see this session. */
  readonly others: () => readonly Other[];
  readonly load: (tsconfig: Tsconfig, rootNames: readonly string[]) => LoadedProgram;
}

type WithoutReaders = Omit<LoadedWorkspace, "withReadersOf" | "readersOf">;

function withReaderPrograms(workspace: WithoutReaders, loading: ReaderLoading): LoadedWorkspace {
  const { purpose, disk, own, roots, others, load } = loading;
  const readersIn = ({ fileNames }: Tsconfig, names: FieldNames): string[] =>
    readingFiles(
      disk,
      fileNames.filter((name) => isCodeFile(name) && !isIn(workspace, name)),
      names,
    );
  const elsewhere = (names: FieldNames): ProvingProgram[] =>
    others().flatMap((other) => {
      const readers = readersIn(other.tsconfig, names);
      return readers.length === 0
        ? []
        : [provingProgram(other, load(other.tsconfig, [...declarationsOf(other.tsconfig), ...readers]))];
    });
  const readersOf = (names: FieldNames): ProvingProgram[] => {
    if (purpose === "fix") return [];
    const readers = readersIn(own, names);
    const skips = new Set(
      compilerOf(workspace.ts)
        .ownFiles(workspace.program)
        .map(({ fileName }) => fileName),
    );
    return [...(readers.length === 0 ? [] : [{ ...load(own, [...roots, ...readers]), skips }]), ...elsewhere(names)];
  };
  const withReadersOf = (names: FieldNames): LoadedWorkspace => {
    if (purpose === "fix") return { ...workspace, readersOf, withReadersOf };
    const readers = readersIn(own, names);
    const rootsWithReaders = [...roots, ...readers];
    const fuller = readers.length === 0 ? workspace : { ...workspace, ...load(own, rootsWithReaders) };
    const alsoProveIn = once(() => [...(workspace.alsoProveIn?.() ?? []), ...elsewhere(names)]);
    return withReaderPrograms({ ...fuller, alsoProveIn }, { ...loading, roots: rootsWithReaders });
  };
  return { ...workspace, readersOf, withReadersOf };
}

function declarationsOf({ fileNames }: Tsconfig): string[] {
  return fileNames.filter(isDeclarationFile);
}

/** Whether other packages may import what a tsconfig's build makes. */
function isBuiltForOthers({ isImported }: Holding, { tsconfig }: Member): boolean {
  return tsconfig.options.composite === true || isImported();
}

/** The files to make a program from. */
function rootsOf({ disk, purpose }: Loading, holding: Holding, member: Member): readonly string[] {
  const { tsconfig, entries, declaring } = member;
  const { fileNames, listsEntries } = tsconfig;
  if (purpose === "fix" || listsEntries) return fileNames;
  // Callbacks in JavaScript count if TypeScript reads their session.
  const isAsked = purpose === "explain" || entries.some(isJavaScriptFile);
  const readers = isAsked ? readingFiles(disk, fileNames.filter(isCodeFile), "all") : [];
  const needed = new Set([...entries, ...declaring, ...readers, ...exported(disk, holding, member)]);
  return fileNames.filter((name) => needed.has(name) || isDeclarationFile(name));
}

/** The sources that the package exports: what they lead to is all that its importers get. */
function exported(disk: Disk, holding: Holding, member: Member): readonly string[] {
  const text = disk.kindOf(`${holding.root}/package.json`) === "file" && disk.read(`${holding.root}/package.json`);
  if (!text) return [];
  const { fileNames, options } = member.tsconfig;
  const manifest = { folder: holding.root, text: textFrom(text) };
  return entrySources(manifest, fileNames, options, () => isBuiltForOthers(holding, member)).names;
}
