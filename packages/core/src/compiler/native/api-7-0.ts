import type { NativeApi, NativeConfig, NativeFiles, NativeOptions, NativeState, ProgramSpec, Texts } from "./api.js";
import { awaitedTypes } from "./awaited.js";
import type { Ast, NativeModules, Sync } from "./modules.js";
import { watched } from "./watch.js";

/** The API of 7.0, as far as it differs from 7.1's. */
interface Api70 {
  readonly updateSnapshot: (changes: {
    readonly openProjects: readonly string[];
    readonly closeProjects: readonly string[];
    readonly fileChanges: { readonly changed: readonly string[]; readonly created: readonly string[] };
  }) => Snapshot70;
  readonly parseConfigFile: (configFile: string) => Omit<NativeConfig, "hasErrors">;
  readonly close: () => void;
}

interface Snapshot70 {
  readonly getProject: (configFile: string) => Pick<Sync.Project, "program" | "checker"> | undefined;
}

interface Modules70 {
  readonly API: new (options: {
    readonly cwd: string;
    readonly fs: Readonly<Record<string, (path: string) => unknown>>;
  }) => Api70;
}

/** Starts the compiler of TypeScript 7.0. */
export function start70(modules: NativeModules, { currentDirectory, files, watch }: NativeOptions): NativeApi {
  const { API } = modules.sync as unknown as Modules70;
  const layer = new Layer(files);
  const api = watched(new API({ cwd: currentDirectory, fs: layer.callbacks }), watch);
  const programs = new Programs(modules, api, layer);
  let isClosed = false;
  return {
    config: (configFile) => ({ ...api.parseConfigFile(configFile), hasErrors: () => programs.hasErrors(configFile) }),
    open: (spec, texts) => programs.open(spec, texts),
    change: (state, spec, texts) => programs.change(state, spec, texts),
    forget: ({ snapshot }) => {
      snapshot.dispose();
    },
    parse: (fileName, text) => programs.parse(fileName, text),
    resolve: (of, specifier, fromFile, added) => programs.resolve(of, specifier, fromFile, added),
    imported: ({ checker }, specifier) => programs.fileOf(checker.getSymbolAtLocation(specifier)),
    awaited: (checker, type) => awaitedTypes(modules, checker, type),
    close: () => {
      isClosed = true;
      api.close();
    },
    isClosed: () => isClosed,
  };
}

/** The texts that replace or add files of the disk in the next program, given to the compiler when it asks. */
class Layer {
  readonly callbacks: Readonly<Record<string, (path: string) => unknown>>;
  private texts: Texts = new Map();

  constructor(files: NativeFiles | undefined) {
    const own = (name: string): string | null | undefined =>
      this.texts.has(name) ? (this.texts.get(name) ?? null) : undefined;
    this.callbacks = files
      ? {
          readFile: (name) => (this.texts.has(name) ? own(name) : (files.readFile(name) ?? null)),
          fileExists: (name) => (this.texts.has(name) ? this.texts.get(name) !== undefined : files.fileExists(name)),
          directoryExists: files.directoryExists,
          getAccessibleEntries: files.entriesOf,
          realpath: files.realPath,
        }
      : // Without an answer the compiler reads the disk itself.
        { readFile: own };
  }

  /** Puts other texts in the place of the last ones, and says which files the compiler has to read again. */
  replace(texts: Texts): readonly string[] {
    const changed = [...new Set([...this.texts.keys(), ...texts.keys()])];
    this.texts = texts;
    return changed;
  }
}

/**
 * The programs of 7.0, which knows only those of tsconfigs: each gets one that is on no disk. Only the last one stays
 * open, since a change makes the compiler look at all that are; the others live on in their snapshots.
 */
class Programs {
  private readonly modules: NativeModules;
  private readonly api: Api70;
  private readonly layer: Layer;
  private readonly textsOf = new WeakMap<NativeState, Texts>();
  private last: readonly string[] = [];
  private count = 0;

  constructor(modules: NativeModules, api: Api70, layer: Layer) {
    this.modules = modules;
    this.api = api;
    this.layer = layer;
  }

  open({ rootNames, configFile, options, references = [] }: ProgramSpec, texts: Texts): NativeState {
    if (configFile === undefined) throw new Error("TypeScript 7.0 makes no program without a tsconfig.");
    const folder = folderOf(configFile);
    const config = {
      extends: configFile,
      compilerOptions: options,
      include: [],
      files: rootNames,
      references: references.map((path) => ({ path })),
    };
    const state = this.configured(folder, config, texts);
    this.textsOf.set(state, texts);
    return state;
  }

  change(state: NativeState, spec: ProgramSpec, texts: Texts): NativeState {
    return this.open(spec, new Map([...this.over(state), ...texts]));
  }

  /** The texts over the files of the disk. */
  private over(state: NativeState): Texts {
    return this.textsOf.get(state) ?? new Map();
  }

  /** Only a program gives the errors of its tsconfig: here one of a file without content. */
  hasErrors(configFile: string): boolean {
    const folder = folderOf(configFile);
    const probe = `${folder}/${probeName}`;
    const config = { extends: configFile, compilerOptions: alone, include: [], files: [probe] };
    const { program } = this.configured(folder, config, new Map([[probe, ""]]));
    return program.getConfigFileParsingDiagnostics().length > 0;
  }

  parse(fileName: string, text: string): Ast.SourceFile {
    const folder = `/typed-session-texts-${String(this.count)}`;
    const name = isAbsolute(fileName) ? fileName : `${folder}/${fileName}`;
    const compilerOptions = { noLib: true, noResolve: true, types: [], allowJs: true, resolveJsonModule: true };
    const { program } = this.configured(folder, { compilerOptions, files: [name] }, new Map([[name, text]]));
    const file = program.getSourceFile(name);
    if (!file) throw new Error("TypeScript 7.0 has parsed no file.");
    return file;
  }

  /** Asks a file that is on no disk and imports the specifier. */
  resolve(
    { state, spec: { configFile = "" } }: { readonly state: NativeState; readonly spec: ProgramSpec },
    specifier: string,
    fromFile: string,
    added: string | undefined,
  ): string | undefined {
    const folder = folderOf(fromFile);
    const probe = `${folder}/${probeName}`;
    const texts = new Map(this.over(state)).set(probe, `import type * as probed from ${JSON.stringify(specifier)};\n`);
    if (added !== undefined) texts.set(added, "export {};\n");
    const config = { extends: configFile, compilerOptions: alone, include: [], files: [probe] };
    const { program, checker } = this.configured(folder, config, texts);
    const [imported] = program.getSourceFile(probe)?.imports ?? [];
    return imported && this.fileOf(checker.getSymbolAtLocation(imported));
  }

  /** The file of a module; `undefined` if blocks alone declare it, which may stand in any file. */
  fileOf(symbol: Sync.Symbol | undefined): string | undefined {
    return symbol?.declarations.find(({ kind }) => kind === this.modules.ast.SyntaxKind.SourceFile)?.path;
  }

  private configured(folder: string, config: object, texts: Texts): NativeState {
    const name = `${folder}/tsconfig.typed-session-${String(this.count++)}.json`;
    const all = new Map([...texts, [name, JSON.stringify(config)]]);
    const snapshot = this.api.updateSnapshot({
      fileChanges: { changed: this.layer.replace(all), created: [...all.keys()] },
      openProjects: [name],
      closeProjects: this.last,
    });
    this.last = [name];
    const project = snapshot.getProject(name);
    if (!project) throw new Error("TypeScript 7.0 has made no program.");
    return { ...project, snapshot: snapshot as unknown as Sync.Snapshot };
  }
}

/** A file that is on no disk. */
const probeName = "typed-session-probe.ts";

/** Options of a program without any other file. */
const alone = { noLib: true, types: [], noEmit: true };

function isAbsolute(fileName: string): boolean {
  return /^(?:[a-zA-Z]:)?\//.test(fileName);
}

function folderOf(fileName: string): string {
  return fileName.slice(0, fileName.lastIndexOf("/"));
}
