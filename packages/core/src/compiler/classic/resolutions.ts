import type ts from "typescript";
import type { Imports } from "../compiler.js";
import type { ClassicTypeScript } from "./typescript.js";

/** A program's resolution of an import, with its failed lookups. */
export type Resolution = ts.ResolvedModuleWithFailedLookupLocations & {
  readonly failedLookupLocations?: readonly string[];
};

/** In every version from 5.4 to 6.0, but not in the public types. */
interface WithResolutions extends ts.Program {
  readonly getResolvedModule: (
    file: ts.SourceFile,
    specifier: string,
    mode: ts.ResolutionMode,
  ) => Resolution | undefined;
}

/** The specifiers that a file imports, requires or re-exports; likewise not in the public types. */
interface WithImports extends ts.SourceFile {
  readonly imports: readonly ts.StringLiteralLike[];
}

/** A program's resolution of a specifier in one of its files. */
export function resolutionIn(
  ts: ClassicTypeScript,
  program: ts.Program,
  file: ts.SourceFile,
  specifier: ts.StringLiteralLike,
): Resolution | undefined {
  const mode = ts.getModeForUsageLocation(file, specifier, program.getCompilerOptions());
  return (program as WithResolutions).getResolvedModule(file, specifier.text, mode);
}

/**
 * The files that a file imports or refers to, as its program has resolved them, and whether all imports are resolved.
 */
export function importsOf(ts: ClassicTypeScript, program: ts.Program, file: ts.SourceFile): Imports {
  const names = (file as WithImports).imports.map(
    (specifier) => resolutionIn(ts, program, file, specifier)?.resolvedModule?.resolvedFileName,
  );
  const referenced = file.referencedFiles.map(({ fileName }) =>
    ts.resolveTripleslashReference(fileName, file.fileName),
  );
  return {
    files: [...names, ...referenced].flatMap((name) => (name === undefined ? [] : (program.getSourceFile(name) ?? []))),
    isComplete: !names.includes(undefined),
  };
}
