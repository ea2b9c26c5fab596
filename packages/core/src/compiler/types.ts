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

/**
 * The questions that the engine asks about the types and names of one program. It is all that the engine knows of a checker, so that
 * another compiler's API can stand behind it, and so that each workaround for the checker's API is written once.
 *
 * A type and a symbol are handles: outside of `compiler/` they are compared by identity and handed back, and of a symbol the `name` is read.
 */
export interface Types extends Symbols, Properties, Calls, Kinds, Structure {
  /** Type of an expression at its place, narrowed by control flow there. */
  typeAt(node: ts.Node): ts.Type;
  /** The type that is written. */
  typeFromNode(node: ts.TypeNode): ts.Type;
  /** The type that a mutable property gets when the value is assigned to it. */
  widenedType(value: ts.Expression): ts.Type;
  /** As TypeScript prints it in messages, never truncated. */
  text(type: ts.Type): string;
  withoutNullable(type: ts.Type): ts.Type;
  /** The type without `undefined`; `null` stays. */
  withoutUndefined(type: ts.Type): ts.Type;
  awaited(type: ts.Type): ts.Type;
  /** The union of types, with members that others include left out. */
  union(members: readonly ts.Type[]): ts.Type;
  /**
   * The type of what is assigned in several places. An `any` among others fits them and says nothing; so does an object that holds one, where
   * the others take it.
   */
  join(members: readonly ts.Type[]): ts.Type;
  /** The same of what is written, where a literal is nothing new beside a type that names it: `row.role` here, `"reader"` there. */
  joinWritten(written: readonly Written[]): ts.Type;
  isAssignable(source: ts.Type, target: ts.Type): boolean;
  /** Whether two types are one, be it by two names. */
  isSame(one: ts.Type, other: ts.Type): boolean;
  /** Whether two types take the same values and name the same properties; what does not resolve is the same as everything. */
  isSameToReaders(one: ts.Type, other: ts.Type): boolean;
  /** See `fitsUncast`. */
  fitsUncast(value: ts.Expression, target: ts.Type): boolean;
  /** The same of one property of a value that is spread. */
  propertyFitsUncast(object: ts.Expression, name: string, target: ts.Type): boolean;
  /** Whether a part of it is declared by a dependency, to which the project may have added something. */
  isOfDependency(type: ts.Type): boolean;
  /** Whether a part of it is what the library calls a session or a token: whoever hands that on may have put anything into it. */
  isLibrarys(type: ts.Type): boolean;
  anyType(): ts.Type;
  /** `unknown`; before TypeScript 5.5, whose API does not give it, `any`, of which nothing is known either. */
  unknownType(): ts.Type;
  neverType(): ts.Type;
  undefinedType(): ts.Type;
}

/** What is asked of each program. */
const known = new WeakMap<ts.Program, Types>();

/** The questions to one program: the same object for as long as there is the program. */
export function typesOf(ts: TypeScript, program: ts.Program): Types {
  const types = known.get(program) ?? makeTypes(ts, program);
  known.set(program, types);
  return types;
}

function makeTypes(ts: TypeScript, program: ts.Program): Types {
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
      const kept = partsOf(type).filter((part) => (part.flags & ts.TypeFlags.Undefined) === 0);
      return kept.length === partsOf(type).length || kept.length === 0 ? type : unionOf(checker, kept);
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

/** What the library calls that which the callbacks make. */
const handedOut: readonly string[] = ["Session", "DefaultSession", "JWT", "DefaultJWT"];
