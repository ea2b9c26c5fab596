import type ts from "typescript";
import type { Checker } from "../../api/program.js";
import { madeUnion } from "./made-union.js";
import type { Ast, NativeModules, Sync } from "./modules.js";
import { nativeNode, nativeSignature, nativeSymbol, nativeType, type Registry } from "./registry.js";
import { unionOf } from "./union.js";

/** What a program's checker is made of. */
export interface CheckerParts {
  readonly modules: NativeModules;
  readonly native: Sync.Checker;
  readonly registry: Registry;
  /** The type that `await` gives. */
  readonly awaited: (type: Sync.Type) => Sync.Type | undefined;
}

/** The checker of TypeScript 7 under the names of TypeScript's own. */
export class NativeChecker implements Checker {
  readonly parts: CheckerParts;

  constructor(parts: CheckerParts) {
    this.parts = parts;
  }

  getAliasedSymbol(symbol: ts.Symbol): ts.Symbol {
    const { native, registry } = this.parts;
    return registry.symbol(native.getAliasedSymbol(nativeSymbol(symbol)));
  }

  getAnyType(): ts.Type {
    return this.type(this.parts.native.getAnyType());
  }

  getNeverType(): ts.Type {
    return this.type(this.parts.native.getNeverType());
  }

  getUndefinedType(): ts.Type {
    return this.type(this.parts.native.getUndefinedType());
  }

  getUnknownType(): ts.Type {
    return this.type(this.parts.native.getUnknownType());
  }

  /** TypeScript's own checker has it, too, outside its public types; see `unionOf` in `compiler/unions.ts`. */
  getUnionType(types: readonly ts.Type[]): ts.Type {
    return unionOf(this, types);
  }

  getAwaitedType(type: ts.Type): ts.Type | undefined {
    return this.ofEach(type, (one) => {
      const found = this.parts.awaited(nativeType(one));
      return found && this.type(found);
    });
  }

  getBaseConstraintOfType(type: ts.Type): ts.Type | undefined {
    return this.ofEach(type, (one) => this.optional(this.parts.native.getBaseConstraintOfType(nativeType(one))));
  }

  getBaseTypeOfLiteralType(type: ts.Type): ts.Type {
    return this.ofEach(type, (one) => this.type(this.parts.native.getBaseTypeOfLiteralType(nativeType(one)))) ?? type;
  }

  getWidenedType(type: ts.Type): ts.Type {
    return this.ofEach(type, (one) => this.type(this.parts.native.getWidenedType(nativeType(one)))) ?? type;
  }

  getNonNullableType(type: ts.Type): ts.Type {
    const made = madeUnion(type);
    if (!made) return this.type(this.parts.native.getNonNullableType(nativeType(type)));
    const { Null, Undefined, Void } = this.parts.modules.sync.TypeFlags;
    return unionOf(
      this,
      made.types.filter(({ flags }) => (flags & (Null | Undefined | Void)) === 0),
    );
  }

  getBaseTypes(type: ts.InterfaceType): ts.BaseType[] {
    const { native, registry } = this.parts;
    return registry.types(native.getBaseTypes(nativeType(type) as Sync.InterfaceType));
  }

  getContextualType(node: ts.Expression): ts.Type | undefined {
    return this.optional(this.parts.native.getContextualType(nativeNode(node) as Ast.Expression));
  }

  getDeclaredTypeOfSymbol(symbol: ts.Symbol): ts.Type {
    return this.type(this.parts.native.getDeclaredTypeOfSymbol(nativeSymbol(symbol)));
  }

  getExportSymbolOfSymbol(symbol: ts.Symbol): ts.Symbol {
    const { registry } = this.parts;
    return registry.symbol(nativeSymbol(symbol).getExportSymbol());
  }

  getExportsOfModule(module: ts.Symbol): ts.Symbol[] {
    const { native, registry } = this.parts;
    return registry.symbols(native.getExportsOfModule(nativeSymbol(module)));
  }

  tryGetMemberInModuleExports(name: string, module: ts.Symbol): ts.Symbol | undefined {
    const { native, registry } = this.parts;
    return registry.symbol(native.getMemberInModuleExports(nativeSymbol(module), name));
  }

  getIndexInfosOfType(type: ts.Type): readonly ts.IndexInfo[] {
    if (madeUnion(type)) return [];
    return this.parts.native.getIndexInfosOfType(nativeType(type)).map(({ keyType, valueType, isReadonly }) => ({
      keyType: this.type(keyType),
      type: this.type(valueType),
      isReadonly,
    }));
  }

  getPropertiesOfType(type: ts.Type): ts.Symbol[] {
    const { native, registry } = this.parts;
    const made = madeUnion(type);
    if (!made) return registry.symbols(native.getPropertiesOfType(nativeType(type)));
    const [first, ...others] = made.types.map((one) => this.getPropertiesOfType(one));
    return (first ?? []).filter(({ name }) => others.every((some) => some.some((one) => one.name === name)));
  }

  getPropertyOfType(type: ts.Type, name: string): ts.Symbol | undefined {
    const { native, registry } = this.parts;
    if (madeUnion(type)) return this.getPropertiesOfType(type).find((one) => one.name === name);
    return registry.symbol(native.getPropertyOfType(nativeType(type), name));
  }

  getSignaturesOfType(type: ts.Type, kind: ts.SignatureKind): readonly ts.Signature[] {
    const { native, registry } = this.parts;
    if (madeUnion(type)) return [];
    return registry.signatures(native.getSignaturesOfType(nativeType(type), kind));
  }

  getResolvedSignature(node: ts.CallLikeExpression): ts.Signature | undefined {
    const { native, registry } = this.parts;
    const found = native.getResolvedSignature(nativeNode(node)) as Sync.Signature | undefined;
    return found && registry.signature(found);
  }

  getReturnTypeOfSignature(signature: ts.Signature): ts.Type {
    return this.type(this.parts.native.getReturnTypeOfSignature(nativeSignature(signature)));
  }

  getSignatureFromDeclaration(declaration: ts.SignatureDeclaration): ts.Signature | undefined {
    const { native, registry } = this.parts;
    const found = native.getSignatureFromDeclaration(nativeNode(declaration)) as Sync.Signature | undefined;
    return found && registry.signature(found);
  }

  getShorthandAssignmentValueSymbol(node: ts.Node | undefined): ts.Symbol | undefined {
    const { native, registry } = this.parts;
    return node && registry.symbol(native.getShorthandAssignmentValueSymbol(nativeNode(node)));
  }

  getSymbolAtLocation(node: ts.Node): ts.Symbol | undefined {
    const { native, registry } = this.parts;
    return registry.symbol(native.getSymbolAtLocation(nativeNode(node)));
  }

  getTypeArguments(type: ts.TypeReference): readonly ts.Type[] {
    const { native, registry } = this.parts;
    return registry.types(native.getTypeArguments(nativeType(type) as Sync.TypeReference));
  }

  getTypeAtLocation(node: ts.Node): ts.Type {
    return this.type(this.parts.native.getTypeAtLocation(nativeNode(node)));
  }

  getTypeFromTypeNode(node: ts.TypeNode): ts.Type {
    return this.type(this.parts.native.getTypeFromTypeNode(nativeNode(node) as Ast.TypeNode));
  }

  getTypeOfSymbol(symbol: ts.Symbol): ts.Type {
    return this.type(this.parts.native.getTypeOfSymbol(nativeSymbol(symbol)));
  }

  getTypeOfSymbolAtLocation(symbol: ts.Symbol, node: ts.Node): ts.Type {
    return this.type(this.parts.native.getTypeOfSymbolAtLocation(nativeSymbol(symbol), nativeNode(node)));
  }

  isArrayType(type: ts.Type): boolean {
    return madeUnion(type) === undefined && this.parts.native.isArrayType(nativeType(type));
  }

  isTupleType(type: ts.Type): boolean {
    return madeUnion(type) === undefined && this.parts.native.isTupleType(nativeType(type));
  }

  isTypeAssignableTo(source: ts.Type, target: ts.Type): boolean {
    if (source === target) return true;
    const made = madeUnion(source);
    if (made) return made.types.every((one) => this.isTypeAssignableTo(one, target));
    const into = madeUnion(target);
    if (!into) return this.parts.native.isTypeAssignableTo(nativeType(source), nativeType(target));
    // A union of the compiler's own may be assignable member by member.
    const parts = source.isUnion() ? source.types : [source];
    return parts.every((part) => into.types.some((one) => this.isTypeAssignableTo(part, one)));
  }

  typeToString(type: ts.Type, place?: ts.Node, flags?: ts.TypeFormatFlags): string {
    const made = madeUnion(type);
    if (made) {
      const texts = made.types.map((one) => this.typeToString(one, place, flags));
      const { BooleanLiteral } = this.parts.modules.sync.TypeFlags;
      const isBoolean = (one: ts.Type): boolean => (one.flags & BooleanLiteral) !== 0;
      if (made.types.filter(isBoolean).length < 2) return texts.join(" | ");
      return [...new Set(texts.map((text) => (text === "true" || text === "false" ? "boolean" : text)))].join(" | ");
    }
    return this.parts.native.typeToString(nativeType(type), place && nativeNode(place), flags as number | undefined);
  }

  /** The symbol that a name means at a place. */
  resolveName(name: string, place: ts.Node | undefined, meaning: number): ts.Symbol | undefined {
    const { native, registry } = this.parts;
    return registry.symbol(native.resolveName(name, meaning, place && nativeNode(place)));
  }

  /** The answer for a type, or for a made union the union of the answers for its members. */
  private ofEach(type: ts.Type, ask: (one: ts.Type) => ts.Type | undefined): ts.Type | undefined {
    const made = madeUnion(type);
    return made
      ? unionOf(
          this,
          made.types.map((one) => ask(one) ?? one),
        )
      : ask(type);
  }

  private type(native: Sync.Type): ts.Type {
    return this.parts.registry.type(native);
  }

  private optional(native: Sync.Type | undefined): ts.Type | undefined {
    return this.parts.registry.type(native);
  }
}

/** The checker behind one of a program of this folder. */
export function nativeChecker(checker: Checker): NativeChecker {
  return checker as NativeChecker;
}
