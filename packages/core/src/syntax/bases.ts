import type ts from "typescript";
import type { TypeScript } from "./typescript.js";

/** The bases of an interface. */
export function basesOf({ heritageClauses }: ts.InterfaceDeclaration): ts.ExpressionWithTypeArguments[] {
  return (heritageClauses ?? []).flatMap((clause) => [...clause.types]);
}

/** The name that a base of an interface consists of. TypeScript 7 makes a type reference of it. */
export function nameOfBase(ts: TypeScript, base: ts.ExpressionWithTypeArguments): ts.Expression | ts.EntityName {
  const node: ts.Node = base;
  return ts.isTypeReferenceNode(node) ? node.typeName : base.expression;
}

/** `library.types` and `User` in `library.types.User`; `undefined` for a name without a dot. */
export function qualified(
  ts: TypeScript,
  name: ts.Expression | ts.EntityName,
): { readonly left: ts.Expression | ts.EntityName; readonly right: ts.Node } | undefined {
  if (ts.isPropertyAccessExpression(name)) return { left: name.expression, right: name.name };
  return ts.isQualifiedName(name) ? { left: name.left, right: name.right } : undefined;
}
