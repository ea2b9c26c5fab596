import type ts from "typescript";

export type FunctionWithBody = ts.FunctionLikeDeclaration & { readonly body: ts.FunctionBody | ts.Expression };

/** Whether a node is a function whose body can be followed. */
export function hasBody(tsModule: typeof ts, node: ts.Node): node is FunctionWithBody {
  return tsModule.isFunctionLike(node) && "body" in node && node.body !== undefined;
}

/** The expressions that a function returns. */
export function returnedBy(tsModule: typeof ts, node: FunctionWithBody): ts.Expression[] {
  if (!tsModule.isBlock(node.body)) return [node.body];
  const returned: ts.Expression[] = [];
  const visit = (child: ts.Node): void => {
    if (tsModule.isReturnStatement(child) && child.expression) returned.push(child.expression);
    else if (!tsModule.isFunctionLike(child)) tsModule.forEachChild(child, visit);
  };
  tsModule.forEachChild(node.body, visit);
  return returned;
}
