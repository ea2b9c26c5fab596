import type ts from "typescript";
import type { NeededImport } from "../edits/needed-import.js";
import { relativeSpecifiers } from "../compiler/module-names.js";
import { type InsertionPoint, placeOf } from "./insertion-point.js";
import type { DeclarationSite, Declare } from "./change.js";
import { compilerOf } from "../compiler/compiler.js";

/** The relative path by which one file of the project imports another. */
export function specifierOf({ asWritten, workspace }: DeclarationSite, from: ts.SourceFile, to: ts.SourceFile): string {
  const candidates = relativeSpecifiers(from.fileName, to.fileName);
  const resolves = (specifier: string): boolean =>
    compilerOf(workspace.ts).resolvedFile(asWritten, specifier, from.fileName) === to.fileName;
  return candidates.find(resolves) ?? candidates.at(-1) ?? to.fileName;
}

/** The modules that the declarations augment and that nothing imports yet. */
export function loads(
  { workspace, library, idle }: DeclarationSite,
  changes: readonly Declare[],
  home?: InsertionPoint,
): NeededImport[] {
  const block = home && workspace.ts.findAncestor(placeOf(home), workspace.ts.isModuleDeclaration);
  const specifiers = block ? [block.name.text] : changes.map(({ key }) => library.specifiers[key.interface]);
  return [...new Set(specifiers)]
    .filter((specifier) => idle.notLoaded.has(specifier))
    .map((specifier) => ({ specifier }));
}
