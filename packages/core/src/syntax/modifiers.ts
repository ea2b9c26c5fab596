import type ts from "typescript";
import type { TypeScript } from "./typescript.js";

/** Whether a statement, or a member of a namespace, is marked `export`. */
export function isExported(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
  );
}
