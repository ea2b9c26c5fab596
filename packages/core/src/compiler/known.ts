import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";

/** How many literals are looked into. */
const maxDepth = 4;

/**
 * What is left of an unknown value that is not nullish: no text of a program says that, and no member of it is known. In
 * `token.id ?? row.id` it is what the checker makes of a `token.id` that nobody declares.
 */
export function isLeftOfUnknown(checker: ts.TypeChecker, { TypeFlags }: typeof ts, type: ts.Type): boolean {
  return (
    (type.flags & TypeFlags.Object) !== 0 &&
    type.getSymbol()?.declarations === undefined &&
    checker.getPropertiesOfType(type).length === 0 &&
    checker.getIndexInfosOfType(type).length === 0 &&
    type.getCallSignatures().length === 0
  );
}

/** Whether one of the values that a type is made of passes a test: of a union each, of a literal and of a list what they hold. */
export function holdsPart(
  checker: ts.TypeChecker,
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
  // Of a type with a name its author has said enough.
  if (type.aliasSymbol || !isLiteral(ts, type)) return false;
  return checker.getPropertiesOfType(type).some((property) => isHeld(checker.getTypeOfSymbol(property)));
}

/** The type of an object that is written out in an expression. */
function isLiteral(ts: TypeScript, type: ts.Type): boolean {
  return (type.getSymbol()?.flags ?? 0) === ts.SymbolFlags.ObjectLiteral;
}
