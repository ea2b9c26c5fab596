import type ts from "typescript";
import type { NativeApi, NativeConfig, NativeFiles, NativeOptions, NativeState, ProgramSpec, Texts } from "./api.js";
import type { Ast, NativeModules, Sync } from "./modules.js";
import { watched } from "./watch.js";

/** Starts the compiler of TypeScript 7.1 or later. */
export function start71({ sync }: NativeModules, { currentDirectory, files, watch }: NativeOptions): NativeApi {
  return new Api71(
    sync,
    watched(new sync.API({ cwd: currentDirectory, ...(files && { fs: callbacksTo(files) }) }), watch),
  );
}

class Api71 implements NativeApi {
  private readonly sync: NativeModules["sync"];
  private readonly api: Sync.API;
  private readonly configs = new Map<string, Sync.ParsedCommandLine>();
  private readonly resolvers = new WeakMap<Sync.Program, Sync.ModuleResolver>();
  /** The formats of files that are not there, by their names. */
  private readonly formats = new WeakMap<Sync.Program, Map<string, Sync.ResolutionMode | undefined>>();
  private hasEnded = false;

  constructor(sync: NativeModules["sync"], api: Sync.API) {
    this.sync = sync;
    this.api = api;
  }

  config(configFile: string): NativeConfig {
    const parsed = this.api.parseConfigFile(configFile);
    this.configs.set(configFile, parsed);
    const { options, fileNames, errors } = parsed;
    // The values of the enumerations are the same.
    return { options: options as object as ts.CompilerOptions, fileNames, hasErrors: () => errors.length > 0 };
  }

  open(spec: ProgramSpec, texts: Texts): NativeState {
    const snapshot = this.api.createSnapshot({
      createPrograms: [this.paramsOf(spec)],
      ...(texts.size > 0 && { fileSystem: layerOf(texts) }),
    });
    return stateOf(snapshot, snapshot.operation.createdPrograms[0]);
  }

  change({ snapshot, program }: NativeState, spec: ProgramSpec, texts: Texts): NativeState {
    // Every program here has been made by `open`.
    const id = program.id as Sync.SyntheticProjectId;
    const next = snapshot.update({
      fileSystem: layerOf(texts),
      fileNotifications: { changed: [...texts.keys()] },
      reconfigurePrograms: [{ id, ...this.paramsOf(spec) }],
    });
    const changed = next.getProgram(id);
    if (!changed) throw new Error("TypeScript 7 has lost a program.");
    return stateOf(next, changed);
  }

  forget({ snapshot }: NativeState): void {
    snapshot.dispose();
  }

  parse(fileName: string, text: string): Ast.SourceFile {
    return this.api.createSourceFile(fileName, text).sourceFile;
  }

  resolve(
    { state }: { readonly state: NativeState },
    specifier: string,
    fromFile: string,
    added?: string,
  ): string | undefined {
    const { program, snapshot } = state;
    const folder = fromFile.slice(0, fromFile.lastIndexOf("/"));
    const mode = formatIn(program, fromFile) ?? this.formatOfNew(state, fromFile);
    const seen = added === undefined ? snapshot : withFile(snapshot, added);
    const found = this.resolverOf(program).resolveModuleName(specifier, folder, mode, { snapshot: seen });
    if (seen !== snapshot) seen.dispose();
    return found.resolvedModule?.resolvedFileName;
  }

  /** Whether a file that is not there yet would be an ECMAScript module: only a program with it can tell. */
  private formatOfNew({ program, snapshot }: NativeState, fileName: string): Sync.ResolutionMode | undefined {
    const { module, moduleResolution } = program.getCompilerOptions();
    const { ModuleKind, ModuleResolutionKind: Resolution } = this.sync;
    const isByFormat =
      moduleResolution === undefined
        ? module !== undefined && module >= ModuleKind.Node16 && module <= ModuleKind.NodeNext
        : moduleResolution === Resolution.Node16 || moduleResolution === Resolution.NodeNext;
    if (!isByFormat || program.getSourceFile(fileName)) return undefined;
    const known = this.formats.get(program) ?? new Map<string, Sync.ResolutionMode | undefined>();
    this.formats.set(program, known);
    if (known.has(fileName)) return known.get(fileName);
    const compilerOptions = { module, moduleResolution, noLib: true, noResolve: true, types: [] };
    const seen = withFile(snapshot, fileName, { createPrograms: [{ rootFiles: [fileName], compilerOptions }] });
    const [made] = seen.operation.createdPrograms ?? [];
    known.set(fileName, made && formatIn(made, fileName));
    seen.dispose();
    return known.get(fileName);
  }

  imported({ program }: NativeState, specifier: Ast.Node, file: Ast.SourceFile): string | undefined {
    return program.getResolvedModuleFromModuleSpecifier(specifier as Ast.StringLiteralLikeNode, file.fileName)
      ?.resolvedFileName;
  }

  awaited(checker: Sync.Checker, type: Sync.Type): readonly Sync.Type[] {
    const found = checker.getAwaitedType(type);
    return found ? [found] : [];
  }

  close(): void {
    this.hasEnded = true;
    this.api.close();
  }

  isClosed(): boolean {
    return this.hasEnded;
  }

  private paramsOf({ rootNames, configFile, options, references = [] }: ProgramSpec): Params {
    return {
      rootFiles: rootNames,
      compilerOptions: configFile === undefined ? options : { ...this.parsed(configFile).options, ...options },
      ...(references.length > 0 && { options: { projectReferences: references.map((path) => ({ path })) } }),
    };
  }

  private parsed(configFile: string): Sync.ParsedCommandLine {
    const parsed = this.configs.get(configFile) ?? this.api.parseConfigFile(configFile);
    this.configs.set(configFile, parsed);
    return parsed;
  }

  private resolverOf(program: Sync.Program): Sync.ModuleResolver {
    const known = this.resolvers.get(program) ?? this.api.createModuleResolver(program.getCompilerOptions());
    this.resolvers.set(program, known);
    return known;
  }
}

function stateOf(snapshot: Sync.Snapshot, program: Sync.Program): NativeState {
  return { snapshot, program, checker: program.getProject().checker };
}

/** The files and options of a program. */
type Params = Pick<Sync.CreateSnapshotProgramParams, "rootFiles" | "compilerOptions" | "options">;

/** Texts over the files of the disk. */
type Layer = NonNullable<Sync.CreateSnapshotParams["fileSystem"]>;

function layerOf(texts: Texts): Layer {
  return {
    kind: "layer",
    files: Object.fromEntries([...texts].flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]))),
    removedPaths: [...texts].flatMap(([name, text]) => (text === undefined ? [name] : [])),
  };
}

function formatIn(program: Sync.Program, fileName: string): Sync.ResolutionMode | undefined {
  return program.getSourceFileMetadata(fileName)?.impliedNodeFormat as Sync.ResolutionMode | undefined;
}

/** @param more what else the snapshot holds */
function withFile(
  snapshot: Sync.Snapshot,
  fileName: string,
  more: Pick<Sync.CreateSnapshotParams, "createPrograms"> = {},
): ReturnType<Sync.Snapshot["update"]> {
  return snapshot.update({
    ...more,
    fileSystem: layerOf(new Map([[fileName, ""]])),
    fileNotifications: { created: [fileName] },
  });
}

function callbacksTo(files: NativeFiles): NonNullable<Sync.APIOptions["fs"]> {
  const nothingIsWritten = (): never => {
    throw new Error("The engine writes no file.");
  };
  return {
    fileExists: files.fileExists,
    directoryExists: files.directoryExists,
    readFile: files.readFile,
    getAccessibleEntries: (directory) => ({ ...files.entriesOf(directory), symlinks: undefined }),
    realpath: files.realPath,
    stat: () => undefined,
    writeFile: nothingIsWritten,
    removeFile: nothingIsWritten,
  };
}
