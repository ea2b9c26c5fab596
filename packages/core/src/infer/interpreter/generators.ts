import type ts from "typescript";
import type { TypeScript } from "../../syntax/typescript.js";
import { outermostWrapper } from "../../syntax/wrappers.js";
import type { FunctionWithBody } from "../../syntax/functions.js";

/** Whether a function's body runs only as far as its values are asked for. */
export function isGenerator({ asteriskToken }: FunctionWithBody): boolean {
  return asteriskToken !== undefined;
}

/** Calls that exhaust an iterator. */
const takingAll: readonly string[] = ["from", "fromEntries", "all", "allSettled", "Map", "Set"];

/** Whether a generator is exhausted at its call, so that its body has run to the end. */
export function isTakenWhole(ts: TypeScript, call: ts.CallExpression): boolean {
  const node = outermostWrapper(ts, call);
  const { parent } = node;
  if (ts.isSpreadElement(parent)) return true;
  if (ts.isYieldExpression(parent)) return isPartOfOther(ts, call);
  if (ts.isForOfStatement(parent)) return parent.expression === node && !mayLeave(ts, parent.statement);
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return false;
  const callee = parent.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return parent.arguments?.[0] === node && ts.isIdentifier(name) && takingAll.includes(name.text);
}

/** `yield* steps()`: the values of a generator are asked for among those of the one that it is called in. */
export function isPartOfOther(ts: TypeScript, call: ts.CallExpression): boolean {
  const { parent } = outermostWrapper(ts, call);
  return ts.isYieldExpression(parent) && parent.asteriskToken !== undefined;
}

/** Whether a loop's body can end the loop. */
function mayLeave(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  const isWayOut =
    ts.isBreakStatement(node) ||
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    (ts.isContinueStatement(node) && node.label !== undefined);
  return isWayOut || ts.forEachChild(node, (child) => mayLeave(ts, child) || undefined) === true;
}
