import type ts from "typescript";
import type { Ast, Sync } from "./modules.js";
import type { StartWatch } from "./watch.js";

/** The files and options of a program. */
export interface ProgramSpec {
  /** Absolute, `/`-separated. */
  readonly rootNames: readonly string[];
  /** The tsconfig with its options: absolute. 7.0 makes no program without one. */
  readonly configFile?: string;
  /** Options in place of those of the tsconfig. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The tsconfigs of projects whose sources stand for their output, built or not: absolute. */
  readonly references?: readonly string[];
}

/** A tsconfig as the compiler reads it, with what it extends. */
export interface NativeConfig {
  readonly options: ts.CompilerOptions;
  /** The files that it includes: absolute, `/`-separated. */
  readonly fileNames: readonly string[];
  readonly hasErrors: () => boolean;
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
  /** @param configFile absolute */
  readonly config: (configFile: string) => NativeConfig;
  /** Makes a program of files of the disk and some texts over them. */
  readonly open: (spec: ProgramSpec, texts: Texts) => NativeState;
  /** The same program with further texts. */
  readonly change: (state: NativeState, spec: ProgramSpec, texts: Texts) => NativeState;
  /** Forgets a state: nothing of it is asked any more. */
  readonly forget: (state: NativeState) => void;
  readonly parse: (fileName: string, text: string) => Ast.SourceFile;
  /** The file that a specifier resolves to from a file. */
  readonly resolve: (
    of: { readonly state: NativeState; readonly spec: ProgramSpec },
    specifier: string,
    fromFile: string,
    added?: string,
  ) => string | undefined;
  /** The type that `await` gives of a value, or the members of that type. */
  readonly awaited: (checker: Sync.Checker, type: Sync.Type) => readonly Sync.Type[];
  /** The file behind a specifier of a file of the program. */
  readonly imported: (state: NativeState, specifier: Ast.Node, file: Ast.SourceFile) => string | undefined;
  /** Ends the compiler's process. */
  readonly close: () => void;
  readonly isClosed: () => boolean;
}

/** The answers to the compiler's questions about files. */
export interface NativeFiles {
  readonly fileExists: (fileName: string) => boolean;
  readonly directoryExists: (directory: string) => boolean;
  readonly readFile: (fileName: string) => string | undefined;
  readonly entriesOf: (directory: string) => { readonly files: string[]; readonly directories: string[] };
  readonly realPath: (path: string) => string;
}

/** How the compiler's process is started. */
export interface NativeOptions {
  /** Absolute. */
  readonly currentDirectory: string;
  /** Answers in place of the disk, which the compiler reads by itself without them, and faster. */
  readonly files?: NativeFiles;
  /** Watches the process, which may never answer. */
  readonly watch?: StartWatch;
}
