import type ts from "typescript";
import type { Checker, Program } from "../../api/program.js";
import type { TypeScript } from "../../syntax/typescript.js";
import type { Compiler, Owner, ProgramWithHost } from "../compiler.js";
import { isOwnFile } from "../own-files.js";
import { dependentsIn } from "./dependents.js";
import { forgetOverlays, overlay, type ClassicProgram, type LastClassicOverlay } from "./overlay.js";
import { importsOf } from "./resolutions.js";
import type { ClassicTypeScript } from "./typescript.js";

/**
 * The compiler behind TypeScript's own namespace, 5.4 to 6.0.
 *
 * @param namespace the whole namespace, of which the engine's type names a part
 */
export function classicCompiler(namespace: TypeScript): Compiler {
  const ts = namespace as ClassicTypeScript;
  return {
    ownFiles: (program) => ownFiles(classicOf(program)),
    importsOf: (program, file) => importsOf(ts, classicOf(program), file),
    dependentsIn: (program, mayAugment) => dependentsIn(ts, classicOf(program), mayAugment),
    resolvedFile: (source, specifier, fromFile, added) =>
      resolvedFile(ts, { program: classicOf(source.program), host: hostOf(source, added) }, specifier, fromFile),
    overlay: (base, texts, kept) =>
      overlay(
        ts,
        { program: classicOf(base.program), host: hostOf(base) },
        texts,
        kept as LastClassicOverlay | undefined,
      ),
    forgetOverlays: (base) => {
      forgetOverlays(classicOf(base));
    },
    nameInScope: (checker, name, place, meaning) =>
      checkerOf(checker)
        .getSymbolsInScope(place, meaning)
        .find((symbol) => symbol.name === name),
    ambientModule: (checker, specifier) =>
      checkerOf(checker)
        .getAmbientModules()
        .find(({ name }) => name === `"${specifier}"`),
    ownersOf: (program, { declarations = [] }) =>
      declarations.map((one) => ownerOf(classicOf(program), one.getSourceFile())),
  };
}

/** This namespace makes no other programs. */
function classicOf(program: Program): ts.Program {
  return program as ts.Program;
}

function checkerOf(checker: Checker): ts.TypeChecker {
  return checker as ts.TypeChecker;
}

/** @param added a file that is taken to exist */
function hostOf({ host }: ProgramWithHost, added?: string): ts.CompilerHost {
  const own = host as ts.CompilerHost;
  if (added === undefined) return own;
  const fuller: ts.CompilerHost = { ...own, fileExists: (name) => name === added || own.fileExists(name) };
  // Its cache knows what was found without the file.
  delete fuller.getModuleResolutionCache;
  return fuller;
}

const known = new WeakMap<ts.Program, readonly ts.SourceFile[]>();

function ownFiles(program: ts.Program): readonly ts.SourceFile[] {
  const files = known.get(program) ?? program.getSourceFiles().filter((file) => isOwnFile(program, file));
  known.set(program, files);
  return files;
}

function ownerOf(program: ts.Program, file: ts.SourceFile): Owner {
  if (program.isSourceFileDefaultLibrary(file)) return "language";
  return isOwnFile(program, file) ? "project" : "dependency";
}

function resolvedFile(
  ts: ClassicTypeScript,
  { program, host }: ClassicProgram,
  specifier: string,
  fromFile: string,
): string | undefined {
  const options = program.getCompilerOptions();
  const cache = host.getModuleResolutionCache?.();
  const file = program.getSourceFile(fromFile);
  const mode = file
    ? file.impliedNodeFormat
    : ts.getImpliedNodeFormatForFile(fromFile, cache?.getPackageJsonInfoCache(), host, options);
  return ts.resolveModuleName(specifier, fromFile, options, host, cache, undefined, mode).resolvedModule
    ?.resolvedFileName;
}
