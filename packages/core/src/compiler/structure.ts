import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { partsOf } from "./unions.js";
import type { Checker } from "../api/program.js";

/** Questions about the structure of types. */
export interface Structure {
  /** The members of a union; any other type itself. */
  partsOf(type: ts.Type): readonly ts.Type[];
  /** The members of an intersection; any other type itself. */
  intersectedIn(type: ts.Type): readonly ts.Type[];
  /** The symbol of the type's declaration, which may be a literal; a primitive has none. */
  symbolOf(type: ts.Type): ts.Symbol | undefined;
  /** The symbol of the type's alias, or else of its declaration. */
  symbolNaming(type: ts.Type): ts.Symbol | undefined;
  /** The bases of a class or an interface. */
  baseTypes(type: ts.Type): readonly ts.Type[];
  /** The constraint of a type parameter, if it has one; any other type itself. */
  constraintOf(type: ts.Type): ts.Type | undefined;
  /**
   * The element type of a list or a tuple, or the type of a number index signature; a string index signature does not
   * count.
   */
  numberIndexType(type: ts.Type): ts.Type | undefined;
  /** The type of a string index signature. */
  stringIndexType(type: ts.Type): ts.Type | undefined;
  /** The type of a symbol index signature. */
  symbolIndexType(type: ts.Type): ts.Type | undefined;
  /** The base type of a literal; any other type itself. */
  literalBase(type: ts.Type): ts.Type;
  /** The element type of an array, or the element types of a tuple; `undefined` for any other type. */
  elementTypes(type: ts.Type): readonly ts.Type[] | undefined;
  /** The element types of a tuple; `undefined` for any other type. */
  tupleTypes(type: ts.Type): readonly ts.Type[] | undefined;
  /** The length of a tuple of fixed length; `undefined` for any other type. */
  fixedLength(type: ts.Type): number | undefined;
}

/** Makes the questions about the structure of types. */
export function structureOf({ TypeFlags, ElementFlags }: TypeScript, checker: Checker): Structure {
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
