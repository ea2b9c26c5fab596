import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { elementOf, holdsAny, isLeftOfUnknown } from "./known.js";
import type { Checker } from "../api/program.js";

/** Whether a value of the type may be `null` or `undefined`. */
export function isNullable({ TypeFlags }: TypeScript, type: ts.Type): boolean {
  const missing = TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Void;
  return partsOf(type).some((part) => (part.flags & missing) !== 0);
}

/** The members of a union; any other type itself. */
export function partsOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/**
 * A union in TypeScript's own order. `getUnionType` is in every version from 5.4 to 6.0 but not in the public types;
 * without it, a member that accepts all others stands for the union, or else `unknown`.
 */
export function unionOf(checker: Checker, members: readonly ts.Type[]): ts.Type {
  const maker = checker as { getUnionType?: (types: readonly ts.Type[], reduction: number) => ts.Type };
  const subtypeReduction = 2;
  if (maker.getUnionType) {
    // Members are passed unsplit, so that a named part keeps its name. A single member is split, as it would be
    // returned with its redundant parts.
    const union = maker.getUnionType(members.length === 1 ? members.flatMap(partsOf) : members, subtypeReduction);
    const parts = new Set(partsOf(union));
    // A member that equals the whole union keeps its name, unless it has redundant parts: `User | AdapterUser` is
    // `User`.
    const whole = members.filter(
      (member) => partsOf(member).length === parts.size && partsOf(member).every((part) => parts.has(part)),
    );
    return whole.find(({ aliasSymbol }) => aliasSymbol) ?? whole[0] ?? union;
  }
  return (
    members.find((member) => members.every((other) => checker.isTypeAssignableTo(other, member))) ??
    unknownType(checker)
  );
}

/** See `Types.join`. */
export function joinOf(ts: TypeScript, checker: Checker, members: readonly ts.Type[]): ts.Type {
  const told = members.filter((member) => !holdsAny(ts, checker, member));
  if (told.length === members.length || !told.some((member) => isTelling(ts, checker, member)))
    return unionOf(checker, members);
  const type = unionOf(checker, told);
  const others = members.filter((member) => !told.includes(member) && !checker.isTypeAssignableTo(member, type));
  return unionOf(checker, [...told, ...others]);
}

/** A written value: its type at its place, and that type as TypeScript widens it for a mutable property. */
export interface Written {
  readonly type: ts.Type;
  readonly widened: ts.Type;
}

/** See `Types.joinWritten`. */
export function joinWritten(ts: TypeScript, checker: Checker, written: readonly Written[]): ts.Type {
  const literal = ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral;
  const isBareLiteral = ({ type, widened }: Written): boolean => type !== widened && (type.flags & literal) !== 0;
  const isOther = (one: Written): boolean =>
    !isBareLiteral(one) &&
    isTelling(ts, checker, one.widened) &&
    !partsOf(one.widened).some((part) => isLeftOfUnknown(checker, ts, part));
  const others = written.filter(isOther);
  const isNamed = (type: ts.Type): boolean => others.some((one) => checker.isTypeAssignableTo(type, one.widened));
  return joinOf(
    ts,
    checker,
    written.map((one) => (isBareLiteral(one) && isNamed(one.type) ? one.type : one.widened)),
  );
}

/** `null`, `undefined` and `[]` tell nothing about the rest of the type. */
function isTelling({ TypeFlags }: TypeScript, checker: Checker, type: ts.Type): boolean {
  const rest = elementOf(checker, type) ?? checker.getNonNullableType(type);
  return (rest.flags & (TypeFlags.Never | TypeFlags.Any)) === 0 && (type.flags & TypeFlags.Unknown) === 0;
}

/** `unknown`; before TypeScript 5.5, whose API lacks it, `any`, which counts as unknown as well. */
export function unknownType(checker: Checker): ts.Type {
  const maker = checker as { getUnknownType?: () => ts.Type };
  return maker.getUnknownType?.() ?? checker.getAnyType();
}
