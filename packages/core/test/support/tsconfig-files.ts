import ts from "typescript";

/** The content of a tsconfig over virtual files. */
export interface ParsedConfig {
  readonly options: ts.CompilerOptions;
  readonly fileNames: readonly string[];
  /** Whether the tsconfig would include a file of this name. */
  readonly includes: (fileName: string) => boolean;
}

/** Reads a tsconfig by TypeScript's own parser. Its globs are matched here, because the files are on no disk. */
export function parseConfig(configFile: string, text: string, files: readonly string[]): ParsedConfig {
  const filesOf = (existing: readonly string[]): ts.ParsedCommandLine =>
    ts.parseJsonConfigFileContent(
      ts.parseConfigFileTextToJson(configFile, text).config,
      {
        useCaseSensitiveFileNames: true,
        fileExists: (name) => existing.includes(name),
        readFile: () => undefined,
        readDirectory: (root, extensions, _excludes, includes) =>
          existing.filter(
            (name) =>
              extensions.some((extension) => name.endsWith(extension)) &&
              includes.some((include) => globOf(root, include).test(name)),
          ),
      },
      configFile.slice(0, configFile.lastIndexOf("/")),
    );
  const { options, fileNames } = filesOf(files);
  return { options, fileNames, includes: (fileName) => filesOf([...files, fileName]).fileNames.includes(fileName) };
}

/** `**` matches folders, `*` a part of a name; a bare folder matches everything in it. */
function globOf(root: string, include: string): RegExp {
  const glob = /[*.]/.test(include.slice(include.lastIndexOf("/") + 1)) ? include : `${include}/**/*`;
  const pattern = glob
    .replace(/^\.\//, "")
    .split(/(\*\*\/|\*)/)
    .map((part) => (part === "**/" ? "(?:.*/)?" : part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
  return new RegExp(`^${root}/${pattern}$`);
}
