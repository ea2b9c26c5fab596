import type ts from "typescript";
import { hasBody, returnedBy } from "../../syntax/functions.js";
import { unwrapped } from "../../syntax/wrappers.js";
import type { Run } from "./context.js";

/** Whether an expression only ever throws: `redirect("/login")`, `notFound()`. */
export function neverComesBack(run: Run, wrapped: ts.Expression): boolean {
  const { ts, types } = run;
  const node = unwrapped(ts, wrapped);
  if (ts.isConditionalExpression(node))
    return neverComesBack(run, node.whenTrue) && neverComesBack(run, node.whenFalse);
  const isAwaited = ts.isAwaitExpression(node);
  const call = isAwaited ? unwrapped(ts, node.expression) : node;
  const isCall = ts.isCallExpression(call);
  // Of anything else the type need not be asked.
  if ((!isCall && !isAwaited) || !types.isNever(types.typeAt(node))) return false;
  return !isCall || isCallOfThrower(run, call);
}

/** Of what is given a `never`, as `token` is after `"role" in token`, `Object.assign` is said to give one back. */
function isCallOfThrower(run: Run, call: ts.CallExpression): boolean {
  const { ts, types } = run;
  const declaration = types.calledDeclaration(call);
  if (!declaration || ts.isJSDocSignature(declaration)) return true;
  // So is a function of the project's own that hands one back: it has run to its end.
  if (hasBody(ts, declaration) && !declaration.type)
    return returnedBy(ts, declaration).every((returned) => neverComesBack(run, returned));
  const returned = types.returnedBy(declaration);
  return !returned || types.isNever(types.awaited(returned));
}
