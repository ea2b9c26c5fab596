import type { Ast, NativeModules, Sync } from "./modules.js";

/** The files and options of a program. */
export interface ProgramSpec {
  /** Absolute, `/`-separated. */
  readonly rootNames: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Texts that replace or add files of the disk; `undefined` hides one. */
export type Texts = ReadonlyMap<string, string | undefined>;

/** A program in one state of its files. */
export interface NativeState {
  readonly program: Sync.Program;
  readonly checker: Sync.Checker;
  readonly snapshot: Sync.Snapshot;
}

/** One running compiler. What 7.0 and 7.1 do differently is behind this. */
export interface NativeApi {
  /** Makes a program of files of the disk and some texts over them. */
  readonly open: (spec: ProgramSpec, texts: Texts) => NativeState;
  /** The same program with further texts. */
  readonly change: (state: NativeState, spec: ProgramSpec, texts: Texts) => NativeState;
  /** Forgets a state: nothing of it is asked any more. */
  readonly forget: (state: NativeState) => void;
  readonly parse: (fileName: string, text: string) => Ast.SourceFile;
  /** The file that a specifier resolves to from a file. */
  readonly resolve: (state: NativeState, specifier: string, fromFile: string, added?: string) => string | undefined;
  readonly awaited: (checker: Sync.Checker, type: Sync.Type) => Sync.Type | undefined;
  /** Ends the compiler's process. */
  readonly close: () => void;
}

/** How the compiler's process is started. */
export interface NativeOptions {
  /** Absolute. */
  readonly currentDirectory: string;
}

/** Starts the compiler of TypeScript 7.1 and later. */
export function openNative({ sync }: NativeModules, { currentDirectory }: NativeOptions): NativeApi {
  const api = new sync.API({ cwd: currentDirectory });
  const fileSystem = (texts: Texts): Layer => ({
    kind: "layer",
    files: Object.fromEntries([...texts].flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]))),
    removedPaths: [...texts].flatMap(([name, text]) => (text === undefined ? [name] : [])),
  });
  const stateOf = (snapshot: Sync.Snapshot, program: Sync.Program): NativeState => ({
    snapshot,
    program,
    checker: program.getProject().checker,
  });
  return {
    open: ({ rootNames, options }, texts) => {
      const snapshot = api.createSnapshot({
        createPrograms: [{ rootFiles: rootNames, compilerOptions: options }],
        ...(texts.size > 0 && { fileSystem: fileSystem(texts) }),
      });
      return stateOf(snapshot, snapshot.operation.createdPrograms[0]);
    },
    change: ({ snapshot, program }, { rootNames, options }, texts) => {
      const id = program.id as Parameters<typeof snapshot.getProgram>[0];
      const next = snapshot.update({
        fileSystem: fileSystem(texts),
        fileNotifications: { changed: [...texts.keys()] },
        reconfigurePrograms: [{ id: id as never, rootFiles: rootNames, compilerOptions: options }],
      });
      const changed = next.getProgram(id);
      if (!changed) throw new Error("TypeScript 7 has lost a program.");
      return stateOf(next, changed);
    },
    forget: ({ snapshot }) => {
      snapshot.dispose();
    },
    parse: (fileName, text) => api.createSourceFile(fileName, text).sourceFile,
    resolve: (state, specifier, fromFile) => {
      const resolver = api.createModuleResolver(state.program.getCompilerOptions() as never);
      try {
        const directory = fromFile.slice(0, fromFile.lastIndexOf("/"));
        return resolver.resolveModuleName(specifier, directory, undefined, { snapshot: state.snapshot }).resolvedModule
          ?.resolvedFileName;
      } finally {
        resolver.dispose();
      }
    },
    awaited: (checker, type) => checker.getAwaitedType(type),
    close: () => {
      api.close();
    },
  };
}

/** Texts over the files of the disk. */
type Layer = NonNullable<Sync.CreateSnapshotParams["fileSystem"]>;
