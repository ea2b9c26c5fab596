import type ts from "typescript";

/** What stands around a value and is not there when the program runs: `(value)`, `value as T`, `<T>value`, `value satisfies T`, `value!`. */
export type Wrapper =
  ts.ParenthesizedExpression | ts.AssertionExpression | ts.SatisfiesExpression | ts.NonNullExpression;

/** The one list of wrappers: nothing else in the engine names them. */
export function isWrapper(tsModule: typeof ts, node: ts.Node): node is Wrapper {
  return (
    tsModule.isParenthesizedExpression(node) ||
    tsModule.isAssertionExpression(node) ||
    tsModule.isSatisfiesExpression(node) ||
    tsModule.isNonNullExpression(node)
  );
}

/** The value inside all wrappers. */
export function unwrapped(tsModule: typeof ts, node: ts.Expression): ts.Expression {
  return isWrapper(tsModule, node) ? unwrapped(tsModule, node.expression) : node;
}

/** Whether an expression is this name, whatever wrappers stand around it. */
export function isNamed(tsModule: typeof ts, node: ts.Expression, name: string): boolean {
  const value = unwrapped(tsModule, node);
  return tsModule.isIdentifier(value) && value.text === name;
}

/** Whether an expression is `left, right`, which is worth what its right side is. */
export function isComma(tsModule: typeof ts, node: ts.Node): node is ts.BinaryExpression {
  return tsModule.isBinaryExpression(node) && node.operatorToken.kind === tsModule.SyntaxKind.CommaToken;
}

/** The outermost of the wrappers around a value; the value itself where it has none. */
export function outermostWrapper(tsModule: typeof ts, node: ts.Expression): ts.Expression {
  return isWrapper(tsModule, node.parent) ? outermostWrapper(tsModule, node.parent) : node;
}

/** The text of an expression without its wrappers, so that the same value always has the same text. Parentheses that group operators stay. */
export function unwrappedText(tsModule: typeof ts, node: ts.Expression): string {
  const cuts: { readonly from: number; readonly to: number }[] = [];
  const visit = (child: ts.Node): void => {
    if (isWrapper(tsModule, child) && (!tsModule.isParenthesizedExpression(child) || !isGroup(tsModule, child))) {
      cuts.push(
        { from: child.getStart(), to: child.expression.getStart() },
        { from: child.expression.end, to: child.end },
      );
      visit(child.expression);
    } else tsModule.forEachChild(child, visit);
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

function isGroup(tsModule: typeof ts, node: ts.ParenthesizedExpression): boolean {
  const value = unwrapped(tsModule, node);
  return !(
    tsModule.isIdentifier(value) ||
    tsModule.isPropertyAccessExpression(value) ||
    tsModule.isElementAccessExpression(value) ||
    tsModule.isCallExpression(value)
  );
}
