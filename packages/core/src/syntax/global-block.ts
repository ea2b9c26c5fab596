import type ts from "typescript";
import type { TypeScript } from "./typescript.js";

/** Whether a block is a `declare global`. Up to TypeScript 6 a flag tells it; from 7 on blocks have a keyword instead. */
export function isGlobalBlock(ts: TypeScript, block: ts.ModuleDeclaration): boolean {
  const { keyword, name } = block as ts.ModuleDeclaration & { readonly keyword?: ts.SyntaxKind };
  if (keyword === undefined) return (block.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
  return keyword !== ts.SyntaxKind.NamespaceKeyword && ts.isIdentifier(name) && name.text === "global";
}
