import type ts from "typescript";
import type { NamedParts, TypeShape } from "./types.js";

/**
 * A union that the engine has made of a program's types: TypeScript 7 makes none on demand. The checker of this folder
 * answers questions about it from the answers about its members.
 */
export class MadeUnion implements TypeShape {
  readonly types: readonly ts.Type[];
  readonly flags: ts.TypeFlags;
  readonly origin: NamedParts;
  readonly aliasSymbol = undefined;
  readonly aliasTypeArguments = undefined;

  /**
   * @param named the same members, with a union that has a name in the place of its members
   * @param flag that of a union
   */
  constructor(types: readonly ts.Type[], named: readonly ts.Type[], flag: ts.TypeFlags) {
    this.types = types;
    this.origin = { isUnion: () => true, types: named };
    this.flags = flag;
  }

  getSymbol(): undefined {
    return undefined;
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

/** A property that all members of such a union have. */
export class MadeProperty implements Pick<ts.Symbol, "declarations" | "escapedName" | "flags" | "name"> {
  readonly name: string;
  readonly escapedName: ts.__String;
  readonly flags: ts.SymbolFlags;
  readonly declarations?: ts.Declaration[];
  readonly type: ts.Type;

  /** @param of the property of the first member */
  constructor(of: ts.Symbol, flags: ts.SymbolFlags, type: ts.Type) {
    this.name = of.name;
    this.escapedName = of.escapedName;
    this.flags = flags;
    this.type = type;
    if (of.declarations) this.declarations = of.declarations;
  }
}

/** The union behind a type, if the engine has made it. */
export function madeUnion(type: ts.Type): MadeUnion | undefined {
  return (type as unknown) instanceof MadeUnion ? (type as unknown as MadeUnion) : undefined;
}
