import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { holdsAny, holdsError, holdsPart, isLeftOfUnknown } from "./known.js";
import { isNullable, partsOf } from "./unions.js";
import type { Checker } from "../api/program.js";

/** Questions about the kind of a type and the values that it admits. */
export interface Kinds {
  isAny(type: ts.Type): boolean;
  isUnknown(type: ts.Type): boolean;
  isNever(type: ts.Type): boolean;
  /** Whether it is, or holds, an unresolved type, which is not an `any` that somebody chose. */
  isUnresolved(type: ts.Type): boolean;
  /** Whether it is, or holds, an `any` of any kind, an unresolved type included. */
  holdsAny(type: ts.Type): boolean;
  /** Whether it tells something about its values: not `any`, `unknown`, or the rest of these after a condition. */
  isKnown(type: ts.Type): boolean;
  /**
   * The same, including all members of an object literal: `{ id: token.id }` is not wholly known with an undeclared
   * `token.id`.
   */
  isWhollyKnown(type: ts.Type): boolean;
  /** Whether it restricts its values, independently of type parameters: no `any`, no `unknown`, no type parameter. */
  isConcrete(type: ts.Type): boolean;
  /** Whether a value of the type can be `undefined` or `null`. Never true without `strictNullChecks`. */
  isNullable(type: ts.Type): boolean;
  /** Whether `undefined` itself is among the type's values. */
  includesUndefined(type: ts.Type): boolean;
  /**
   * Whether a condition is meant to take every value of the type for true: objects, and strings and numbers that were
   * written.
   */
  isPresentWhenWritten(type: ts.Type): boolean;
  /** Whether every value of the type except `null` and `undefined` is an object with known fields. */
  isObject(type: ts.Type): boolean;
  /** Whether no value of the type is an object: texts, numbers, `null` and the like, and branded ones. */
  isPrimitive(type: ts.Type): boolean;
  /** Whether it is a single object type: no union, no intersection. */
  isObjectAlone(type: ts.Type): boolean;
  isUnion(type: ts.Type): boolean;
  isIntersection(type: ts.Type): boolean;
  /** Whether it is the declared type of a class or an interface, without type arguments. */
  isClassOrInterface(type: ts.Type): boolean;
  /** Whether it has exactly one value. */
  isUnit(type: ts.Type): boolean;
  /** The value of a literal type; `undefined` for any other type. */
  literalValue(type: ts.Type): string | number | ts.PseudoBigInt | undefined;
  /** Whether one of its parts is a literal. */
  holdsLiteral(type: ts.Type): boolean;
  /** The result of `typeof` for every value of the type, if that is one of these primitive types. */
  typeofText(type: ts.Type): "string" | "number" | "boolean" | undefined;
  /** Whether it can hold properties that its type does not name: `any`, an index signature, a bare type parameter. */
  hasUnnamedProperties(type: ts.Type): boolean;
}

/** Makes the questions about the kind of a type. */
export function kindsOf(ts: TypeScript, checker: Checker): Kinds {
  const { TypeFlags } = ts;
  const is = (type: ts.Type, flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;
  const isEvery = (type: ts.Type, flags: ts.TypeFlags): boolean => partsOf(type).every((part) => is(part, flags));
  const isSome = (type: ts.Type, flags: ts.TypeFlags): boolean => partsOf(type).some((part) => is(part, flags));

  // `null` and `undefined` stay in the type: without them `unknown` and a type parameter become an empty object.
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
    // `unknown` without `null` and `undefined` is `{}`, which would count as an object with known fields.
    isObject: (type) =>
      !is(type, TypeFlags.Unknown) &&
      isEvery(checker.getNonNullableType(type), TypeFlags.Object | TypeFlags.Intersection),
    isPrimitive: (type) => partsOf(type).every((part) => isPrimitive(ts, part)),
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

function isPrimitive(ts: TypeScript, part: ts.Type): boolean {
  const { TypeFlags } = ts;
  const primitive =
    TypeFlags.StringLike |
    TypeFlags.NumberLike |
    TypeFlags.BigIntLike |
    TypeFlags.BooleanLike |
    TypeFlags.ESSymbolLike |
    TypeFlags.VoidLike |
    TypeFlags.Null |
    TypeFlags.Never;
  // A brand exists only for the compiler: `string & { __brand: "id" }` is a string.
  return part.isIntersection() ? part.types.some((one) => isPrimitive(ts, one)) : (part.flags & primitive) !== 0;
}

function isPresentWhenWritten({ TypeFlags }: TypeScript, part: ts.Type): boolean {
  const present =
    TypeFlags.Object |
    TypeFlags.Intersection |
    TypeFlags.StringLike |
    TypeFlags.NumberLike |
    TypeFlags.BigIntLike |
    TypeFlags.NonPrimitive;
  // A literal `""` or `0`, such as an enum's first member, is meant to be tested.
  const isFalsy = (part.isStringLiteral() || part.isNumberLiteral()) && !part.value;
  return (part.flags & present) !== 0 && !isFalsy;
}
