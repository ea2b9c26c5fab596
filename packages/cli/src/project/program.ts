import { compilerOf, type NativeTypeScript, type System, type Workspace } from "@typed-session/core";
import type ts from "typescript";
import type { Disk } from "../disk/disk.js";
import { CannotRun } from "../exit.js";
import type { ProgramMemory } from "./memory.js";
import type { Tsconfig } from "./tsconfig.js";
import { filesOn } from "./system.js";
import type { ChosenTypeScript } from "./typescript.js";

export type LoadedProgram = Pick<Workspace, "ts" | "program" | "host">;

/**
 * As in an editor, a referenced project is read from its sources, built or not. The public types have it for language
 * services and watch hosts alone, but `createProgram` asks every host (5.4 to 6.0).
 */
interface WithSourceRedirect extends ts.CompilerHost {
  useSourceOfProjectReferenceRedirect?: () => boolean;
}

/**
 * Makes a program of some of a tsconfig's files and whatever they import.
 *
 * @param memory holds the parsed files, and collects those that the compiler opens, also for later programs on the same
 * host
 */
export function loadProgram(
  disk: Disk,
  chosen: ChosenTypeScript,
  tsconfig: Tsconfig,
  rootNames: readonly string[],
  memory: ProgramMemory,
): LoadedProgram {
  const { native } = chosen;
  const roots = [...rootNames, ...(tsconfig.imported ?? [])];
  if (native) return loadNatively(native, chosen.sys, tsconfig, roots, memory);
  const { ts: tsModule } = chosen;
  const options = forSomeFiles({ ...tsconfig.options, ...tsconfig.overriding });
  const host = Object.assign(tsModule.createCompilerHost(options), {
    ...filesOn(disk),
    readDirectory: chosen.sys.readDirectory,
  });
  // As in `tsc`: comments in TypeScript files say nothing about types.
  host.jsDocParsingMode = tsModule.JSDocParsingMode.ParseForTypeErrors;
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (fileName, languageVersionOrOptions, ...rest) => {
    // The same text in another module format is another file.
    const format =
      typeof languageVersionOrOptions === "object" ? languageVersionOrOptions.impliedNodeFormat : undefined;
    const file = memory.source(`${tsconfig.fileName} ${String(format)} ${fileName}`, fileName, () =>
      notTooDeep(fileName, () => getSourceFile(fileName, languageVersionOrOptions, ...rest)),
    );
    if (file && !fileName.includes("/node_modules/")) memory.opened.add(fileName);
    return file;
  };
  (host as WithSourceRedirect).useSourceOfProjectReferenceRedirect = () => true;
  const { projectReferences } = tsconfig;
  const key = JSON.stringify([tsconfig.fileName, roots]);
  const oldProgram = memory.programBefore(key);
  const program = tsModule.createProgram({
    rootNames: roots,
    options,
    host,
    ...(projectReferences && { projectReferences }),
    ...(oldProgram && { oldProgram }),
  });
  memory.keep(key, program);
  return { ts: tsModule, program, host };
}

function loadNatively(
  native: NativeTypeScript,
  sys: System,
  { fileName, overriding, references }: Tsconfig,
  rootNames: readonly string[],
  memory: ProgramMemory,
): LoadedProgram {
  const program = native.createProgram({
    rootNames,
    configFile: fileName,
    options: { ...partial, ...overriding },
    references,
  });
  const getCanonicalFileName = (name: string): string => (sys.useCaseSensitiveFileNames ? name : name.toLowerCase());
  for (const { fileName: own } of compilerOf(native.ts).ownFiles(program)) memory.opened.add(own);
  return { ts: native.ts, program, host: { ...sys, getCanonicalFileName } };
}

/** Without these options a program of some of the files is an error in itself. */
const partial = { noEmit: true, composite: false, incremental: false, declaration: false };

function forSomeFiles(options: ts.CompilerOptions): ts.CompilerOptions {
  const changed = { ...options, ...partial };
  delete changed.tsBuildInfoFile;
  return changed;
}

/** The compiler's parser is recursive, as is the tree that it makes. */
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

export function isIn({ program }: Pick<Workspace, "program">, fileName: string): boolean {
  return program.getSourceFile(fileName) !== undefined;
}
