import type ts from "typescript";
import { isAssertion } from "../edits/assertions.js";
import { isWrapper } from "../syntax/wrappers.js";
import { joinOf } from "./types.js";

/**
 * What a function comes to: what its promise resolves to, without `null` and `undefined`. Where its signature is vague, what its body returns may
 * say more.
 *
 * @param isVague whether a type says less than the values may hold
 * @param returned the expressions that it returns, where its body is known
 */
export function returnedType(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  signatures: readonly ts.Signature[],
  isVague: (type: ts.Type) => boolean,
  returned: readonly ts.Expression[],
): ts.Type | undefined {
  const said = signatures.map((signature) => present(checker, checker.getReturnTypeOfSignature(signature)));
  if (said.length === 0) return undefined;
  const type = joinOf(tsModule, checker, said);
  if (!isVague(type)) return type;
  const { Any, Never } = tsModule.TypeFlags;
  const found = returned
    .map((expression) => present(checker, checker.getTypeAtLocation(withoutAnyCast(tsModule, checker, expression))))
    .filter((one) => (one.flags & (Any | Never)) === 0);
  return found.length === 0 ? type : joinOf(tsModule, checker, found);
}

function present(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  return checker.getNonNullableType(checker.getAwaitedType(type) ?? type);
}

/** `row as any` is what the row is. */
function withoutAnyCast(tsModule: typeof ts, checker: ts.TypeChecker, value: ts.Expression): ts.Expression {
  const isCast = isAssertion(tsModule, value);
  if (isCast && (checker.getTypeFromTypeNode(value.type).flags & tsModule.TypeFlags.Any) === 0) return value;
  return isWrapper(tsModule, value) || tsModule.isAwaitExpression(value)
    ? withoutAnyCast(tsModule, checker, value.expression)
    : value;
}
