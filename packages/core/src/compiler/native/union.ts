import type ts from "typescript";
import { hasNoMembers } from "../known.js";
import { partsOf } from "../unions.js";
import type { NativeChecker } from "./checker.js";
import { MadeUnion, madeUnion } from "./made-union.js";
import { nativeType } from "./registry.js";
import type { NamedParts } from "./types.js";

/**
 * The union of types, as TypeScript's own `getUnionType` makes it. A member that equals the whole is returned itself.
 *
 * @param reduction what goes: with `"literal"` the literals of a type that is there, too, as in the types that the
 *   compiler makes of others; with `"subtype"` also the objects that another one includes
 */
export function unionOf(
  checker: NativeChecker,
  members: readonly ts.Type[],
  reduction: "literal" | "subtype" = "literal",
): ts.Type {
  const { TypeFlags } = checker.parts.modules.sync;
  const has = (type: ts.Type, flags: number): boolean => (type.flags & flags) !== 0;
  const parts = [...new Set(members.flatMap(partsOf).map((part) => regular(checker, part)))];
  const whole = parts.find((part) => has(part, TypeFlags.Any)) ?? parts.find((part) => has(part, TypeFlags.Unknown));
  if (whole) return whole;
  // With `exactOptionalPropertyTypes`, a missing value has an `undefined` of its own.
  const nothing = parts.find((part) => has(part, TypeFlags.Undefined));
  const isOnce = (part: ts.Type): boolean => !has(part, TypeFlags.Undefined) || part === nothing;
  const told = parts.filter((part) => !has(part, TypeFlags.Never) && isOnce(part));
  const others = withoutLiterals(checker, withoutNull(checker, told));
  const kept = reduction === "subtype" ? withoutSubtypes(checker, others) : others;
  const [only, second] = kept;
  if (!only) return checker.getNeverType();
  if (!second) return only;
  const same = members.find((member) => {
    const own = partsOf(member).map((part) => regular(checker, part));
    return own.length === kept.length && own.every((part) => kept.includes(part));
  });
  if (same) return same;
  const named = inOrder(checker, withNames(members, kept));
  return new MadeUnion(kept, named, TypeFlags.Union as ts.TypeFlags) as unknown as ts.Type;
}

/** A literal of an expression is another type than the same literal in a declaration. */
function regular(checker: NativeChecker, type: ts.Type): ts.Type {
  if (madeUnion(type)) return type;
  const native = nativeType(type);
  if (!native.isLiteralType()) return type;
  const found = native.getRegularType();
  return found ? checker.parts.registry.type(found) : type;
}

/** Without `strictNullChecks`, every type holds `null` and `undefined`; of the two, `null` says more. */
function withoutNull(checker: NativeChecker, types: readonly ts.Type[]): readonly ts.Type[] {
  const { Null, Undefined } = checker.parts.modules.sync.TypeFlags;
  if (checker.parts.isStrictNullChecks()) return types;
  const has = (type: ts.Type, flags: number): boolean => (type.flags & flags) !== 0;
  const others = types.filter((type) => !has(type, Null | Undefined));
  if (others.length > 0) return others;
  const nulls = types.filter((type) => has(type, Null));
  return nulls.length > 0 ? nulls : types;
}

/** Without literals whose base type is among the types. */
function withoutLiterals(checker: NativeChecker, types: readonly ts.Type[]): readonly ts.Type[] {
  const { TypeFlags } = checker.parts.modules.sync;
  const bases: readonly (readonly [base: number, literals: number])[] = [
    [TypeFlags.String, TypeFlags.StringLiteral | TypeFlags.TemplateLiteral | TypeFlags.StringMapping],
    [TypeFlags.Number, TypeFlags.NumberLiteral],
    [TypeFlags.BigInt, TypeFlags.BigIntLiteral],
    [TypeFlags.ESSymbol, TypeFlags.UniqueESSymbol],
  ];
  const has = (type: ts.Type, flags: number): boolean => (type.flags & flags) !== 0;
  const covered = bases
    .filter(([base]) => types.some((type) => has(type, base)))
    .reduce((flags, [, literals]) => flags | literals, 0);
  return types.filter((type) => !has(type, covered));
}

/**
 * Without objects that are assignable to another one of the types, and without all that `{}` includes; of two that are
 * the same, the first stays.
 */
function withoutSubtypes(checker: NativeChecker, types: readonly ts.Type[]): readonly ts.Type[] {
  const { Object: object, Intersection } = checker.parts.modules.sync.TypeFlags;
  const isObject = ({ flags }: ts.Type): boolean => (flags & (object | Intersection)) !== 0;
  const objects = types.filter(isObject);
  const kept = [...types];
  const isAnyIncluded = objects.length < types.length && objects.some((type) => isEmptyObject(checker, type));
  for (const type of isAnyIncluded ? types : objects) {
    // `string` includes a branded text, which is an intersection.
    const others = kept.filter((other) => other !== type);
    const includes = (other: ts.Type): boolean =>
      checker.isTypeAssignableTo(type, other) &&
      (types.indexOf(other) < types.indexOf(type) || !checker.isTypeAssignableTo(other, type));
    if (others.some(includes)) kept.splice(kept.indexOf(type), 1);
  }
  return kept;
}

/** Whether a type is `{}`, which includes all that is neither `null` nor `undefined`. */
function isEmptyObject(checker: NativeChecker, type: ts.Type): boolean {
  const { TypeFlags, SignatureKind } = checker.parts.modules.sync;
  return (
    (type.flags & TypeFlags.Object) !== 0 &&
    hasNoMembers(checker, type) &&
    checker.getSignaturesOfType(type, SignatureKind.Construct).length === 0
  );
}

/**
 * The parts of a union in the order in which both compilers print them: texts, numbers and truth values first, nothing
 * last, all others as given.
 */
function inOrder(checker: NativeChecker, types: readonly ts.Type[]): readonly ts.Type[] {
  const { TypeFlags } = checker.parts.modules.sync;
  const order = [TypeFlags.String, TypeFlags.Number, TypeFlags.BigInt, TypeFlags.BooleanLiteral, TypeFlags.ESSymbol];
  const rankOf = ({ flags }: ts.Type): number => {
    if ((flags & TypeFlags.Null) !== 0) return order.length + 1;
    if ((flags & TypeFlags.Undefined) !== 0) return order.length + 2;
    const rank = order.findIndex((flag) => (flags & flag) !== 0);
    return rank === -1 ? order.length : rank;
  };
  return types.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** The members of a union, with each named part of the types that it is made of in the place of its own members. */
function withNames(given: readonly ts.Type[], kept: readonly ts.Type[]): readonly ts.Type[] {
  const left = new Set(kept);
  const named: ts.Type[] = [];
  for (const part of given.flatMap(namedParts)) {
    const members = partsOf(part);
    if (!members.every((member) => left.has(member))) continue;
    for (const member of members) left.delete(member);
    named.push(part);
  }
  return [...named, ...left];
}

/** The parts of a type that have names of their own, and the other members. */
function namedParts(type: ts.Type): readonly ts.Type[] {
  if (!type.isUnion() || type.aliasSymbol) return [type];
  const { origin } = type as { readonly origin?: NamedParts };
  return origin ? origin.types.flatMap(namedParts) : type.types;
}
