import type ts from "typescript";
import { hasBody, returnedBy } from "../../syntax/functions.js";
import { unwrapped } from "../../syntax/wrappers.js";
import type { Run } from "./context.js";

/** Whether an expression only ever throws: `redirect("/login")`, `notFound()`. */
export function neverComesBack(run: Run, wrapped: ts.Expression): boolean {
  const { ts: tsModule, types } = run;
  const node = unwrapped(tsModule, wrapped);
  if (tsModule.isConditionalExpression(node))
    return neverComesBack(run, node.whenTrue) && neverComesBack(run, node.whenFalse);
  const isAwaited = tsModule.isAwaitExpression(node);
  const call = isAwaited ? unwrapped(tsModule, node.expression) : node;
  const isCall = tsModule.isCallExpression(call);
  // Of anything else the type need not be asked.
  if ((!isCall && !isAwaited) || !types.isNever(types.typeAt(node))) return false;
  return !isCall || isCallOfThrower(run, call);
}

/** Of what is given a `never`, as `token` is after `"role" in token`, `Object.assign` is said to give one back. */
function isCallOfThrower(run: Run, call: ts.CallExpression): boolean {
  const { ts: tsModule, checker, types } = run;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  if (!declaration || tsModule.isJSDocSignature(declaration)) return true;
  // So is a function of the project's own that hands one back: it has run to its end.
  if (hasBody(tsModule, declaration) && !declaration.type)
    return returnedBy(tsModule, declaration).every((returned) => neverComesBack(run, returned));
  const signature = checker.getSignatureFromDeclaration(declaration);
  return !signature || types.isNever(types.awaited(checker.getReturnTypeOfSignature(signature)));
}
