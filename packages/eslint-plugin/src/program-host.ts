import type { ClassicTypeScript } from "@typed-session/core";
import type ts from "typescript";

/**
 * A host that answers like the one behind a program: first with the program's own text, which may be newer than the
 * saved one, and then from the disk.
 */
export function hostOf(ts: ClassicTypeScript, program: ts.Program): ts.CompilerHost {
  const options = program.getCompilerOptions();
  const disk = ts.createCompilerHost(options, true);
  const currentDirectory = program.getCurrentDirectory();
  const canonical = (fileName: string): string => disk.getCanonicalFileName(fileName);
  const resolutions = ts.createModuleResolutionCache(currentDirectory, canonical, options);
  const host: ts.CompilerHost = {
    ...disk,
    getCurrentDirectory: () => currentDirectory,
    fileExists: (fileName) => program.getSourceFile(fileName) !== undefined || disk.fileExists(fileName),
    readFile: (fileName) => program.getSourceFile(fileName)?.text ?? disk.readFile(fileName),
    getModuleResolutionCache: () => resolutions,
  };
  // The method is not in the public types.
  const readsSources = readsSourcesOfReferences(program);
  return Object.assign(host, { useSourceOfProjectReferenceRedirect: () => readsSources });
}

/** Whether a program holds a referenced project's sources, as a language server's does, and not its output. */
function readsSourcesOfReferences(program: ts.Program): boolean {
  const { isSourceOfProjectReferenceRedirect } = program as ts.Program & {
    readonly isSourceOfProjectReferenceRedirect: (fileName: string) => boolean;
  };
  return program.getSourceFiles().some(({ fileName }) => isSourceOfProjectReferenceRedirect(fileName));
}
