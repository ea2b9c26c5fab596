import type ts from "typescript";
import type { FileTexts } from "../../edits/text-edit.js";
import { throwIfCancelled } from "../cancelled.js";
import { Overlays } from "../overlays.js";
import { resolutionIn, type Resolution } from "./resolutions.js";
import type { ClassicTypeScript } from "./typescript.js";

/** A program of this compiler, and the host that made it. */
export interface ClassicProgram {
  readonly program: ts.Program;
  readonly host: ts.CompilerHost;
}

/** The last overlay of this compiler; see `LastOverlay`. */
export interface LastClassicOverlay {
  last?: { readonly base: ts.Program; readonly program: ts.Program };
}

const overlays = new Overlays<ClassicProgram>();

/**
 * The same program with some files' texts replaced or added, and some files deleted, as if all had been saved. It
 * always checks declaration files, because `skipLibCheck` hides most mistakes in an augmentation.
 *
 * Every other source file, and every module resolution of an unchanged file, is reused from `base` (`createProgram`'s
 * `oldProgram`), so that an overlay costs little more than the parse of its own files and a new checker. The types that
 * this checker computes anew are the later cost; so an overlay with the texts of one of the last few returns that one.
 *
 * @param texts absolute file name → text
 * @param kept keeps the overlay for the next one with the same added files, after an edit of `base`: a program with the
 *   same root files is cheap to make from it
 */
export function overlay(
  ts: ClassicTypeScript,
  base: ClassicProgram,
  texts: FileTexts,
  kept?: LastClassicOverlay,
): ClassicProgram {
  throwIfCancelled(base);
  return overlays.over(base.program, texts, () => layOver(ts, base, texts, kept));
}

/** Forgets a program's latest overlays. */
export function forgetOverlays(base: ts.Program): void {
  overlays.forget(base);
}

function layOver(
  ts: ClassicTypeScript,
  base: ClassicProgram,
  texts: FileTexts,
  kept: LastClassicOverlay = {},
): ClassicProgram {
  const { program: oldProgram, host: oldHost } = base;
  const earlier = kept.last && isSameButForTexts(kept.last.base, oldProgram) ? kept.last.program : undefined;
  const canonical = (fileName: string): string => oldHost.getCanonicalFileName(fileName);
  const { saved, deleted } = savedAndDeleted(texts);
  const overlaid = new Map(saved.map(([fileName, text]) => [canonical(fileName), text]));
  const gone = new Set(deleted.map(canonical));
  const directories = new Set(saved.flatMap(([fileName]) => ancestors(fileName).map(canonical)));

  const host: ts.CompilerHost = {
    ...oldHost,
    fileExists: (fileName) =>
      overlaid.has(canonical(fileName)) || (!gone.has(canonical(fileName)) && oldHost.fileExists(fileName)),
    readFile: (fileName) =>
      overlaid.get(canonical(fileName)) ?? (gone.has(canonical(fileName)) ? undefined : oldHost.readFile(fileName)),
    directoryExists: (name) => directories.has(canonical(name)) || (oldHost.directoryExists?.(name) ?? true),
    // A virtual file is its own real path; asking the disk would fail for it.
    realpath: (name) => (overlaid.has(canonical(name)) ? name : (oldHost.realpath?.(name) ?? name)),
    getSourceFile: (fileName, languageVersionOrOptions, onError, shouldCreate) => {
      const text = overlaid.get(canonical(fileName));
      if (text !== undefined) {
        const before = earlier?.getSourceFile(fileName);
        if (before?.text === text) return unredirected(before);
        return ts.createSourceFile(fileName, text, languageVersionOrOptions, true);
      }
      if (gone.has(canonical(fileName))) return undefined;
      const known = oldProgram.getSourceFile(fileName);
      if (known) return unredirected(known);
      return oldHost.getSourceFile(fileName, languageVersionOrOptions, onError, shouldCreate);
    },
    writeFile: () => undefined,
  };
  const added = new Set([...overlaid.keys()].filter((fileName) => !oldProgram.getSourceFile(fileName)));
  Object.assign(host, resolutionAfter(ts, base, host, { added, gone }));
  const rootNames = [...new Set([...oldProgram.getRootFileNames(), ...saved.map(([fileName]) => fileName)])].filter(
    (fileName) => !gone.has(canonical(fileName)),
  );
  const projectReferences = oldProgram.getProjectReferences();
  const program = ts.createProgram({
    rootNames,
    options: { ...oldProgram.getCompilerOptions(), skipLibCheck: false },
    ...(projectReferences && { projectReferences }),
    host,
    oldProgram: earlier ?? oldProgram,
  });
  kept.last = { base: oldProgram, program };
  return { program, host };
}

function savedAndDeleted(texts: FileTexts): {
  readonly saved: readonly (readonly [string, string])[];
  readonly deleted: readonly string[];
} {
  return {
    saved: [...texts].flatMap(([fileName, text]) => (text === undefined ? [] : [[fileName, text] as const])),
    deleted: [...texts].flatMap(([fileName, text]) => (text === undefined ? [fileName] : [])),
  };
}

/** The files that are added to a program, and those that are gone, by canonical name. */
interface Exchanged {
  readonly added: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
}

/** Whether two programs consist of the same files: then all imports of unedited files resolve as before. */
function isSameButForTexts(one: ts.Program, other: ts.Program): boolean {
  const areEqual = (a: readonly string[], b: readonly string[]): boolean =>
    a.length === b.length && a.every((name, index) => name === b[index]);
  const names = (program: ts.Program): string[] => program.getSourceFiles().map(({ fileName }) => fileName);
  const options = one.getCompilerOptions();
  const otherOptions = other.getCompilerOptions();
  const optionNames = new Set([...Object.keys(options), ...Object.keys(otherOptions)]);
  return (
    [...optionNames].every((name) => options[name] === otherOptions[name]) &&
    areEqual(one.getRootFileNames(), other.getRootFileNames()) &&
    areEqual(names(one), names(other))
  );
}

/**
 * Module resolution that reuses the results of the earlier program, failures included, as resolution is most of the
 * cost of a program with new root files. It resolves anew if the file is new or changed, if an added file is at a place
 * where the resolution had looked in vain, or if the resolved file is gone. An import that only a plugin can resolve,
 * such as `./Page.vue`, keeps its result even in a changed file.
 */
function resolutionAfter(
  ts: ClassicTypeScript,
  { program: oldProgram, host: oldHost }: ClassicProgram,
  host: ts.CompilerHost,
  { added, gone }: Exchanged,
): Pick<ts.CompilerHost, "getModuleResolutionCache" | "resolveModuleNameLiterals"> {
  const canonical = (fileName: string): string => host.getCanonicalFileName(fileName);
  const cache = ts.createModuleResolutionCache(
    host.getCurrentDirectory(),
    canonical,
    oldProgram.getCompilerOptions(),
    // No overlay changes a package.json.
    oldHost.getModuleResolutionCache?.()?.getPackageJsonInfoCache(),
  );
  // All files of a directory share the resolution of a package, with its dozens of failed lookups.
  const known = new WeakMap<Resolution, boolean>();
  const wouldFindAdded = (resolution: Resolution): boolean => {
    const answer =
      known.get(resolution) ?? resolution.failedLookupLocations?.some((name) => added.has(canonical(name))) ?? false;
    known.set(resolution, answer);
    return answer;
  };
  return {
    getModuleResolutionCache: () => cache,
    resolveModuleNameLiterals: (literals, containingFile, redirected, options, file) => {
      const before = oldProgram.getSourceFile(containingFile);
      const isUnchanged = before !== undefined && unredirected(before) === unredirected(file);
      // Nothing is ever added to a package.
      const mayFindAdded = added.size > 0 && !containingFile.includes("/node_modules/");
      return literals.map((literal) => {
        const found = before && resolutionIn(ts, oldProgram, before, literal);
        const earlier = found && leadsTo(found, gone, canonical) ? undefined : found;
        if (earlier && isUnchanged && !(mayFindAdded && wouldFindAdded(earlier))) return earlier;
        const mode = ts.getModeForUsageLocation(file, literal, options);
        const now = ts.resolveModuleName(literal.text, containingFile, options, host, cache, redirected, mode);
        return now.resolvedModule ? now : (earlier ?? now);
      });
    },
  };
}

function leadsTo(
  { resolvedModule }: Resolution,
  files: ReadonlySet<string>,
  canonical: (fileName: string) => string,
): boolean {
  return files.size > 0 && resolvedModule !== undefined && files.has(canonical(resolvedModule.resolvedFileName));
}

/**
 * Two copies of one package version share a source file: the second is a proxy that `createProgram` makes itself and
 * refuses to be given (an assertion in its `tryReuseStructureFromOldProgram`). The field is not in the public types.
 */
function unredirected(file: ts.SourceFile): ts.SourceFile {
  return (file as { redirectInfo?: { unredirected: ts.SourceFile } }).redirectInfo?.unredirected ?? file;
}

function ancestors(fileName: string): string[] {
  const parts = fileName.split("/");
  return parts.slice(1, -1).map((_, index) => parts.slice(0, index + 2).join("/"));
}
