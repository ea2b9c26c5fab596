import type ts from "typescript";
import { hasBody, returnedBy } from "../../discover/resolve.js";
import { unwrapped } from "../../syntax/wrappers.js";
import type { Run } from "./context.js";

/** Whether an expression only ever throws: `redirect("/login")`, `notFound()`. */
export function neverComesBack(run: Run, wrapped: ts.Expression): boolean {
  const { ts: tsModule, types } = run;
  const node = unwrapped(tsModule, wrapped);
  if (tsModule.isConditionalExpression(node))
    return neverComesBack(run, node.whenTrue) && neverComesBack(run, node.whenFalse);
  if (!types.isNever(types.typeAt(node))) return false;
  const call = tsModule.isAwaitExpression(node) ? unwrapped(tsModule, node.expression) : node;
  return tsModule.isCallExpression(call) ? isCallOfThrower(run, call) : call !== node;
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
