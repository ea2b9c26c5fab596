import ts from "typescript";
import type { Dependencies } from "./packages.js";

/** Texts by absolute file name. */
export type Texts = ReadonlyMap<string, string>;

/**
 * Source files of dependencies and of TypeScript's own library, shared by the programs that read them alike. A source
 * file is bound once, so the key holds what binding depends on.
 */
const sharedFiles = new Map<string, Map<string, ts.SourceFile>>();

function filesFor({ strict, target, module }: ts.CompilerOptions): Map<string, ts.SourceFile> {
  return entryOf(sharedFiles, JSON.stringify([strict, target, module]), () => new Map<string, ts.SourceFile>());
}

/** A compiler host over files in memory, with real dependencies below them. */
export function virtualHost(dependencies: Dependencies, texts: Texts, options: ts.CompilerOptions): ts.CompilerHost {
  const folders = new Set([...texts.keys()].flatMap(foldersAbove));
  const files = filesFor(options);
  const host: ts.CompilerHost = {
    fileExists: (fileName) => texts.has(fileName) || dependencies.exists(fileName),
    readFile: (fileName) => texts.get(fileName) ?? dependencies.read(fileName),
    directoryExists: (name) => folders.has(name) || dependencies.isDirectory(name),
    getDirectories: (name) => [
      ...new Set([
        ...[...folders].filter((folder) => parentOf(folder) === name).map((folder) => folder.slice(name.length + 1)),
        ...dependencies.directories(name),
      ]),
    ],
    getSourceFile: (fileName, languageVersionOrOptions) => {
      const own = texts.get(fileName);
      if (own !== undefined) return ts.createSourceFile(fileName, own, languageVersionOrOptions);
      const { languageVersion, impliedNodeFormat, jsDocParsingMode } = sourceFileOptions(languageVersionOrOptions);
      const key = `${fileName} ${languageVersion} ${impliedNodeFormat ?? ""} ${jsDocParsingMode ?? ""}`;
      const before = files.get(key);
      if (before) return before;
      const text = dependencies.read(fileName);
      if (text === undefined) return undefined;
      const file = ts.createSourceFile(fileName, text, languageVersionOrOptions);
      files.set(key, file);
      return file;
    },
    getDefaultLibFileName: (forOptions) => ts.getDefaultLibFilePath(forOptions).replaceAll("\\", "/"),
    getCurrentDirectory: () => dependencies.root,
    getCanonicalFileName: (fileName) => fileName,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => {
      throw new Error("The engine writes no file.");
    },
  };
  return host;
}

/** The resolutions that programs with the same dependencies and options find in them. */
interface Found {
  readonly modules: Map<string, ts.ResolvedModuleWithFailedLookupLocations>;
  readonly packageJsons: ts.PackageJsonInfoCache;
}

const found = new Map<string, Found>();

/**
 * A program of such files. The imports of dependencies are resolved once for all programs, unless the files or options
 * could lead them elsewhere: that is most of a small program's cost.
 */
export function virtualProgram(
  dependencies: Dependencies,
  texts: Texts,
  rootNames: readonly string[],
  options: ts.CompilerOptions,
  oldProgram?: ts.Program,
): { readonly program: ts.Program; readonly host: ts.CompilerHost } {
  const host = virtualHost(dependencies, texts, options);
  const program = ts.createProgram({
    rootNames,
    options,
    // The engine gets the host without this: the project alone answers its questions.
    host: canMislead(texts, options) ? host : { ...host, ...sharedResolution(dependencies, texts, options, host) },
    ...(oldProgram && { oldProgram }),
  });
  return { program, host };
}

/** Whether a project changes the resolution of its dependencies' imports. */
function canMislead(texts: Texts, options: ts.CompilerOptions): boolean {
  if (["paths", "baseUrl", "rootDirs"].some((name) => options[name] !== undefined)) return true;
  return [...texts.keys()].some((name) => name.includes("/node_modules/") || name.endsWith("/package.json"));
}

function sharedResolution(
  dependencies: Dependencies,
  texts: Texts,
  options: ts.CompilerOptions,
  host: ts.CompilerHost,
): Pick<ts.CompilerHost, "getModuleResolutionCache" | "resolveModuleNameLiterals"> {
  const { root } = dependencies;
  const canonical = (fileName: string): string => host.getCanonicalFileName(fileName);
  const { modules, packageJsons } = entryOf(found, JSON.stringify([root, { ...options, skipLibCheck: null }]), () => ({
    modules: new Map<string, ts.ResolvedModuleWithFailedLookupLocations>(),
    packageJsons: ts.createModuleResolutionCache(root, canonical, options).getPackageJsonInfoCache(),
  }));
  const cache = ts.createModuleResolutionCache(root, canonical, options, packageJsons);
  return {
    getModuleResolutionCache: () => cache,
    resolveModuleNameLiterals: (literals, containingFile, redirected, forOptions, file) => {
      const isShared = !texts.has(containingFile) && dependencies.real(containingFile) !== undefined;
      return literals.map((literal) => {
        const mode = ts.getModeForUsageLocation(file, literal, forOptions);
        const resolve = (): ts.ResolvedModuleWithFailedLookupLocations =>
          ts.resolveModuleName(literal.text, containingFile, forOptions, host, cache, redirected, mode);
        return isShared ? entryOf(modules, `${containingFile} ${mode ?? ""} ${literal.text}`, resolve) : resolve();
      });
    },
  };
}

function sourceFileOptions(given: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.CreateSourceFileOptions {
  return typeof given === "object" ? given : { languageVersion: given };
}

function entryOf<Key, Entry>(entries: Map<Key, Entry>, key: Key, make: () => Entry): Entry {
  const before = entries.get(key);
  if (before !== undefined) return before;
  const entry = make();
  entries.set(key, entry);
  return entry;
}

function parentOf(name: string): string {
  return name.slice(0, name.lastIndexOf("/"));
}

function foldersAbove(fileName: string): string[] {
  const parts = fileName.split("/");
  return parts.slice(1, -1).map((_, index) => parts.slice(0, index + 2).join("/"));
}
