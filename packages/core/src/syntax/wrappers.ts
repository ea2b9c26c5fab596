import type ts from "typescript";
import type { TypeScript } from "./typescript.js";

/**
 * Syntax around a value that has no effect at run time: `(value)`, `value as T`, `<T>value`, `value satisfies T`,
 * `value!`.
 */
export type Wrapper =
  ts.ParenthesizedExpression | ts.AssertionExpression | ts.SatisfiesExpression | ts.NonNullExpression;

/** The one list of wrappers: nothing else in the engine names them. */
export function isWrapper(ts: TypeScript, node: ts.Node): node is Wrapper {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAssertionExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

/** The value inside all wrappers. */
export function unwrapped(ts: TypeScript, node: ts.Expression): ts.Expression {
  return isWrapper(ts, node) ? unwrapped(ts, node.expression) : node;
}

/** Whether an expression is this name, in any wrappers. */
export function isNamed(ts: TypeScript, node: ts.Expression, name: string): boolean {
  const value = unwrapped(ts, node);
  return ts.isIdentifier(value) && value.text === name;
}

/** Whether an expression is `left, right`, whose value is its right side. */
export function isComma(ts: TypeScript, node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
}

/** The outermost wrapper around a value, or the value itself. */
export function outermostWrapper(ts: TypeScript, node: ts.Expression): ts.Expression {
  return isWrapper(ts, node.parent) ? outermostWrapper(ts, node.parent) : node;
}

/** The text of an expression without its wrappers, so that the same value always has the same text. Parentheses that group operators stay. */
export function unwrappedText(ts: TypeScript, node: ts.Expression): string {
  const cuts: { readonly from: number; readonly to: number }[] = [];
  const visit = (child: ts.Node): void => {
    if (isWrapper(ts, child) && (!ts.isParenthesizedExpression(child) || !isGroup(ts, child))) {
      cuts.push(
        { from: child.getStart(), to: child.expression.getStart() },
        { from: child.expression.end, to: child.end },
      );
      visit(child.expression);
    } else ts.forEachChild(child, visit);
  };
  visit(node);
  const { text } = node.getSourceFile();
  let result = "";
  let at = node.getStart();
  for (const { from, to } of cuts.sort((a, b) => a.from - b.from)) {
    result += text.slice(at, from);
    at = Math.max(at, to);
  }
  return result + text.slice(at, node.end);
}

function isGroup(ts: TypeScript, node: ts.ParenthesizedExpression): boolean {
  const value = unwrapped(ts, node);
  return !(
    ts.isIdentifier(value) ||
    ts.isPropertyAccessExpression(value) ||
    ts.isElementAccessExpression(value) ||
    ts.isCallExpression(value)
  );
}
