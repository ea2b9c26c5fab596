import type ts from "typescript";
import { hasBody, returnedBy } from "../../syntax/functions.js";
import { unwrapped } from "../../syntax/wrappers.js";
import type { Run } from "./context.js";

/** Whether an expression only ever throws: `redirect("/login")`, `notFound()`. */
export function neverComesBack(run: Run, expression: ts.Expression): boolean {
  return onlyThrows(run, expression, []);
}

/** @param within the functions whose returns are being checked, outermost first */
function onlyThrows(run: Run, wrapped: ts.Expression, within: readonly ts.Node[]): boolean {
  const { ts, types } = run;
  const node = unwrapped(ts, wrapped);
  if (ts.isConditionalExpression(node))
    return onlyThrows(run, node.whenTrue, within) && onlyThrows(run, node.whenFalse, within);
  const isAwaited = ts.isAwaitExpression(node);
  const call = isAwaited ? unwrapped(ts, node.expression) : node;
  const isCall = ts.isCallExpression(call);
  // The type of any other expression is not needed.
  if ((!isCall && !isAwaited) || !types.isNever(types.typeAt(node))) return false;
  return !isCall || isCallOfThrower(run, call, within);
}

/**
 * A call with an argument of type `never`, as `token` is after `"role" in token`, has the type `never` as well:
 * `Object.assign`.
 */
function isCallOfThrower(run: Run, call: ts.CallExpression, within: readonly ts.Node[]): boolean {
  const { ts, types } = run;
  const declaration = types.calledDeclaration(call);
  if (!declaration || ts.isJSDocSignature(declaration)) return true;
  // A function that only returns its own call comes back no more than the inner call does.
  if (within.includes(declaration)) return true;
  // A function of the project's own that returns one is not a thrower: it has run to its end.
  if (hasBody(ts, declaration) && !declaration.type)
    return returnedBy(ts, declaration).every((returned) => onlyThrows(run, returned, [...within, declaration]));
  const returned = types.returnedBy(declaration);
  return !returned || types.isNever(types.awaited(returned));
}
