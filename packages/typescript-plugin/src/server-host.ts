import type { ClassicTypeScript } from "@typed-session/core";
import type ts from "typescript";

/**
 * A host that answers like a project of the server, unsaved buffers included, for the engine's overlays of its program.
 */
export function compilerHost(
  ts: ClassicTypeScript,
  { languageServiceHost, serverHost }: ts.server.PluginCreateInfo,
  program: ts.Program,
): ts.CompilerHost {
  const options = program.getCompilerOptions();
  const currentDirectory = program.getCurrentDirectory();
  const isCaseSensitive = serverHost.useCaseSensitiveFileNames;
  const canonical = (fileName: string): string => (isCaseSensitive ? fileName : fileName.toLowerCase());
  const resolutions = ts.createModuleResolutionCache(
    currentDirectory,
    canonical,
    options,
    packageJsonInfoCache(languageServiceHost),
  );
  const readFile = (fileName: string): string | undefined => languageServiceHost.readFile(fileName);
  const host: ts.CompilerHost = {
    getSourceFile: (fileName, languageVersionOrOptions) => {
      const text = readFile(fileName);
      return text === undefined ? undefined : ts.createSourceFile(fileName, text, languageVersionOrOptions, true);
    },
    getDefaultLibFileName: (given) => languageServiceHost.getDefaultLibFileName(given),
    writeFile: () => undefined,
    getCurrentDirectory: () => currentDirectory,
    getCanonicalFileName: canonical,
    useCaseSensitiveFileNames: () => isCaseSensitive,
    getNewLine: () => serverHost.newLine,
    fileExists: (fileName) => languageServiceHost.fileExists(fileName),
    readFile,
    directoryExists: (name) => serverHost.directoryExists(name),
    getDirectories: (name) => serverHost.getDirectories(name),
    readDirectory: (...args) => serverHost.readDirectory(...args),
    realpath: (name) => serverHost.realpath?.(name) ?? name,
    getCancellationToken: () => cancellationToken(ts, languageServiceHost.getCancellationToken?.()),
    getModuleResolutionCache: () => resolutions,
  };
  // The server reads a referenced project's sources, not its output. The method is not in the public types.
  return Object.assign(host, { useSourceOfProjectReferenceRedirect: () => true });
}

/**
 * The server's cache of all package.json files, which it keeps up to date. In all of 5.4 to 6.0, but not in their
 * declarations.
 */
function packageJsonInfoCache(host: ts.LanguageServiceHost): ts.PackageJsonInfoCache | undefined {
  const { getModuleResolutionCache } = host as Partial<Pick<ts.CompilerHost, "getModuleResolutionCache">>;
  const cache: ts.ModuleResolutionCache | undefined = getModuleResolutionCache?.call(host);
  return cache?.getPackageJsonInfoCache();
}

/** The server's token with the one more method that the compiler wants. */
function cancellationToken(ts: ClassicTypeScript, token: ts.HostCancellationToken | undefined): ts.CancellationToken {
  const isCancellationRequested = (): boolean => token?.isCancellationRequested() === true;
  return {
    isCancellationRequested,
    throwIfCancellationRequested: () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- the compiler's own way of giving up
      if (isCancellationRequested()) throw new ts.OperationCanceledException();
    },
  };
}
