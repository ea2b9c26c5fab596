import type ts from "typescript";
import type { Disk } from "../disk/disk.js";
import { CannotRun } from "../exit.js";
import type { Tsconfig } from "./tsconfig.js";
import { readingFrom } from "./system.js";
import type { ChosenTypeScript } from "./typescript.js";

export interface LoadedProgram {
  readonly program: ts.Program;
  readonly host: ts.CompilerHost;
}

/** The source files that programs of one tsconfig have in common: each is read and parsed once. */
const shared = new WeakMap<Tsconfig, Map<string, ts.SourceFile>>();

/**
 * Makes a program of some of a tsconfig's files and whatever they import.
 *
 * @param opened gathers the project's own files that the compiler opens, for later programs on the same host as well
 */
export function loadProgram(
  disk: Disk,
  { ts: tsModule }: ChosenTypeScript,
  tsconfig: Tsconfig,
  rootNames: readonly string[],
  opened: Set<string>,
): LoadedProgram {
  // Without these a program of some of the files is an error in itself.
  const options = { ...tsconfig.options, noEmit: true, composite: false, incremental: false, declaration: false };
  delete options.tsBuildInfoFile;
  const host = Object.assign(tsModule.createCompilerHost(options), readingFrom(tsModule, disk));
  // As `tsc` does: of TypeScript files, comments say nothing about types.
  host.jsDocParsingMode = tsModule.JSDocParsingMode.ParseForTypeErrors;
  const getSourceFile = host.getSourceFile.bind(host);
  const files = shared.get(tsconfig) ?? new Map<string, ts.SourceFile>();
  shared.set(tsconfig, files);
  host.getSourceFile = (fileName, languageVersionOrOptions, ...rest) => {
    // The same text is another file where it is another kind of module.
    const format =
      typeof languageVersionOrOptions === "object" ? languageVersionOrOptions.impliedNodeFormat : undefined;
    const key = `${String(format)} ${fileName}`;
    const file =
      files.get(key) ?? notTooDeep(fileName, () => getSourceFile(fileName, languageVersionOrOptions, ...rest));
    if (file) files.set(key, file);
    if (file && !fileName.includes("/node_modules/")) opened.add(fileName);
    return file;
  };
  return {
    program: tsModule.createProgram({ rootNames: [...rootNames, ...(tsconfig.imported ?? [])], options, host }),
    host,
  };
}

/** The compiler's parser is recursive, and so is what it makes of a text. */
function notTooDeep<Result>(fileName: string, parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CannotRun(
      `${fileName} is nested too deeply for TypeScript. Correct it, or exclude it in the tsconfig, and run this again.`,
    );
  }
}

export function isIn({ program }: LoadedProgram, fileName: string): boolean {
  return program.getSourceFile(fileName) !== undefined;
}
