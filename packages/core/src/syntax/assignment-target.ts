import type ts from "typescript";
import { outermostWrapper } from "./wrappers.js";

/**
 * Whether an expression is assigned to where it stands: by an operator, as a part of a pattern such as `({ a: session.plan } = row)`, for each
 * turn of a loop, or where it is deleted or counted up.
 */
export function isAssignmentTarget(tsModule: typeof ts, expression: ts.Expression): boolean {
  const node = outermostWrapper(tsModule, expression);
  const { parent } = node;
  if (tsModule.isBinaryExpression(parent)) return parent.left === node && isAssignment(tsModule, parent);
  if (tsModule.isForOfStatement(parent) || tsModule.isForInStatement(parent)) return parent.initializer === node;
  if (tsModule.isDeleteExpression(parent) || tsModule.isPostfixUnaryExpression(parent)) return true;
  if (tsModule.isPrefixUnaryExpression(parent)) return isCounting(tsModule, parent);
  if (tsModule.isSpreadElement(parent)) return isAssignmentTarget(tsModule, parent);
  if (tsModule.isArrayLiteralExpression(parent)) return isAssignmentTarget(tsModule, parent);
  // The default of a part is no target, but `{ a: session.plan = "free" }` holds an assignment, which is asked about above.
  const isPart =
    tsModule.isPropertyAssignment(parent) ||
    tsModule.isSpreadAssignment(parent) ||
    (tsModule.isShorthandPropertyAssignment(parent) && parent.name === node);
  return isPart && isAssignmentTarget(tsModule, parent.parent);
}

function isAssignment({ SyntaxKind }: typeof ts, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

function isCounting({ SyntaxKind }: typeof ts, { operator }: ts.PrefixUnaryExpression): boolean {
  return operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken;
}
