import path from "node:path";
import ts from "typescript";
import { dependenciesOn } from "./packages.js";
import { workspaceOn } from "./workspace.js";
import type { ClassicProgram } from "../../src/compiler/classic/overlay.js";

/** The folder of the programs' files: a project on next-auth. */
export const { root } = dependenciesOn("4.24.15");

/** A program of these files, by name relative to the root, without an engine around it. */
export function programOf(files: Readonly<Record<string, string>>, options: ts.CompilerOptions = {}): ClassicProgram {
  return workspaceOn("4.24.15", files, options);
}

/** A file of the program, by its name relative to the root. */
export function fileOf({ program }: ClassicProgram, name: string): ts.SourceFile {
  const file = program.getSourceFile(path.posix.join(root, name));
  if (!file) throw new Error(`There is no ${name}.`);
  return file;
}

/** The first node with this name in the program's own files: a variable, a parameter, a property … */
export function declarationOf<Node extends ts.Node>(
  { program }: ClassicProgram,
  name: string,
  isWanted: (node: ts.Node) => node is Node,
): Node {
  // The checker sets each node's parent.
  program.getTypeChecker();
  let found: Node | undefined;
  const visit = (node: ts.Node): void => {
    const own = (node as { name?: ts.Node }).name;
    if (isWanted(node) && own?.getText() === name) found ??= node;
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) {
    if (!program.isSourceFileDefaultLibrary(file) && !file.fileName.includes("/node_modules/")) visit(file);
  }
  if (!found) throw new Error(`Nothing declares ${name}.`);
  return found;
}

/** The type of the variable or parameter of that name. */
export function typeOf(source: ClassicProgram, name = "value"): ts.Type {
  const isWanted = (node: ts.Node): node is ts.VariableDeclaration | ts.ParameterDeclaration =>
    ts.isVariableDeclaration(node) || ts.isParameter(node);
  return source.program.getTypeChecker().getTypeAtLocation(declarationOf(source, name, isWanted));
}
