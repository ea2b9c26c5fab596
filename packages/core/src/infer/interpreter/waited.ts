import type ts from "typescript";
import { isNamed, outermostWrapper } from "../../syntax/wrappers.js";

/** Whether what an expression has started is over before its function goes on or answers; `undefined` where nobody can tell. */
export type Waited = boolean | undefined;

/**
 * Whether the promise that an expression gives is waited for: by `await` or `return`, itself or further down a chain of `.then(…)`, in a list
 * that `Promise.all` takes, or by the name that it is given.
 */
export function isWaitedFor(tsModule: typeof ts, expression: ts.Expression): Waited {
  return isWaitedForBeside(tsModule, expression, []);
}

/** @param names the variables by which it was reached */
function isWaitedForBeside(
  tsModule: typeof ts,
  expression: ts.Expression,
  names: readonly ts.VariableDeclaration[],
): Waited {
  const node = outermostWrapper(tsModule, expression);
  const { parent } = node;
  const ask = (outer: ts.Expression): Waited => isWaitedForBeside(tsModule, outer, names);
  if (tsModule.isAwaitExpression(parent) || tsModule.isReturnStatement(parent)) return true;
  if (tsModule.isExpressionStatement(parent) || tsModule.isVoidExpression(parent)) return false;
  if (tsModule.isArrowFunction(parent)) return parent.body === node ? true : undefined;
  if (tsModule.isConditionalExpression(parent)) return parent.condition === node ? undefined : ask(parent);
  if (tsModule.isBinaryExpression(parent)) return isChosen(tsModule, parent, node) ? ask(parent) : undefined;
  if (tsModule.isPropertyAccessExpression(parent) && isChained(parent) && tsModule.isCallExpression(parent.parent))
    return ask(parent.parent);
  if (tsModule.isArrayLiteralExpression(parent)) {
    const list = outermostWrapper(tsModule, parent).parent;
    return tsModule.isCallExpression(list) && isAll(tsModule, list) ? ask(list) : undefined;
  }
  if (tsModule.isCallExpression(parent) && parent.expression !== node && isAll(tsModule, parent)) return ask(parent);
  if (tsModule.isVariableDeclaration(parent)) return isNameWaitedFor(tsModule, parent, names);
  return undefined;
}

/** The right side of `a && b`, `a ?? b`, `a || b` and `a, b`. */
function isChosen({ SyntaxKind }: typeof ts, parent: ts.BinaryExpression, node: ts.Expression): boolean {
  const { kind } = parent.operatorToken;
  const isLogical =
    kind === SyntaxKind.AmpersandAmpersandToken ||
    kind === SyntaxKind.BarBarToken ||
    kind === SyntaxKind.QuestionQuestionToken ||
    kind === SyntaxKind.CommaToken;
  return isLogical && parent.right === node;
}

const chained: readonly string[] = ["then", "catch", "finally"];

function isChained({ name }: ts.PropertyAccessExpression): boolean {
  return chained.includes(name.text);
}

/** `Promise.all(…)` and `Promise.allSettled(…)`, which wait for all that they are given. */
function isAll(tsModule: typeof ts, { expression }: ts.CallExpression): boolean {
  return (
    tsModule.isPropertyAccessExpression(expression) &&
    isNamed(tsModule, expression.expression, "Promise") &&
    ["all", "allSettled"].includes(expression.name.text)
  );
}

/** `const loading = load().then(…)`, and `await loading` further down. */
function isNameWaitedFor(
  tsModule: typeof ts,
  declaration: ts.VariableDeclaration,
  names: readonly ts.VariableDeclaration[],
): Waited {
  const { name, parent } = declaration;
  if (!tsModule.isIdentifier(name) || names.includes(declaration)) return undefined;
  const scope = tsModule.findAncestor(parent, (one) => tsModule.isBlock(one) || tsModule.isSourceFile(one));
  const find = (node: ts.Node): true | undefined => {
    if (tsModule.isIdentifier(node) && node !== name && node.text === name.text)
      return isWaitedForBeside(tsModule, node, [...names, declaration]) === true ? true : undefined;
    return tsModule.forEachChild(node, find);
  };
  return scope && tsModule.forEachChild(scope, find);
}
