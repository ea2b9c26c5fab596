import type ts from "typescript";
import type { Checker } from "../../api/program.js";
import { MadeProperty, madeUnion, type MadeUnion } from "./made-union.js";
import type { Ast, NativeModules, Sync } from "./modules.js";
import { nativeNode, nativeSignature, nativeSymbol, nativeType, type Registry } from "./registry.js";
import { unionOf } from "./union.js";
import { parenthesized } from "../../syntax/parenthesized.js";

/** The members that TypeScript puts into parentheses: intersections, and functions with their arrow. */
const looserThanOr = "&=";

/** What a program's checker is made of. */
export interface CheckerParts {
  readonly modules: NativeModules;
  readonly native: Sync.Checker;
  readonly registry: Registry;
  readonly isStrictNullChecks: () => boolean;
  /** The type that `await` gives. */
  readonly awaited: (type: Sync.Type) => readonly Sync.Type[];
}

/** The types of so many properties come with the properties; a session has few, a page's window has a thousand. */
const mostAtOnce = 40;

/** The checker of TypeScript 7 under the names of TypeScript's own. */
export class NativeChecker implements Checker {
  readonly parts: CheckerParts;

  constructor(parts: CheckerParts) {
    this.parts = parts;
  }

  getAliasedSymbol(symbol: ts.Symbol): ts.Symbol {
    return this.once("getAliasedSymbol", symbol, () => {
      const { native, registry } = this.parts;
      return registry.symbol(native.getAliasedSymbol(nativeSymbol(symbol)));
    });
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
    return unionOf(this, types, "subtype");
  }

  getAwaitedType(type: ts.Type): ts.Type | undefined {
    return this.once("getAwaitedType", type, () => {
      return this.ofEach(type, (one) => {
        const [first, ...others] = this.parts.awaited(nativeType(one)).map((found) => this.type(found));
        return first && others.length > 0 ? unionOf(this, [first, ...others]) : first;
      });
    });
  }

  getBaseConstraintOfType(type: ts.Type): ts.Type | undefined {
    return this.once("getBaseConstraintOfType", type, () => {
      return this.ofEach(type, (one) => this.optional(this.parts.native.getBaseConstraintOfType(nativeType(one))));
    });
  }

  getBaseTypeOfLiteralType(type: ts.Type): ts.Type {
    return this.once("getBaseTypeOfLiteralType", type, () => {
      return this.ofEach(type, (one) => this.type(this.parts.native.getBaseTypeOfLiteralType(nativeType(one)))) ?? type;
    });
  }

  getWidenedType(type: ts.Type): ts.Type {
    return this.once("getWidenedType", type, () => {
      return this.ofEach(type, (one) => this.type(this.parts.native.getWidenedType(nativeType(one)))) ?? type;
    });
  }

  getNonNullableType(type: ts.Type): ts.Type {
    return this.once("getNonNullableType", type, () => {
      const made = madeUnion(type);
      const {
        BooleanLiteral,
        Null,
        NumberLike,
        Object: object,
        StringLike,
        Undefined,
        Void,
      } = this.parts.modules.sync.TypeFlags;
      // Most types are told by their flags alone.
      if ((type.flags & (BooleanLiteral | NumberLike | object | StringLike)) !== 0) return type;
      if (!made) return this.type(this.parts.native.getNonNullableType(nativeType(type)));
      return unionOf(
        this,
        made.types.filter(({ flags }) => (flags & (Null | Undefined | Void)) === 0),
      );
    });
  }

  getBaseTypes(type: ts.InterfaceType): ts.BaseType[] {
    return this.once("getBaseTypes", type, () => {
      const { native, registry } = this.parts;
      return registry.types(native.getBaseTypes(nativeType(type) as Sync.InterfaceType));
    });
  }

  getContextualType(node: ts.Expression): ts.Type | undefined {
    return this.once("getContextualType", node, () => {
      return this.optional(this.parts.native.getContextualType(nativeNode(node) as Ast.Expression));
    });
  }

  getDeclaredTypeOfSymbol(symbol: ts.Symbol): ts.Type {
    return this.once("getDeclaredTypeOfSymbol", symbol, () => {
      return this.type(this.parts.native.getDeclaredTypeOfSymbol(nativeSymbol(symbol)));
    });
  }

  getExportSymbolOfSymbol(symbol: ts.Symbol): ts.Symbol {
    return this.once("getExportSymbolOfSymbol", symbol, () => {
      const { registry } = this.parts;
      return registry.symbol(nativeSymbol(symbol).getExportSymbol());
    });
  }

  getExportsOfModule(module: ts.Symbol): ts.Symbol[] {
    return this.once("getExportsOfModule", module, () => {
      const { native, registry } = this.parts;
      return registry.symbols(native.getExportsOfModule(nativeSymbol(module)));
    });
  }

  tryGetMemberInModuleExports(name: string, module: ts.Symbol): ts.Symbol | undefined {
    const { native, registry } = this.parts;
    return this.once(`export ${name}`, module, () =>
      registry.symbol(native.getMemberInModuleExports(nativeSymbol(module), name)),
    );
  }

  getIndexInfosOfType(type: ts.Type): readonly ts.IndexInfo[] {
    return this.once("getIndexInfosOfType", type, () => {
      if (madeUnion(type)) return [];
      return this.parts.native.getIndexInfosOfType(nativeType(type)).map(({ keyType, valueType, isReadonly }) => ({
        keyType: this.type(keyType),
        type: this.type(valueType),
        isReadonly,
      }));
    });
  }

  getPropertiesOfType(type: ts.Type): ts.Symbol[] {
    return this.once("getPropertiesOfType", type, () => {
      const { native, registry } = this.parts;
      const made = madeUnion(type);
      if (made) return this.commonProperties(made);
      const found = native.getPropertiesOfType(nativeType(type));
      const symbols = registry.symbols(found);
      if (found.length > 1 && found.length <= mostAtOnce) {
        const types = native.getTypeOfSymbol(found);
        for (const [index, one] of types.entries()) {
          const symbol = symbols[index];
          if (symbol) registry.memo.know("getTypeOfSymbol", symbol, this.type(one));
        }
      }
      return symbols;
    });
  }

  private commonProperties({ types }: MadeUnion): ts.Symbol[] {
    const { Optional } = this.parts.modules.sync.SymbolFlags;
    const [first, ...others] = types.map((one) => this.getPropertiesOfType(one));
    return (first ?? []).flatMap((symbol) => {
      const same = others.map((some) => some.find(({ name }) => name === symbol.name));
      const all = [symbol, ...same.filter((one) => one !== undefined)];
      if (all.length < types.length) return [];
      const type = unionOf(
        this,
        all.map((one) => this.getTypeOfSymbol(one)),
      );
      const flags = all.reduce<number>((sum, one) => sum | (one.flags & Optional), symbol.flags);
      return [new MadeProperty(symbol, flags, type) as unknown as ts.Symbol];
    });
  }

  getPropertyOfType(type: ts.Type, name: string): ts.Symbol | undefined {
    const { native, registry } = this.parts;
    const { Object: object } = this.parts.modules.sync.TypeFlags;
    // All properties of an object come in one answer; those that every object has are not among them.
    const known =
      madeUnion(type) || (type.flags & object) !== 0
        ? this.getPropertiesOfType(type).find((one) => one.name === name)
        : undefined;
    if (known || madeUnion(type)) return known;
    return this.once(`property ${name}`, type, () => registry.symbol(native.getPropertyOfType(nativeType(type), name)));
  }

  getSignaturesOfType(type: ts.Type, kind: ts.SignatureKind): readonly ts.Signature[] {
    const { native, registry } = this.parts;
    if (madeUnion(type)) return [];
    return registry.signatures(native.getSignaturesOfType(nativeType(type), kind));
  }

  getResolvedSignature(node: ts.CallLikeExpression): ts.Signature | undefined {
    return this.once("getResolvedSignature", node, () => {
      const { native, registry } = this.parts;
      const found = native.getResolvedSignature(nativeNode(node)) as Sync.Signature | undefined;
      return found && registry.signature(found);
    });
  }

  getReturnTypeOfSignature(signature: ts.Signature): ts.Type {
    return this.once("getReturnTypeOfSignature", signature, () => {
      return this.type(this.parts.native.getReturnTypeOfSignature(nativeSignature(signature)));
    });
  }

  getSignatureFromDeclaration(declaration: ts.SignatureDeclaration): ts.Signature | undefined {
    return this.once("getSignatureFromDeclaration", declaration, () => {
      const { native, registry } = this.parts;
      const found = native.getSignatureFromDeclaration(nativeNode(declaration)) as Sync.Signature | undefined;
      return found && registry.signature(found);
    });
  }

  getShorthandAssignmentValueSymbol(node: ts.Node | undefined): ts.Symbol | undefined {
    const { native, registry } = this.parts;
    return node && registry.symbol(native.getShorthandAssignmentValueSymbol(nativeNode(node)));
  }

  getSymbolAtLocation(node: ts.Node): ts.Symbol | undefined {
    return this.once("getSymbolAtLocation", node, () => {
      const { native, registry } = this.parts;
      return registry.symbol(native.getSymbolAtLocation(nativeNode(node)));
    });
  }

  getTypeArguments(type: ts.TypeReference): readonly ts.Type[] {
    return this.once("getTypeArguments", type, () => {
      const { native, registry } = this.parts;
      return registry.types(native.getTypeArguments(nativeType(type) as Sync.TypeReference));
    });
  }

  getTypeAtLocation(node: ts.Node): ts.Type {
    return this.once("getTypeAtLocation", node, () => {
      return this.type(this.parts.native.getTypeAtLocation(nativeNode(node)));
    });
  }

  getTypeFromTypeNode(node: ts.TypeNode): ts.Type {
    return this.once("getTypeFromTypeNode", node, () => {
      return this.type(this.parts.native.getTypeFromTypeNode(nativeNode(node) as Ast.TypeNode));
    });
  }

  getTypeOfSymbol(symbol: ts.Symbol): ts.Type {
    if ((symbol as unknown) instanceof MadeProperty) return (symbol as unknown as MadeProperty).type;
    return this.once("getTypeOfSymbol", symbol, () => {
      return this.type(this.parts.native.getTypeOfSymbol(nativeSymbol(symbol)));
    });
  }

  getTypeOfSymbolAtLocation(symbol: ts.Symbol, node: ts.Node): ts.Type {
    return this.type(this.parts.native.getTypeOfSymbolAtLocation(nativeSymbol(symbol), nativeNode(node)));
  }

  isArrayType(type: ts.Type): boolean {
    if (!this.isObject(type)) return false;
    return this.once("isArrayType", type, () => this.parts.native.isArrayType(nativeType(type)));
  }

  isTupleType(type: ts.Type): boolean {
    if (!this.isObject(type)) return false;
    return this.once("isTupleType", type, () => this.parts.native.isTupleType(nativeType(type)));
  }

  isTypeAssignableTo(source: ts.Type, target: ts.Type): boolean {
    if (source === target) return true;
    const made = madeUnion(source);
    if (made) return made.types.every((one) => this.isTypeAssignableTo(one, target));
    const into = madeUnion(target);
    if (!into) {
      return this.parts.registry.memo
        .with(target)
        .of("assignable", source, () => this.parts.native.isTypeAssignableTo(nativeType(source), nativeType(target)));
    }
    // A union of the compiler's own may be assignable member by member.
    const parts = source.isUnion() ? source.types : [source];
    return parts.every((part) => into.types.some((one) => this.isTypeAssignableTo(part, one)));
  }

  typeToString(type: ts.Type, place?: ts.Node, flags?: ts.TypeFormatFlags): string {
    const made = madeUnion(type);
    if (made) {
      const texts = made.origin.types.map((one) => parenthesized(this.typeToString(one, place, flags), looserThanOr));
      const { BooleanLiteral } = this.parts.modules.sync.TypeFlags;
      const isBoolean = (one: ts.Type): boolean => (one.flags & BooleanLiteral) !== 0;
      if (made.origin.types.filter(isBoolean).length < 2) return texts.join(" | ");
      return [...new Set(texts.map((text) => (text === "true" || text === "false" ? "boolean" : text)))].join(" | ");
    }
    const { native, registry } = this.parts;
    return registry.memo
      .with(place ?? this)
      .of(`text ${String(flags)}`, type, () =>
        native.typeToString(nativeType(type), place && nativeNode(place), flags as number | undefined),
      );
  }

  /** The symbol that a name means at a place. */
  resolveName(name: string, place: ts.Node | undefined, meaning: number): ts.Symbol | undefined {
    const { native, registry } = this.parts;
    return this.once(`name ${name} ${String(meaning)}`, place ?? this, () =>
      registry.symbol(native.resolveName(name, meaning, place && nativeNode(place))),
    );
  }

  private isObject({ flags }: ts.Type): boolean {
    return (flags & this.parts.modules.sync.TypeFlags.Object) !== 0;
  }

  private once<Answer>(question: string, about: object, ask: () => Answer): Answer {
    return this.parts.registry.memo.of(question, about, ask);
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
