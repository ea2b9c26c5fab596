import type ts from "typescript";
import type { TypeScript } from "../../syntax/typescript.js";
import { isNamed, outermostWrapper } from "../../syntax/wrappers.js";

/**
 * Whether the work that an expression has started is over before its function goes on or returns; `undefined` if nobody
 * can tell.
 */
export type Waited = boolean | undefined;

/**
 * Whether the promise of an expression is awaited: by `await` or `return`, itself or further down a chain of
 * `.then(…)`, in a list for `Promise.all`, or by its name.
 */
export function isWaitedFor(ts: TypeScript, expression: ts.Expression): Waited {
  return isWaitedForBeside(ts, expression, []);
}

/** @param names the variables by which it was reached */
function isWaitedForBeside(
  ts: TypeScript,
  expression: ts.Expression,
  names: readonly ts.VariableDeclaration[],
): Waited {
  const node = outermostWrapper(ts, expression);
  const { parent } = node;
  const ask = (outer: ts.Expression): Waited => isWaitedForBeside(ts, outer, names);
  if (ts.isAwaitExpression(parent) || ts.isReturnStatement(parent)) return true;
  if (ts.isForOfStatement(parent)) return parent.awaitModifier && parent.expression === node ? true : undefined;
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return false;
  if (ts.isArrowFunction(parent)) return parent.body === node ? true : undefined;
  if (ts.isConditionalExpression(parent)) return parent.condition === node ? undefined : ask(parent);
  if (ts.isBinaryExpression(parent)) return isChosen(ts, parent, node) ? ask(parent) : undefined;
  if (ts.isPropertyAccessExpression(parent) && isChained(parent) && ts.isCallExpression(parent.parent))
    return ask(parent.parent);
  if (ts.isArrayLiteralExpression(parent)) {
    const list = outermostWrapper(ts, parent).parent;
    return ts.isCallExpression(list) && isAll(ts, list) ? ask(list) : undefined;
  }
  if (ts.isCallExpression(parent) && parent.expression !== node && isAll(ts, parent)) return ask(parent);
  if (ts.isVariableDeclaration(parent)) return isNameWaitedFor(ts, parent, names);
  return undefined;
}

/** The right side of `a && b`, `a ?? b`, `a || b` and `a, b`. */
function isChosen({ SyntaxKind }: TypeScript, parent: ts.BinaryExpression, node: ts.Expression): boolean {
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

/** `Promise.all(…)` and `Promise.allSettled(…)`, which await their whole list. */
function isAll(ts: TypeScript, { expression }: ts.CallExpression): boolean {
  return (
    ts.isPropertyAccessExpression(expression) &&
    isNamed(ts, expression.expression, "Promise") &&
    ["all", "allSettled"].includes(expression.name.text)
  );
}

/** `const loading = load().then(…)`, and `await loading` further down. */
function isNameWaitedFor(
  ts: TypeScript,
  declaration: ts.VariableDeclaration,
  names: readonly ts.VariableDeclaration[],
): Waited {
  const { name, parent } = declaration;
  if (!ts.isIdentifier(name) || names.includes(declaration)) return undefined;
  const scope = ts.findAncestor(parent, (one) => ts.isBlock(one) || ts.isSourceFile(one));
  const find = (node: ts.Node): true | undefined => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text)
      return isWaitedForBeside(ts, node, [...names, declaration]) === true ? true : undefined;
    return ts.forEachChild(node, find);
  };
  return scope && ts.forEachChild(scope, find);
}
