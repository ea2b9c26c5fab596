import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Checker } from "../api/program.js";

/** Maximum depth of nested objects and lists. */
const maxDepth = 4;

/**
 * Whether a type is the non-nullish rest of `unknown`: no declaration, no known member. In `token.id ?? row.id` it is
 * the checker's type for an undeclared `token.id`.
 */
export function isLeftOfUnknown(checker: Checker, { TypeFlags }: TypeScript, type: ts.Type): boolean {
  return (
    (type.flags & TypeFlags.Object) !== 0 &&
    hasNoMembers(checker, type) &&
    // Comes last: TypeScript 7 has to send the whole file of a declaration.
    type.getSymbol()?.declarations === undefined
  );
}

/** Whether an object type has no property, can be read by no key, and cannot be called. */
export function hasNoMembers(checker: Checker, type: ts.Type): boolean {
  return (
    checker.getPropertiesOfType(type).length === 0 &&
    checker.getIndexInfosOfType(type).length === 0 &&
    type.getCallSignatures().length === 0
  );
}

/**
 * Whether a part of a type passes a test: each member of a union, each property of an object literal, each element of a
 * list.
 */
export function holdsPart(
  checker: Checker,
  ts: TypeScript,
  type: ts.Type,
  test: (part: ts.Type) => boolean,
  depth = 0,
): boolean {
  if (test(type)) return true;
  if (depth === maxDepth) return false;
  const isHeld = (inner: ts.Type, by = 1): boolean => holdsPart(checker, ts, inner, test, depth + by);
  if (type.isUnionOrIntersection()) return type.types.some((part) => isHeld(part, 0));
  if ((type.flags & ts.TypeFlags.Object) === 0) return false;
  if (checker.isArrayType(type) || checker.isTupleType(type))
    return checker.getTypeArguments(type as ts.TypeReference).some((element) => isHeld(element));
  // A named type is not searched: its author has declared it.
  if (type.aliasSymbol || !isLiteral(ts, type)) return false;
  return checker.getPropertiesOfType(type).some((property) => isHeld(checker.getTypeOfSymbol(property)));
}

/** Whether the type is that of an object literal. */
function isLiteral(ts: TypeScript, type: ts.Type): boolean {
  return (type.getSymbol()?.flags ?? 0) === ts.SymbolFlags.ObjectLiteral;
}

/** Whether a type is, or holds, an `any` of any kind. */
export function holdsAny(ts: TypeScript, checker: Checker, type: ts.Type, depth = 0): boolean {
  const { TypeFlags } = ts;
  const holds = (inner: ts.Type, by: number): boolean => holdsAny(ts, checker, inner, depth + by);
  if ((type.flags & TypeFlags.Any) !== 0) return true;
  if (depth === maxDepth) return false;
  if (type.isUnionOrIntersection()) return type.types.some((part) => holds(part, 0));
  if ((type.flags & TypeFlags.Object) === 0) return false;
  const element = elementOf(checker, type);
  if (element) return holds(element, 1);
  // A named type is not searched: its author has declared it.
  if (type.aliasSymbol || type.isClassOrInterface()) return false;
  return checker.getPropertiesOfType(type).some((property) => holds(checker.getTypeOfSymbol(property), 1));
}

/**
 * Whether a type is, or holds, the checker's error type. It has the flags of `any`, and only its internal name, which
 * is not public but the same from 5.4 to 6.0, gives it away. Up to 5.4 a union with it is a plain `any`.
 */
export function holdsError(ts: TypeScript, checker: Checker, type: ts.Type, depth = 0): boolean {
  if ((type as { readonly intrinsicName?: string }).intrinsicName === "error") return true;
  if (depth === maxDepth) return false;
  const isHeld = (inner: ts.Type): boolean => holdsError(ts, checker, inner, depth + 1);
  if (type.isUnionOrIntersection()) return type.types.some(isHeld);
  if (type.aliasTypeArguments?.some(isHeld)) return true;
  if ((type.flags & ts.TypeFlags.Object) === 0) return false;
  const isReference = ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
  if (isReference && checker.getTypeArguments(type as ts.TypeReference).some(isHeld)) return true;
  if (isReference || type.isClassOrInterface()) return false;
  return checker.getPropertiesOfType(type).some((property) => isHeld(checker.getTypeOfSymbol(property)));
}

/** The element type of a list; `undefined` for any other type. */
export function elementOf(checker: Checker, type: ts.Type): ts.Type | undefined {
  return checker.isArrayType(type) || checker.isTupleType(type) ? type.getNumberIndexType() : undefined;
}
