import type ts from "typescript";
import type { TypeScript } from "./typescript.js";
import { outermostWrapper } from "./wrappers.js";

/**
 * Whether an expression is assigned to where it stands: by an operator, as a part of a pattern such as `({ a: session.plan } = row)`, for each
 * turn of a loop, or where it is deleted or counted up.
 */
export function isAssignmentTarget(ts: TypeScript, expression: ts.Expression): boolean {
  const node = outermostWrapper(ts, expression);
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(ts, parent);
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node;
  if (ts.isDeleteExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent)) return isCounting(ts, parent);
  if (ts.isSpreadElement(parent)) return isAssignmentTarget(ts, parent);
  if (ts.isArrayLiteralExpression(parent)) return isAssignmentTarget(ts, parent);
  // The default of a part is no target, but `{ a: session.plan = "free" }` holds an assignment, which is asked about above.
  const isPart =
    ts.isPropertyAssignment(parent) ||
    ts.isSpreadAssignment(parent) ||
    (ts.isShorthandPropertyAssignment(parent) && parent.name === node);
  return isPart && isAssignmentTarget(ts, parent.parent);
}

function isAssignment({ SyntaxKind }: typeof ts, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

function isCounting({ SyntaxKind }: typeof ts, { operator }: ts.PrefixUnaryExpression): boolean {
  return operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken;
}
