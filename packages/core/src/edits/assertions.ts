import type ts from "typescript";
import { replace } from "./members.js";
import type { TextEdit } from "./text-edit.js";

/** `value as T` or `<T>value`. */
export type Assertion = ts.AsExpression | ts.TypeAssertion;

/** Whether a node is a type assertion; `as const` asserts no type and is none. */
export function isAssertion(tsModule: typeof ts, node: ts.Node): node is Assertion {
  return tsModule.isAssertionExpression(node) && node.type.getText() !== "const";
}

/**
 * Leaves the value alone, without the assertions that stand directly upon each other, and without parentheses that only they
 * needed. What is inside the value is not touched, so that assertions in it can be removed at the same time.
 */
export function removeAssertion(tsModule: typeof ts, node: Assertion): TextEdit[] {
  const file = node.getSourceFile();
  const value = assertedValue(tsModule, node);
  const isParenthesized = tsModule.isParenthesizedExpression(node.parent) && isLeftHandSide(tsModule, value);
  const outer = isParenthesized ? node.parent : node;
  const start = outer.getStart(file);
  const from = value.getStart(file);
  // `return(session as any)`
  const separator = /[\p{ID_Continue}$]$/u.test(file.text.slice(0, start)) ? " " : "";
  const before = start === from ? [] : [replace(file, start, from, separator)];
  return [...before, replace(file, value.end, outer.end, "")];
}

/** What is asserted, behind all assertions that stand directly upon each other. */
export function assertedValue(tsModule: typeof ts, node: Assertion): ts.Expression {
  return isAssertion(tsModule, node.expression) ? assertedValue(tsModule, node.expression) : node.expression;
}

/** What can stand before a `.` without parentheses. */
function isLeftHandSide(tsModule: typeof ts, node: ts.Expression): boolean {
  return tsModule.isLeftHandSideExpression(node) && !tsModule.isObjectLiteralExpression(node);
}

/** Whether an expression is a name, or an access to a member, whose type does not depend on where it stands. */
export function isReference(tsModule: typeof ts, node: ts.Expression): boolean {
  return (
    tsModule.isIdentifier(node) ||
    tsModule.isPropertyAccessExpression(node) ||
    tsModule.isElementAccessExpression(node) ||
    tsModule.isNonNullExpression(node)
  );
}

/** Whether an expression is an object literal, with or without parentheses; what a cast makes of one is another matter. */
export function isObjectLiteral(tsModule: typeof ts, node: ts.Expression): boolean {
  return tsModule.isObjectLiteralExpression(skipParentheses(tsModule, node));
}

export function skipParentheses(tsModule: typeof ts, node: ts.Expression): ts.Expression {
  return tsModule.isParenthesizedExpression(node) ? skipParentheses(tsModule, node.expression) : node;
}
