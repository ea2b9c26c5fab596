import type ts from "typescript";
import { isOwnFile } from "../compiler/module-names.js";
import { propertyName } from "../discover/resolve.js";
import { fieldName, type FieldKey } from "../field-key.js";
import type { Model } from "../model.js";

/**
 * The places in the program's own files that read a field of the session, the token or an input: property accesses, element
 * accesses and destructurings of a value whose type is the interface's, or that of `Session["user"]`. Writes are left out.
 */
export function readsOf(model: Model, key: FieldKey): ts.Node[] {
  const { ts: tsModule, program } = model.workspace;
  const holder = model.declared.holder(key);
  const name = fieldName(key);
  if (!holder) return [];
  const isHolder = (node: ts.Node): boolean => model.types.withoutNullable(model.types.typeAt(node)) === holder;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (tsModule.isPropertyAccessExpression(node) && node.name.text === name) {
      if (!isAssigned(tsModule, node) && isHolder(node.expression)) found.push(node);
    } else if (tsModule.isElementAccessExpression(node) && tsModule.isStringLiteralLike(node.argumentExpression)) {
      if (node.argumentExpression.text === name && !isAssigned(tsModule, node) && isHolder(node.expression))
        found.push(node);
    } else if (tsModule.isBindingElement(node) && tsModule.isObjectBindingPattern(node.parent)) {
      const bound = node.propertyName ?? node.name;
      const boundName =
        tsModule.isObjectBindingPattern(bound) || tsModule.isArrayBindingPattern(bound)
          ? undefined
          : propertyName(tsModule, bound);
      if (boundName === name && isHolder(node.parent)) found.push(node);
    }
    tsModule.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) {
    if (!file.isDeclarationFile && isOwnFile(program, file) && file.text.includes(name)) visit(file);
  }
  return found;
}

function isAssigned(tsModule: typeof ts, node: ts.Expression): boolean {
  let target: ts.Node = node;
  while (
    tsModule.isAsExpression(target.parent) ||
    tsModule.isParenthesizedExpression(target.parent) ||
    tsModule.isNonNullExpression(target.parent)
  ) {
    target = target.parent;
  }
  const { parent } = target;
  return (
    tsModule.isBinaryExpression(parent) &&
    parent.operatorToken.kind === tsModule.SyntaxKind.EqualsToken &&
    parent.left === target
  );
}
