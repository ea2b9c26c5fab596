import type ts from "typescript";
import type { Host, Program, Checker } from "../api/program.js";
import type { LastOverlay } from "../api/workspace.js";
import type { FileTexts } from "../edits/text-edit.js";
import type { TypeScript } from "../syntax/typescript.js";
import { classicCompiler } from "./classic/compiler.js";

/** A program, and the files around it. */
export interface ProgramWithHost {
  readonly program: Program;
  readonly host: Host;
}

/** Whose file it is: the project's, a dependency's, or the library's of the language itself. */
export type Owner = "project" | "dependency" | "language";

/** The files that a file imports or refers to, and whether all of its imports are resolved. */
export interface Imports {
  readonly files: readonly ts.SourceFile[];
  readonly isComplete: boolean;
}

/** The files of a program that depend on the declarations of others. */
export interface Dependents {
  /**
   * The files whose types can change with these: the files that import them, directly or through others; and every file
   * if one of these declares something for files that do not import it.
   *
   * @param changed absolute names; a file that is not part of the program yet is about to be added
   */
  readonly of: (changed: Iterable<string>) => (file: ts.SourceFile) => boolean;
}

/** What each compiler does in its own way. The rest of the engine is the same on all of them. */
export interface Compiler {
  /** The files of a program that are the project's own, in program order. */
  readonly ownFiles: (program: Program) => readonly ts.SourceFile[];
  readonly importsOf: (program: Program, file: ts.SourceFile) => Imports;
  /** @param mayAugment whether a module's augmentation is known to concern only the importers of the changed files */
  readonly dependentsIn: (program: Program, mayAugment: (specifier: string) => boolean) => Dependents;
  /**
   * The file that a specifier of a file resolves to, inside the program or not.
   *
   * @param added a file that does not exist, and is taken to exist
   */
  readonly resolvedFile: (
    source: ProgramWithHost,
    specifier: string,
    fromFile: string,
    added?: string,
  ) => string | undefined;
  /**
   * The same program with some files' texts replaced or added, and some files deleted, as if all had been saved. It
   * always checks declaration files, because `skipLibCheck` hides most mistakes in an augmentation.
   *
   * @param texts absolute file name → text
   * @param kept keeps the overlay for the next one with the same added files, after an edit of `base`
   */
  readonly overlay: (base: ProgramWithHost, texts: FileTexts, kept?: LastOverlay) => ProgramWithHost;
  /** Forgets a program's latest overlays, which hold much memory if types are expensive. */
  readonly forgetOverlays: (base: Program) => void;
  /** The symbol that a name means at a place. */
  readonly nameInScope: (
    checker: Checker,
    name: string,
    place: ts.Node,
    meaning: ts.SymbolFlags,
  ) => ts.Symbol | undefined;
  /** The module that a `declare module "…"` of the program declares, rather than augments. */
  readonly ambientModule: (checker: Checker, specifier: string) => ts.Symbol | undefined;
  /** For each declaration of a symbol, whose file holds it; none for a symbol that nothing declares. */
  readonly ownersOf: (program: Program, symbol: ts.Symbol) => readonly Owner[];
}

/** A namespace that brings its own compiler; TypeScript's own namespace up to 6.0 does not. */
export interface WithCompiler extends TypeScript {
  readonly compiler: Compiler;
}

const classic = new WeakMap<TypeScript, Compiler>();

/** The compiler behind a namespace. */
export function compilerOf(ts: TypeScript): Compiler {
  if ("compiler" in ts) return (ts as WithCompiler).compiler;
  const compiler = classic.get(ts) ?? classicCompiler(ts);
  classic.set(ts, compiler);
  return compiler;
}
