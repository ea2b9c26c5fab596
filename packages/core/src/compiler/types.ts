import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { callsIn, type Calls } from "./calls.js";
import { isSame, isSameToReaders } from "./comparisons.js";
import { kindsOf, type Kinds } from "./kinds.js";
import { propertiesIn, type Properties } from "./properties.js";
import { structureOf, type Structure } from "./structure.js";
import { symbolsIn, type Symbols } from "./symbols.js";
import { typeAt } from "./type-at.js";
import { fitsUncast, propertyFitsUncast } from "./uncast.js";
import { joinOf, joinWritten, partsOf, unionOf, unknownType, type Written } from "./unions.js";
import { widenedType } from "./widen.js";
import type { Program } from "../api/program.js";

/**
 * The questions that the engine asks about the types and names of one program. The engine knows a checker only through
 * them, so that another compiler's API can stand behind them, and so that each workaround for the checker's API is
 * written once.
 *
 * Types and symbols are handles: code outside of `compiler/` compares them by identity, passes them back, and reads
 * only a symbol's `name`.
 */
export interface Types extends Symbols, Properties, Calls, Kinds, Structure {
  /** Type of an expression at its place, narrowed by control flow there. */
  typeAt(node: ts.Node): ts.Type;
  /** The type of a type node. */
  typeFromNode(node: ts.TypeNode): ts.Type;
  /** The type that a mutable property gets when the value is assigned to it. */
  widenedType(value: ts.Expression): ts.Type;
  /** Its text as TypeScript prints it in messages, never truncated. */
  text(type: ts.Type): string;
  withoutNullable(type: ts.Type): ts.Type;
  /** The type without `undefined`; `null` stays. */
  withoutUndefined(type: ts.Type): ts.Type;
  awaited(type: ts.Type): ts.Type;
  /** The union of types, without members that others include. */
  union(members: readonly ts.Type[]): ts.Type;
  /**
   * The type of a field with several assignments. An `any` adds nothing to the others; nor does an object that holds
   * one, if it is assignable to the others.
   */
  join(members: readonly ts.Type[]): ts.Type;
  /**
   * The same for written values: a literal adds nothing to another value's type that includes it, as with `row.role`
   * here and `"reader"` there.
   */
  joinWritten(written: readonly Written[]): ts.Type;
  isAssignable(source: ts.Type, target: ts.Type): boolean;
  /** Whether two types are the same, even under different names. */
  isSame(one: ts.Type, other: ts.Type): boolean;
  /** Whether two types accept the same values and name the same properties; an unresolved type equals every type. */
  isSameToReaders(one: ts.Type, other: ts.Type): boolean;
  /** See `fitsUncast`. */
  fitsUncast(value: ts.Expression, target: ts.Type): boolean;
  /** The same for one property of a spread value. */
  propertyFitsUncast(object: ts.Expression, name: string, target: ts.Type): boolean;
  /** Whether a dependency declares a part of it, to which the project may have added something. */
  isOfDependency(type: ts.Type): boolean;
  /** Whether a part of it is the library's session or token, which earlier code may have filled with anything. */
  isLibrarys(type: ts.Type): boolean;
  anyType(): ts.Type;
  /** `unknown`; before TypeScript 5.5, whose API lacks it, `any`, which counts as unknown as well. */
  unknownType(): ts.Type;
  neverType(): ts.Type;
  undefinedType(): ts.Type;
}

/** The questions to each program. */
const known = new WeakMap<Program, Types>();

/** The questions to one program: the same object for the program's whole lifetime. */
export function typesOf(ts: TypeScript, program: Program): Types {
  const types = known.get(program) ?? makeTypes(ts, program);
  known.set(program, types);
  return types;
}

function makeTypes(ts: TypeScript, program: Program): Types {
  const checker = program.getTypeChecker();
  const symbols = symbolsIn(ts, program);
  const { NoTruncation, UseAliasDefinedOutsideCurrentScope } = ts.TypeFormatFlags;
  return {
    ...symbols,
    ...propertiesIn(ts, program),
    ...callsIn(program),
    ...kindsOf(ts, checker),
    ...structureOf(ts, checker),
    typeAt: (node) => typeAt(ts, checker, node),
    typeFromNode: (node) => checker.getTypeFromTypeNode(node),
    widenedType: (value) => widenedType(ts, checker, value),
    text: (type) => checker.typeToString(type, undefined, NoTruncation | UseAliasDefinedOutsideCurrentScope),
    withoutNullable: (type) => checker.getNonNullableType(type),
    withoutUndefined: (type) => {
      const { Undefined, Null } = ts.TypeFlags;
      const has = (flag: ts.TypeFlags): boolean => partsOf(type).some((part) => (part.flags & flag) !== 0);
      if (!has(Undefined)) return type;
      // The checker knows the name of what is left.
      if (!has(Null)) return partsOf(type).length === 1 ? type : checker.getNonNullableType(type);
      const kept = partsOf(type).filter((part) => (part.flags & Undefined) === 0);
      return unionOf(checker, kept);
    },
    awaited: (type) => checker.getAwaitedType(type) ?? type,
    union: (members) => unionOf(checker, members),
    join: (members) => joinOf(ts, checker, members),
    joinWritten: (written) => joinWritten(ts, checker, written),
    isAssignable: (source, target) => checker.isTypeAssignableTo(source, target),
    isSame,
    isSameToReaders: (one, other) => isSameToReaders(ts, checker, one, other),
    fitsUncast: (value, target) => fitsUncast(ts, checker, value, target),
    propertyFitsUncast: (object, name, target) => propertyFitsUncast(ts, checker, object, name, target),
    isOfDependency: (type) => partsOf(type).some((part) => symbols.isForeign(part.getSymbol())),
    isLibrarys: (type) =>
      partsOf(type).some((part) => {
        const symbol = part.getSymbol();
        return handedOut.includes(symbol?.name ?? "") && symbols.isForeign(symbol);
      }),
    anyType: () => checker.getAnyType(),
    unknownType: () => unknownType(checker),
    neverType: () => checker.getNeverType(),
    undefinedType: () => checker.getUndefinedType(),
  };
}

/** The library's names for the values that the callbacks return. */
const handedOut: readonly string[] = ["Session", "DefaultSession", "JWT", "DefaultJWT"];
