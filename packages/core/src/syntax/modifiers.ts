import type ts from "typescript";
import type { TypeScript } from "./typescript.js";

/** Whether a statement, or a member of a namespace, is marked `export`. */
export function isExported(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
  );
}

/** The `?` of an optional property. TypeScript 7 has another name for what follows a property's name. */
export function questionOf(property: ts.PropertySignature): ts.Node | undefined {
  const { questionToken, postfixToken } = property as ts.PropertySignature & { readonly postfixToken?: ts.Node };
  // A signature has no `!`.
  return questionToken ?? postfixToken;
}
