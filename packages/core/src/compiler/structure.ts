import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { partsOf } from "./unions.js";

/** What types are made of. */
export interface Structure {
  /** The members of a union; of any other type, itself. */
  partsOf(type: ts.Type): readonly ts.Type[];
  /** The members of an intersection; of any other type, itself. */
  intersectedIn(type: ts.Type): readonly ts.Type[];
  /** The symbol of what declares the type, be it a literal; a primitive has none. */
  symbolOf(type: ts.Type): ts.Symbol | undefined;
  /** The alias by which the type is known, or else what declares it. */
  symbolNaming(type: ts.Type): ts.Symbol | undefined;
  /** What a class or an interface extends. */
  baseTypes(type: ts.Type): readonly ts.Type[];
  /** The bound of a type parameter, which has none where it says nothing; of any other type, itself. */
  constraintOf(type: ts.Type): ts.Type | undefined;
  /** What a list holds, a tuple among them, and what an index signature by number gives; not one by any string. */
  numberIndexType(type: ts.Type): ts.Type | undefined;
  /** What an index signature by any string gives. */
  stringIndexType(type: ts.Type): ts.Type | undefined;
  /** What an index signature by any symbol gives. */
  symbolIndexType(type: ts.Type): ts.Type | undefined;
  /** The type that a literal is a value of; of any other type, itself. */
  literalBase(type: ts.Type): ts.Type;
  /** What an array's elements are, or one by one what a tuple holds; `undefined` of any other type. */
  elementTypes(type: ts.Type): readonly ts.Type[] | undefined;
  /** What a tuple holds, one by one; `undefined` of any other type. */
  tupleTypes(type: ts.Type): readonly ts.Type[] | undefined;
  /** How many values a list of the type always holds; `undefined` where there may be more or fewer. */
  fixedLength(type: ts.Type): number | undefined;
}

/** The questions about what a type is made of. */
export function structureOf({ TypeFlags, ElementFlags }: TypeScript, checker: ts.TypeChecker): Structure {
  const argumentsOf = (type: ts.Type): readonly ts.Type[] => checker.getTypeArguments(type as ts.TypeReference);
  return {
    partsOf,
    intersectedIn: (type) => (type.isIntersection() ? type.types : [type]),
    symbolOf: (type) => type.getSymbol(),
    symbolNaming: (type) => type.aliasSymbol ?? type.getSymbol(),
    baseTypes: (type) => (type.isClassOrInterface() ? checker.getBaseTypes(type) : []),
    constraintOf: (type) => (type.isTypeParameter() ? checker.getBaseConstraintOfType(type) : type),
    numberIndexType: (type) => type.getNumberIndexType(),
    stringIndexType: (type) => type.getStringIndexType(),
    symbolIndexType: (type) =>
      checker.getIndexInfosOfType(type).find(({ keyType }) => (keyType.flags & TypeFlags.ESSymbolLike) !== 0)?.type,
    literalBase: (type) => checker.getBaseTypeOfLiteralType(type),
    elementTypes: (type) => (checker.isArrayType(type) || checker.isTupleType(type) ? argumentsOf(type) : undefined),
    tupleTypes: (type) => (checker.isTupleType(type) ? argumentsOf(type) : undefined),
    fixedLength: (type) => {
      if (!checker.isTupleType(type)) return undefined;
      const { elementFlags } = (type as ts.TupleTypeReference).target;
      return elementFlags.every((flags) => flags === ElementFlags.Required) ? elementFlags.length : undefined;
    },
  };
}
