import type ts from "typescript";
import type { Host, Program } from "../../api/program.js";
import type { Compiler, Owner, ProgramWithHost, WithCompiler } from "../compiler.js";
import { Overlays } from "../overlays.js";
import { start70 } from "./api-7-0.js";
import { start71 } from "./api-7-1.js";
import type { NativeConfig, NativeOptions, NativeState, ProgramSpec, Texts } from "./api.js";
import { nativeChecker } from "./checker.js";
import type { Ast, LoadedModules, NativeModules } from "./modules.js";
import { nativeNamespace } from "./namespace.js";
import { NativeProgram, type NativeContext } from "./program.js";
import { nativeSymbol } from "./registry.js";

/** A running compiler of TypeScript 7. */
export interface NativeTypeScript {
  /** The namespace for the engine's `Workspace`. */
  readonly ts: WithCompiler;
  /**
   * Reads a tsconfig with what it extends, each time anew.
   *
   * @param configFile absolute
   */
  readonly readConfig: (configFile: string) => NativeConfig;
  /**
   * Makes a program.
   *
   * @param texts over the files of the disk
   */
  readonly createProgram: (spec: ProgramSpec, texts?: Texts) => Program;
  /** Ends the compiler's process. Nothing of it can be asked any more. */
  readonly close: () => void;
}

/** An overlay, and the files around it. */
interface Laid extends ProgramWithHost {
  readonly program: NativeProgram;
}

/**
 * Starts a compiler of TypeScript 7.
 *
 * @throws if its process cannot be started
 */
export function startNative(loaded: LoadedModules, options: NativeOptions): NativeTypeScript {
  const modules = loaded as NativeModules;
  const api = "createSnapshot" in modules.sync.API.prototype ? start71(modules, options) : start70(modules, options);
  const unused = new FinalizationRegistry<NativeState>((state) => {
    if (api.isClosed()) return;
    try {
      api.forget(state);
    } catch {
      // Its process has ended, which the next question will show.
    }
  });
  const context: NativeContext = { modules, api, unused };
  const parse = (fileName: string, text: string): ts.SourceFile =>
    api.parse(fileName, text) as unknown as ts.SourceFile;
  return {
    ts: nativeNamespace(modules, parse, nativeCompiler()),
    readConfig: (configFile) => api.config(configFile),
    createProgram: (spec, texts = new Map()) => new NativeProgram(context, spec, api.open(spec, texts)),
    close: () => {
      api.close();
    },
  };
}

function nativeCompiler(): Compiler {
  const overlays = new Overlays<Laid>();
  return {
    ownFiles: (program) => nativeOf(program).ownFiles(),
    importsOf: (program, file) => importsOf(nativeOf(program), file),
    // Which files import a dependency's would take the trees of all of them: each own file may depend on any.
    dependentsIn: () => ({ of: () => () => true }),
    resolvedFile: ({ program }, specifier, fromFile, added) => nativeOf(program).resolved(specifier, fromFile, added),
    overlay: (base, texts) => overlay(overlays, base, texts),
    forgetOverlays: (base) => {
      overlays.forget(nativeOf(base));
    },
    nameInScope: (checker, name, place, meaning) => nativeChecker(checker).resolveName(name, place, meaning),
    ambientModule: (checker, specifier) =>
      nativeChecker(checker).resolveName(`"${specifier}"`, undefined, moduleMeaning(nativeChecker(checker))),
    ownersOf: (program, symbol) =>
      nativeSymbol(symbol).declarations.map(({ path }) => ownerOf(nativeOf(program), path)),
  };
}

function moduleMeaning({ parts }: ReturnType<typeof nativeChecker>): number {
  const { ValueModule, NamespaceModule } = parts.modules.sync.SymbolFlags;
  return ValueModule | NamespaceModule;
}

/** This namespace makes no other programs. */
function nativeOf(program: Program): NativeProgram {
  return program as NativeProgram;
}

function ownerOf(program: NativeProgram, fileName: string): Owner {
  if (program.isOwn(fileName)) return "project";
  return program.isDefaultLibrary(fileName) ? "language" : "dependency";
}

function importsOf(program: NativeProgram, file: ts.SourceFile): ReturnType<Compiler["importsOf"]> {
  const { imports } = file as unknown as Ast.SourceFile;
  const names = imports.map((specifier) =>
    program.context.api.imported(program.state, specifier, file as unknown as Ast.SourceFile),
  );
  const folder = file.fileName.slice(0, file.fileName.lastIndexOf("/"));
  const referenced = file.referencedFiles.map(({ fileName }) => joined(folder, fileName));
  return {
    files: [...names, ...referenced].flatMap((name) => (name === undefined ? [] : (program.getSourceFile(name) ?? []))),
    isComplete: !names.includes(undefined),
  };
}

/** A relative path below a folder, or an absolute path. */
function joined(folder: string, path: string): string {
  if (path.startsWith("/") || /^[a-zA-Z]:/.test(path)) return path;
  const steps = folder.split("/");
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}

function overlay(overlays: Overlays<Laid>, { program, host }: ProgramWithHost, given: Texts): Laid {
  return overlays.over(nativeOf(program), given, ({ bottom, texts }) => {
    const saved = [...texts].flatMap(([name, text]) => (text === undefined ? [] : [name]));
    const rootNames = [...new Set([...bottom.spec.rootNames, ...saved])].filter(
      (name) => !texts.has(name) || texts.get(name) !== undefined,
    );
    const spec = { ...bottom.spec, rootNames, options: { ...bottom.spec.options, skipLibCheck: false } };
    return { program: bottom.changed(spec, texts), host: hostOver(host, given) };
  });
}

/** The files around a program with some texts over them. */
function hostOver(host: Host, texts: Texts): Host {
  return {
    ...host,
    fileExists: (name) => (texts.has(name) ? texts.get(name) !== undefined : host.fileExists(name)),
    readFile: (name) => (texts.has(name) ? texts.get(name) : host.readFile(name)),
  };
}
