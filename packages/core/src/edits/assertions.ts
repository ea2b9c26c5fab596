import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { replace } from "./members.js";
import type { TextEdit } from "./text-edit.js";

/** `value as T` or `<T>value`. */
export type Assertion = ts.AsExpression | ts.TypeAssertion;

/**
 * Whether a node is a type assertion; `as const` asserts no type and is none. Nor is a comment in JavaScript, of which
 * TypeScript 7 makes an `as` with the type before the value.
 */
export function isAssertion(ts: TypeScript, node: ts.Node): node is Assertion {
  if (!ts.isAssertionExpression(node) || node.type.getText() === "const") return false;
  return !ts.isAsExpression(node) || node.type.pos >= node.expression.end;
}

/**
 * Removes directly nested assertions around a value, with the parentheses that only they needed. The value itself stays
 * untouched, so that assertions inside it can be removed at the same time.
 */
export function removeAssertion(ts: TypeScript, node: Assertion): TextEdit[] {
  const file = node.getSourceFile();
  const value = assertedValue(ts, node);
  const isParenthesized = ts.isParenthesizedExpression(node.parent) && isLeftHandSide(ts, value);
  const outer = isParenthesized ? node.parent : node;
  const from = value.getStart(file);
  const start = outer.getStart(file) - (isGuarded(ts, outer) && startsName.test(file.text.slice(from)) ? 1 : 0);
  // `return(session as any)`
  const separator = /[\p{ID_Continue}$]$/u.test(file.text.slice(0, start)) ? " " : "";
  const before = start === from ? [] : [replace(file, start, from, separator)];
  return [...before, replace(file, value.end, outer.end, "")];
}

const startsName = /^[\p{ID_Start}$_]/u;

/** Whether a parenthesis that starts a statement has a semicolon before it on its line, as styles without semicolons put it there. */
function isGuarded(ts: TypeScript, outer: ts.Node): boolean {
  const file = outer.getSourceFile();
  const start = outer.getStart(file);
  const statement = ts.findAncestor(outer, ts.isStatement);
  if (statement?.getStart(file) !== start || !/\n[ \t]*;$/.test(file.text.slice(0, start))) return false;
  // Where it ends no statement of its own, as in `if (a) ;`, it means something.
  const { parent } = statement;
  const beside: readonly ts.Node[] = ts.isBlock(parent) || ts.isSourceFile(parent) ? parent.statements : [];
  const before = beside[beside.indexOf(statement) - 1];
  return (
    before !== undefined &&
    (ts.isExpressionStatement(before) || ts.isVariableStatement(before) || ts.isEmptyStatement(before))
  );
}

/** The value inside all directly nested assertions. */
export function assertedValue(ts: TypeScript, node: Assertion): ts.Expression {
  return isAssertion(ts, node.expression) ? assertedValue(ts, node.expression) : node.expression;
}

/** Whether an expression can stand before a `.` without parentheses. */
function isLeftHandSide(ts: TypeScript, node: ts.Expression): boolean {
  return ts.isLeftHandSideExpression(node) && !ts.isObjectLiteralExpression(node);
}

/** Whether an expression is a name or a member access, whose type does not depend on its context. */
export function isReference(ts: TypeScript, node: ts.Expression): boolean {
  return (
    ts.isIdentifier(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

/** Whether an expression is an object literal, with or without parentheses, but without a cast. */
export function isObjectLiteral(ts: TypeScript, node: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(skipParentheses(ts, node));
}

export function skipParentheses(ts: TypeScript, node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? skipParentheses(ts, node.expression) : node;
}
