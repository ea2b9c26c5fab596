import type ts from "typescript";

/** Whether a statement, or what a namespace declares, is marked `export`. */
export function isExported(tsModule: typeof ts, node: ts.Node): boolean {
  return (
    tsModule.canHaveModifiers(node) &&
    tsModule.getModifiers(node)?.some(({ kind }) => kind === tsModule.SyntaxKind.ExportKeyword) === true
  );
}
