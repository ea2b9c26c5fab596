import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { holdsAny, holdsError, holdsPart, isLeftOfUnknown } from "./known.js";
import { isNullable, partsOf } from "./unions.js";

/** Of which kind a type is, and what it says of its values. */
export interface Kinds {
  isAny(type: ts.Type): boolean;
  isUnknown(type: ts.Type): boolean;
  isNever(type: ts.Type): boolean;
  /** Whether it is, or holds, the type of what does not resolve. That is no `any` of anybody's choice. */
  isUnresolved(type: ts.Type): boolean;
  /** Whether it is, or holds, an `any` of whatever kind. */
  holdsAny(type: ts.Type): boolean;
  /** Whether it says something of its values: not `any` or `unknown`, nor what a condition leaves of these. */
  isKnown(type: ts.Type): boolean;
  /** The same of all that an object literal holds: what `{ id: token.id }` puts there is not known where nobody declares `token.id`. */
  isWhollyKnown(type: ts.Type): boolean;
  /** Whether not everything is assignable to it, and what is does not depend on a type parameter. */
  isConcrete(type: ts.Type): boolean;
  /** Whether a value of the type can be `undefined` or `null`. Never true without `strictNullChecks`. */
  isNullable(type: ts.Type): boolean;
  /** Whether `undefined` itself is among the type's values. */
  includesUndefined(type: ts.Type): boolean;
  /** Whether every value of the type is taken for true in a condition by design: objects, and strings and numbers that something wrote. */
  isPresentWhenWritten(type: ts.Type): boolean;
  /** Whether every value of the type, `null` and `undefined` aside, is an object whose fields its type tells. */
  isObject(type: ts.Type): boolean;
  /** Whether it is one object's type: no union, no intersection. */
  isObjectAlone(type: ts.Type): boolean;
  isUnion(type: ts.Type): boolean;
  isIntersection(type: ts.Type): boolean;
  /** Whether it is what a class or an interface declares, with no type arguments for it. */
  isClassOrInterface(type: ts.Type): boolean;
  /** Whether it has one value. */
  isUnit(type: ts.Type): boolean;
  /** The one value that a literal type has; `undefined` of any other type. */
  literalValue(type: ts.Type): string | number | ts.PseudoBigInt | undefined;
  /** Whether one of its parts is a literal. */
  holdsLiteral(type: ts.Type): boolean;
  /** What `typeof` gives for every value of the type, where that is one of the primitive types. */
  typeofText(type: ts.Type): "string" | "number" | "boolean" | undefined;
  /** Whether it can hold properties that its type does not name: `any`, an index signature, a bare type parameter. */
  hasUnnamedProperties(type: ts.Type): boolean;
}

/** The questions about the kind of a type. */
export function kindsOf(ts: TypeScript, checker: ts.TypeChecker): Kinds {
  const { TypeFlags } = ts;
  const is = (type: ts.Type, flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;
  const isEvery = (type: ts.Type, flags: ts.TypeFlags): boolean => partsOf(type).every((part) => is(part, flags));
  const isSome = (type: ts.Type, flags: ts.TypeFlags): boolean => partsOf(type).some((part) => is(part, flags));

  // Not without `null` and `undefined`: of `unknown` and of a type parameter that leaves an empty object.
  const hasUnnamedProperties = (type: ts.Type): boolean =>
    is(type, TypeFlags.Any | TypeFlags.Unknown | TypeFlags.TypeParameter | TypeFlags.NonPrimitive) ||
    checker.getIndexInfosOfType(type).length > 0 ||
    (type.isUnionOrIntersection() && type.types.some(hasUnnamedProperties));

  const isKnown = (type: ts.Type): boolean =>
    !is(type, TypeFlags.Any | TypeFlags.Unknown) &&
    !holdsPart(checker, ts, type, (part) => isLeftOfUnknown(checker, ts, part));

  return {
    isAny: (type) => is(type, TypeFlags.Any),
    isUnknown: (type) => is(type, TypeFlags.Unknown),
    isNever: (type) => is(type, TypeFlags.Never),
    isUnresolved: (type) => holdsError(ts, checker, type),
    holdsAny: (type) => holdsAny(ts, checker, type),
    isKnown,
    isWhollyKnown: (type) => isKnown(type) && !holdsPart(checker, ts, type, (part) => is(part, TypeFlags.Unknown)),
    isConcrete: (type) => !isSome(type, TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Instantiable),
    isNullable: (type) => isNullable(ts, type),
    includesUndefined: (type) => isSome(type, TypeFlags.Undefined | TypeFlags.Void),
    isPresentWhenWritten: (type) => partsOf(type).every((part) => isPresentWhenWritten(ts, part)),
    // `unknown` without `null` and `undefined` is `{}`, of which everything is known.
    isObject: (type) =>
      !is(type, TypeFlags.Unknown) &&
      isEvery(checker.getNonNullableType(type), TypeFlags.Object | TypeFlags.Intersection),
    isObjectAlone: (type) => is(type, TypeFlags.Object),
    isUnion: (type) => type.isUnion(),
    isIntersection: (type) => type.isIntersection(),
    isClassOrInterface: (type) => type.isClassOrInterface(),
    isUnit: (type) => is(type, TypeFlags.Unit),
    literalValue: (type) => (type.isLiteral() ? type.value : undefined),
    holdsLiteral: (type) => isSome(type, TypeFlags.Literal),
    typeofText: (type) => {
      if (isEvery(type, TypeFlags.StringLike)) return "string";
      if (isEvery(type, TypeFlags.NumberLike)) return "number";
      return isEvery(type, TypeFlags.BooleanLike) ? "boolean" : undefined;
    },
    hasUnnamedProperties,
  };
}

function isPresentWhenWritten({ TypeFlags }: typeof ts, part: ts.Type): boolean {
  const present =
    TypeFlags.Object |
    TypeFlags.Intersection |
    TypeFlags.StringLike |
    TypeFlags.NumberLike |
    TypeFlags.BigIntLike |
    TypeFlags.NonPrimitive;
  // A known `""` or `0`, an enum's first member among them, is there to be tested for.
  const isFalsy = (part.isStringLiteral() || part.isNumberLiteral()) && !part.value;
  return (part.flags & present) !== 0 && !isFalsy;
}
