import ts from "typescript";
import type { Dependencies } from "./packages.js";

/** Texts by absolute file name. */
export type Texts = ReadonlyMap<string, string>;

/** Source files of dependencies and of TypeScript's own library, shared by every program that reads them the same way. */
const shared = new Map<string, ts.SourceFile>();

/** A compiler host over files that exist in memory only, with real dependencies below them. */
export function virtualHost(dependencies: Dependencies, texts: Texts, options: ts.CompilerOptions): ts.CompilerHost {
  const folders = new Set([...texts.keys()].flatMap(foldersAbove));
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
      // Binding depends on the options, and a source file is bound once.
      const key = JSON.stringify([fileName, languageVersionOrOptions, options.strict, options.target, options.module]);
      const before = shared.get(key);
      if (before) return before;
      const text = dependencies.read(fileName);
      if (text === undefined) return undefined;
      const file = ts.createSourceFile(fileName, text, languageVersionOrOptions);
      shared.set(key, file);
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

function parentOf(name: string): string {
  return name.slice(0, name.lastIndexOf("/"));
}

function foldersAbove(fileName: string): string[] {
  const parts = fileName.split("/");
  return parts.slice(1, -1).map((_, index) => parts.slice(0, index + 2).join("/"));
}
