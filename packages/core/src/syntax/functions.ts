import type ts from "typescript";
import type { TypeScript } from "./typescript.js";

export type FunctionWithBody = ts.FunctionLikeDeclaration & { readonly body: ts.FunctionBody | ts.Expression };

/** Whether a node is a function whose body can be followed. */
export function hasBody(ts: TypeScript, node: ts.Node): node is FunctionWithBody {
  return ts.isFunctionLike(node) && "body" in node && node.body !== undefined;
}

/** The expressions that a function returns. */
export function returnedBy(ts: TypeScript, node: FunctionWithBody): ts.Expression[] {
  if (!ts.isBlock(node.body)) return [node.body];
  const returned: ts.Expression[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isReturnStatement(child) && child.expression) returned.push(child.expression);
    else if (!ts.isFunctionLike(child)) ts.forEachChild(child, visit);
  };
  ts.forEachChild(node.body, visit);
  return returned;
}

/** Whether a function gives a promise of its own: what it throws rejects that promise. */
export function isAsync(ts: TypeScript, node: ts.SignatureDeclaration): boolean {
  return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async) !== 0;
}
