import type ts from "typescript";
import { outermostWrapper } from "../../syntax/wrappers.js";
import type { FunctionWithBody } from "../../syntax/functions.js";

/** Whether a function's body runs only as far as somebody asks for what it yields. */
export function isGenerator({ asteriskToken }: FunctionWithBody): boolean {
  return asteriskToken !== undefined;
}

/** Calls that take all that an iterator gives. */
const takingAll: readonly string[] = ["from", "fromEntries", "all", "allSettled", "Map", "Set"];

/** Whether all that the call of a generator yields is taken where the call stands, so that its body has run to the end. */
export function isTakenWhole(tsModule: typeof ts, call: ts.CallExpression): boolean {
  const node = outermostWrapper(tsModule, call);
  const { parent } = node;
  if (tsModule.isSpreadElement(parent)) return true;
  if (tsModule.isYieldExpression(parent)) return parent.asteriskToken !== undefined;
  if (tsModule.isForOfStatement(parent)) return parent.expression === node && !mayLeave(tsModule, parent.statement);
  if (!tsModule.isCallExpression(parent) && !tsModule.isNewExpression(parent)) return false;
  const callee = parent.expression;
  const name = tsModule.isPropertyAccessExpression(callee) ? callee.name : callee;
  return parent.arguments?.[0] === node && tsModule.isIdentifier(name) && takingAll.includes(name.text);
}

/** Whether a loop's body can end the loop. */
function mayLeave(tsModule: typeof ts, node: ts.Node): boolean {
  if (tsModule.isFunctionLike(node)) return false;
  const isWayOut =
    tsModule.isBreakStatement(node) ||
    tsModule.isReturnStatement(node) ||
    tsModule.isThrowStatement(node) ||
    (tsModule.isContinueStatement(node) && node.label !== undefined);
  return isWayOut || tsModule.forEachChild(node, (child) => mayLeave(tsModule, child) || undefined) === true;
}
