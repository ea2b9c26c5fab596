import type ts from "typescript";
import type { TypeScript } from "./typescript.js";
import { outermostWrapper } from "./wrappers.js";

/**
 * Whether an expression is assigned to: by an operator, as a part of a pattern such as `({ a: session.plan } = row)`,
 * in each turn of a loop, or by `delete`, `++` and `--`.
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
  // The default of a part is no target. `{ a: session.plan = "free" }` holds an assignment, which the check above sees.
  const isPart =
    ts.isPropertyAssignment(parent) ||
    ts.isSpreadAssignment(parent) ||
    (ts.isShorthandPropertyAssignment(parent) && parent.name === node);
  return isPart && isAssignmentTarget(ts, parent.parent);
}

function isAssignment({ SyntaxKind }: TypeScript, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

function isCounting({ SyntaxKind }: TypeScript, { operator }: ts.PrefixUnaryExpression): boolean {
  return operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken;
}
