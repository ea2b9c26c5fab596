import type ts from "typescript";
import type { Program } from "../api/program.js";

/** Folders that frameworks write: nobody fixes their content. */
const generated = /\/\.(?:nuxt|next|output|svelte-kit|vercel)\//;

/** Whether a framework writes the file, and will write it again. */
export function isGenerated(fileName: string): boolean {
  return generated.test(fileName);
}

/** Whether a source file is the project's own: not a dependency's, not TypeScript's, not generated. */
export function isOwnFile(program: Program, file: ts.SourceFile): boolean {
  return isOwnName(file.fileName, {
    isDefaultLibrary: () => program.isSourceFileDefaultLibrary(file),
    isFromExternalLibrary: () => program.isSourceFileFromExternalLibrary(file),
  });
}

/** What a program knows of a file. */
interface Origin {
  readonly isDefaultLibrary: () => boolean;
  readonly isFromExternalLibrary: () => boolean;
}

/** The same for a file by its name. The name tells most; the program is asked about declaration files alone. */
export function isOwnName(fileName: string, { isDefaultLibrary, isFromExternalLibrary }: Origin): boolean {
  if (fileName.includes("/node_modules/") || isGenerated(fileName)) return false;
  // TypeScript takes the sources of a linked package of the same repository for a library's, too.
  return !/\.d\.[^/]*ts$/.test(fileName) || !(isDefaultLibrary() || isFromExternalLibrary());
}

/**
 * Whether a file is in a language of its own, such as `.vue`: the program holds a plugin's translation of it, whose
 * places are not the author's.
 */
export function isTranslated({ fileName }: ts.SourceFile): boolean {
  return !/\.(?:[cm]?[jt]sx?|json)$/.test(fileName);
}

/** Whether a file is the project's own, inside its root, and not translated. */
export function isEditableFile(program: Program, root: string, file: ts.SourceFile): boolean {
  return isOwnFile(program, file) && file.fileName.startsWith(`${root}/`) && !isTranslated(file);
}
