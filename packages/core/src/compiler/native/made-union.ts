import type ts from "typescript";
import type { TypeShape } from "./types.js";

/**
 * A union that the engine has made of a program's types: TypeScript 7 makes none on demand. The checker of this folder
 * answers questions about it from the answers about its members.
 */
export class MadeUnion implements TypeShape {
  readonly types: readonly ts.Type[];
  readonly flags: ts.TypeFlags;
  readonly aliasSymbol = undefined;
  readonly aliasTypeArguments = undefined;

  /** @param flag that of a union */
  constructor(types: readonly ts.Type[], flag: ts.TypeFlags) {
    this.types = types;
    this.flags = flag;
  }

  getSymbol(): undefined {
    return undefined;
  }

  getProperties(): ts.Symbol[] {
    return [];
  }

  getCallSignatures(): readonly ts.Signature[] {
    return [];
  }

  getNumberIndexType(): ts.Type | undefined {
    return undefined;
  }

  getStringIndexType(): ts.Type | undefined {
    return undefined;
  }

  isUnion(): this is ts.UnionType {
    return true;
  }

  isIntersection(): this is ts.IntersectionType {
    return false;
  }

  isUnionOrIntersection(): this is ts.UnionOrIntersectionType {
    return true;
  }

  isLiteral(): this is ts.LiteralType {
    return false;
  }

  isStringLiteral(): this is ts.StringLiteralType {
    return false;
  }

  isNumberLiteral(): this is ts.NumberLiteralType {
    return false;
  }

  isTypeParameter(): this is ts.TypeParameter {
    return false;
  }

  isClassOrInterface(): this is ts.InterfaceType {
    return false;
  }
}

/** The union behind a type, if the engine has made it. */
export function madeUnion(type: ts.Type): MadeUnion | undefined {
  return (type as unknown) instanceof MadeUnion ? (type as unknown as MadeUnion) : undefined;
}
