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
  // TypeScript takes the sources of a linked package of the same repository for a library's, too.
  const isLibrarys = file.isDeclarationFile && program.isSourceFileFromExternalLibrary(file);
  return (
    !isLibrarys &&
    !program.isSourceFileDefaultLibrary(file) &&
    !file.fileName.includes("/node_modules/") &&
    !isGenerated(file.fileName)
  );
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
