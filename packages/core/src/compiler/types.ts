import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { holdsPart, isLeftOfUnknown } from "./known.js";
import { isLooselyGiven } from "./loosely-given.js";
import { isPrototype } from "../api/field-key.js";
import { isOwnFile } from "./module-names.js";
import { typeAt } from "./type-at.js";

/**
 * The questions the engine asks about types: a small port in front of the checker, so that another compiler's API can
 * stand behind it, and so that each workaround for the checker's API is written once.
 */
export interface Types {
  readonly checker: ts.TypeChecker;
  /** Whether the name of a variable or a parameter stands for it at a place, and not for another one. */
  isVisible(name: ts.Identifier, place: ts.Node): boolean;
  /** Type of an expression at its place, narrowed by control flow there. */
  typeAt(node: ts.Node): ts.Type;
  /** What the property of that type holds; `undefined` when it is not declared by name (an index signature does not count). */
  property(type: ts.Type, name: string): ts.Symbol | undefined;
  /** Properties that can be read by name, of the object the value is when it is not `null` or `undefined`. */
  propertiesOf(type: ts.Type): readonly ts.Symbol[];
  typeOfProperty(symbol: ts.Symbol): ts.Type;
  /** Whether it belongs to an interface that a dependency declares, though the project may have added it there. */
  isOfLibraryInterface(symbol: ts.Symbol): boolean;
  isOptionalProperty(symbol: ts.Symbol): boolean;
  /** Whether a class keeps it for itself. */
  isHidden(symbol: ts.Symbol): boolean;
  /** Whether JSON, or a spread, takes it along: of an instance not its methods and accessors, nor what it keeps for itself. */
  travels(symbol: ts.Symbol): boolean;
  /** Whether nothing may be assigned to it. */
  isReadonly(symbol: ts.Symbol): boolean;
  /** Whether the project's own code declares the property, and not a dependency, such as a database's row. */
  isOwnProperty(symbol: ts.Symbol): boolean;
  /**
   * Whether the authentication library alone declares it, for what any provider may give: `name?: string | null` of its `User`.
   */
  isLooselyGiven(symbol: ts.Symbol): boolean;
  /** As TypeScript prints it in messages, never truncated. */
  text(type: ts.Type): string;
  isAny(type: ts.Type): boolean;
  /** Whether it is, or holds, the type of what does not resolve. That is no `any` of anybody's choice. */
  isUnresolved(type: ts.Type): boolean;
  /** Whether it is, or holds, an `any` of whatever kind. */
  holdsAny(type: ts.Type): boolean;
  isUnknown(type: ts.Type): boolean;
  isNever(type: ts.Type): boolean;
  /** Whether it says something of its values: not `any` or `unknown`, nor what a condition leaves of these. */
  isKnown(type: ts.Type): boolean;
  /** The same of all that an object literal holds: what `{ id: token.id }` puts there is not known where nobody declares `token.id`. */
  isWhollyKnown(type: ts.Type): boolean;
  /** Whether a value of the type can be `undefined` or `null`. Never true without `strictNullChecks`. */
  isNullable(type: ts.Type): boolean;
  /** Whether `undefined` itself is among the type's values. */
  includesUndefined(type: ts.Type): boolean;
  /** Whether every value of the type is taken for true in a condition by design: objects, and strings and numbers that something wrote. */
  isPresentWhenWritten(type: ts.Type): boolean;
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
  /** Whether every value of the type, `null` and `undefined` aside, is an object whose fields its type tells. */
  isObject(type: ts.Type): boolean;
  /** Whether a part of it is declared by a dependency, to which the project may have added something. */
  isOfDependency(type: ts.Type): boolean;
  /** Whether a part of it is what the library calls a session or a token: whoever hands that on may have put anything into it. */
  isLibrarys(type: ts.Type): boolean;
  /** Whether it is declared by the language's own library: `Date`, `Map`. */
  isBuiltIn(symbol: ts.Symbol | undefined): boolean;
  /** What `typeof` gives for every value of the type, where that is one of the primitive types. */
  typeofText(type: ts.Type): "string" | "number" | "boolean" | undefined;
  /** Whether it can hold properties that its type does not name: `any`, an index signature, a bare type parameter. */
  hasUnnamedProperties(type: ts.Type): boolean;
}

// eslint-disable-next-line max-lines-per-function -- a factory: each of its members is a short function of its own
export function typesOf(ts: TypeScript, program: ts.Program): Types {
  const checker = program.getTypeChecker();
  const { TypeFlags, SymbolFlags, TypeFormatFlags } = ts;

  const withoutNullable = (type: ts.Type): ts.Type => checker.getNonNullableType(type);

  const unnamed = TypeFlags.Any | TypeFlags.Unknown | TypeFlags.TypeParameter | TypeFlags.NonPrimitive;
  // Not without `null` and `undefined`: of `unknown` and of a type parameter that leaves an empty object.
  const hasUnnamedProperties = (type: ts.Type): boolean =>
    (type.flags & unnamed) !== 0 ||
    checker.getIndexInfosOfType(type).length > 0 ||
    (type.isUnionOrIntersection() && type.types.some(hasUnnamedProperties));

  const isKnown = (type: ts.Type): boolean =>
    (type.flags & (TypeFlags.Any | TypeFlags.Unknown)) === 0 &&
    !holdsPart(checker, ts, type, (part) => isLeftOfUnknown(checker, ts, part));
  const isWhollyKnown = (type: ts.Type): boolean =>
    isKnown(type) && !holdsPart(checker, ts, type, (part) => (part.flags & TypeFlags.Unknown) !== 0);

  const isForeign = (symbol: ts.Symbol | undefined): boolean =>
    symbol?.declarations?.some((one) => {
      const file = one.getSourceFile();
      return !isOwnFile(program, file) && !program.isSourceFileDefaultLibrary(file);
    }) === true;
  const isOfDependency = (type: ts.Type): boolean => partsOf(type).some((part) => isForeign(part.getSymbol()));

  const isHidden = (symbol: ts.Symbol): boolean =>
    symbol.declarations?.some(
      (one) => (ts.getCombinedModifierFlags(one) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0,
    ) === true;
  const isOnPrototype = (symbol: ts.Symbol): boolean =>
    (symbol.flags & (SymbolFlags.Method | SymbolFlags.Accessor)) !== 0 &&
    symbol.declarations?.some(({ parent }) => ts.isClassLike(parent)) === true;

  const present =
    TypeFlags.Object |
    TypeFlags.Intersection |
    TypeFlags.StringLike |
    TypeFlags.NumberLike |
    TypeFlags.BigIntLike |
    TypeFlags.NonPrimitive;
  // A known `""` or `0`, an enum's first member among them, is there to be tested for.
  const isFalsyLiteral = (type: ts.Type): boolean => (type.isStringLiteral() || type.isNumberLiteral()) && !type.value;

  return {
    checker,
    isVisible: (name, place) =>
      checker.getSymbolsInScope(place, SymbolFlags.Value).find((symbol) => symbol.name === name.text) ===
      checker.getSymbolAtLocation(name),
    typeAt: (node) => typeAt(ts, checker, node),
    property: (type, name) => checker.getPropertyOfType(withoutNullable(type), name),
    // What a symbol names, or what a class keeps by a `#` (`__@iterator@12`, `__#1@#secret` inside the compiler), never travels as JSON.
    propertiesOf: (type) =>
      checker
        .getPropertiesOfType(withoutNullable(type))
        .filter(({ name, escapedName }) => !/^__[@#]/.test(String(escapedName)) && !isPrototype(name)),
    typeOfProperty: (symbol) => checker.getTypeOfSymbol(symbol),
    isOwnProperty: (symbol) => symbol.declarations?.some((one) => isOwnFile(program, one.getSourceFile())) === true,
    isOfLibraryInterface: (symbol) =>
      symbol.declarations?.some(({ parent }) => {
        const owner = ts.isInterfaceDeclaration(parent) ? checker.getSymbolAtLocation(parent.name) : undefined;
        return owner?.declarations?.some((one) => !isOwnFile(program, one.getSourceFile())) === true;
      }) === true,
    isHidden,
    travels: (symbol) => !isHidden(symbol) && !isOnPrototype(symbol),
    isLooselyGiven: (symbol) => isLooselyGiven(ts, symbol),
    isReadonly: (symbol) =>
      symbol.declarations?.some((one) => (ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Readonly) !== 0) !==
      false,
    isOptionalProperty: (symbol) => (symbol.flags & SymbolFlags.Optional) !== 0,
    text: (type) =>
      checker.typeToString(
        type,
        undefined,
        TypeFormatFlags.NoTruncation | TypeFormatFlags.UseAliasDefinedOutsideCurrentScope,
      ),
    isAny: (type) => (type.flags & TypeFlags.Any) !== 0,
    isUnresolved: (type) => holdsError(ts, checker, type),
    holdsAny: (type) => holdsAny(ts, checker, type),
    isUnknown: (type) => (type.flags & TypeFlags.Unknown) !== 0,
    isNever: (type) => (type.flags & TypeFlags.Never) !== 0,
    isNullable: (type) => isNullable(ts, type),
    includesUndefined: (type) =>
      partsOf(type).some((part) => (part.flags & (TypeFlags.Undefined | TypeFlags.Void)) !== 0),
    isPresentWhenWritten: (type) =>
      partsOf(type).every((part) => (part.flags & present) !== 0 && !isFalsyLiteral(part)),
    withoutNullable,
    withoutUndefined: (type) => {
      const kept = partsOf(type).filter((part) => (part.flags & TypeFlags.Undefined) === 0);
      return kept.length === partsOf(type).length || kept.length === 0 ? type : unionOf(checker, kept);
    },
    awaited: (type) => checker.getAwaitedType(type) ?? type,
    isKnown,
    isWhollyKnown,
    union: (members) => unionOf(checker, members),
    join: (members) => joinOf(ts, checker, members),
    joinWritten: (written) => joinWritten(ts, checker, written),
    isAssignable: (source, target) => checker.isTypeAssignableTo(source, target),
    // `unknown` without `null` and `undefined` is `{}`, of which everything is known.
    isObject: (type) =>
      (type.flags & TypeFlags.Unknown) === 0 &&
      partsOf(withoutNullable(type)).every((part) => (part.flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0),
    typeofText: (type) => {
      const isAll = (flag: ts.TypeFlags): boolean => partsOf(type).every((part) => (part.flags & flag) !== 0);
      if (isAll(TypeFlags.StringLike)) return "string";
      if (isAll(TypeFlags.NumberLike)) return "number";
      return isAll(TypeFlags.BooleanLike) ? "boolean" : undefined;
    },
    isOfDependency,
    isLibrarys: (type) =>
      partsOf(type).some((part) => handedOut.includes(part.getSymbol()?.name ?? "") && isForeign(part.getSymbol())),
    isBuiltIn: (symbol) =>
      symbol?.declarations?.some((one) => program.isSourceFileDefaultLibrary(one.getSourceFile())) === true,
    hasUnnamedProperties,
  };
}

/** What the library calls that which the callbacks make. */
const handedOut: readonly string[] = ["Session", "DefaultSession", "JWT", "DefaultJWT"];

/** Whether a value of the type may be `null` or `undefined`. */
export function isNullable({ TypeFlags }: typeof ts, type: ts.Type): boolean {
  const missing = TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Void;
  return partsOf(type).some((part) => (part.flags & missing) !== 0);
}

/** The members of a union; of any other type, itself. */
export function partsOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** What a name stands for; `role` in `{ role }` is the variable, not the property it makes. */
export function namedValue(ts: TypeScript, checker: ts.TypeChecker, name: ts.Identifier): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(name.parent) && name.parent.name === name
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
}

/**
 * A union in TypeScript's own order. `getUnionType` is there in every version from 5.4 to 6.0 but not in the public types; where it
 * is missing, a member that takes all others stands for the union, and failing that `unknown`.
 */
export function unionOf(checker: ts.TypeChecker, members: readonly ts.Type[]): ts.Type {
  const { getUnionType } = checker as { getUnionType?: (types: readonly ts.Type[], reduction: number) => ts.Type };
  const subtypeReduction = 2;
  if (getUnionType) {
    // Members as they are: a part that has a name keeps it. One alone would be returned with all that it says twice.
    const union = getUnionType(members.length === 1 ? members.flatMap(partsOf) : members, subtypeReduction);
    const parts = new Set(partsOf(union));
    // One that says it all keeps its name, unless it says twice what it says: `User | AdapterUser` is `User`.
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
export function joinOf(ts: TypeScript, checker: ts.TypeChecker, members: readonly ts.Type[]): ts.Type {
  const told = members.filter((member) => !holdsAny(ts, checker, member));
  if (told.length === members.length || !told.some((member) => isTelling(ts, checker, member)))
    return unionOf(checker, members);
  const type = unionOf(checker, told);
  const others = members.filter((member) => !told.includes(member) && !checker.isTypeAssignableTo(member, type));
  return unionOf(checker, [...told, ...others]);
}

/** A value that is written somewhere: its type at that place, and as TypeScript widens it for a mutable property. */
export interface Written {
  readonly type: ts.Type;
  readonly widened: ts.Type;
}

/** See `Types.joinWritten`. */
function joinWritten(ts: TypeScript, checker: ts.TypeChecker, written: readonly Written[]): ts.Type {
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

/** How many objects and lists are looked into for an `any`. */
const maxDepth = 4;

function holdsAny(ts: TypeScript, checker: ts.TypeChecker, type: ts.Type, depth = 0): boolean {
  const { TypeFlags } = ts;
  const holds = (inner: ts.Type, by: number): boolean => holdsAny(ts, checker, inner, depth + by);
  if ((type.flags & TypeFlags.Any) !== 0) return true;
  if (depth === maxDepth) return false;
  if (type.isUnionOrIntersection()) return type.types.some((part) => holds(part, 0));
  if ((type.flags & TypeFlags.Object) === 0) return false;
  const element = elementOf(checker, type);
  if (element) return holds(element, 1);
  // Of a type with a name its author has said enough.
  if (type.aliasSymbol || type.isClassOrInterface()) return false;
  return checker.getPropertiesOfType(type).some((property) => holds(checker.getTypeOfSymbol(property), 1));
}

/**
 * Whether a type is, or holds, the checker's error type. It has the flags of `any`, and only its name inside the compiler tells it: not public, and
 * the same from 5.4 to 6.0. Up to 5.4 a union with it is a plain `any`.
 */
function holdsError(ts: TypeScript, checker: ts.TypeChecker, type: ts.Type, depth = 0): boolean {
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

/** `null`, `undefined` and `[]` say what may be there beside the rest, not what the rest is. */
function isTelling({ TypeFlags }: typeof ts, checker: ts.TypeChecker, type: ts.Type): boolean {
  const rest = elementOf(checker, type) ?? checker.getNonNullableType(type);
  return (rest.flags & (TypeFlags.Never | TypeFlags.Any)) === 0 && (type.flags & TypeFlags.Unknown) === 0;
}

function elementOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  return checker.isArrayType(type) || checker.isTupleType(type) ? type.getNumberIndexType() : undefined;
}

/** `unknown`; before TypeScript 5.5, whose API does not give it, `any`, of which nothing is known either. */
export function unknownType(checker: ts.TypeChecker): ts.Type {
  const { getUnknownType } = checker as { getUnknownType?: () => ts.Type };
  return getUnknownType ? getUnknownType() : checker.getAnyType();
}
