import type ts from "typescript";
import type { Sync } from "./modules.js";
import { namedPartsOf } from "./origin.js";
import type { Registry } from "./registry.js";

/** The parts that a union was built from, as TypeScript's own types keep them: a union without interned members. */
export interface NamedParts {
  readonly isUnion: () => true;
  readonly types: readonly ts.Type[];
}

/** Names with the paths of their files, and without the names of types that no other file can name. */
const withPaths = 1 | 64;

/** What each type of TypeScript 7 and each union made of them can be asked, under the names of TypeScript's own types. */
export type TypeShape = Pick<
  ts.Type,
  | "flags"
  | "getCallSignatures"
  | "getNumberIndexType"
  | "getStringIndexType"
  | "getSymbol"
  | "isClassOrInterface"
  | "isIntersection"
  | "isLiteral"
  | "isNumberLiteral"
  | "isStringLiteral"
  | "isTypeParameter"
  | "isUnion"
  | "isUnionOrIntersection"
> & {
  readonly aliasSymbol: ts.Symbol | undefined;
  readonly aliasTypeArguments: readonly ts.Type[] | undefined;
};

/**
 * A type of TypeScript 7 under the names of TypeScript's own types. There is one for each type of a program, so that
 * types are compared by identity.
 */
export class NativeType implements TypeShape {
  readonly native: Sync.Type;
  private readonly registry: Registry;

  constructor(registry: Registry, native: Sync.Type) {
    this.registry = registry;
    this.native = native;
  }

  get flags(): ts.TypeFlags {
    return this.native.flags as ts.TypeFlags;
  }

  get objectFlags(): ts.ObjectFlags {
    return (this.native as Sync.ObjectType).objectFlags as unknown as ts.ObjectFlags;
  }

  /** `error` for a type that the compiler could not determine. */
  get intrinsicName(): string | undefined {
    return (this.native as Partial<Sync.IntrinsicType>).intrinsicName;
  }

  /** The value of a literal. */
  get value(): string | number | boolean | ts.PseudoBigInt | undefined {
    const { value } = this.native as Partial<Sync.LiteralType>;
    if (typeof value !== "bigint") return value;
    return { negative: value < 0n, base10Value: String(value < 0n ? -value : value) };
  }

  /** The members of a union or an intersection. */
  get types(): readonly ts.Type[] | undefined {
    return this.once("types", () =>
      this.isUnionOrIntersection()
        ? this.registry.types((this.native as Sync.UnionOrIntersectionType).getTypes())
        : undefined,
    );
  }

  /** The named parts of a union. TypeScript's own types have it, too, outside its public types. */
  get origin(): NamedParts | undefined {
    return this.once("origin", () => {
      if (!this.native.isUnionType() || this.aliasSymbol) return undefined;
      const text = this.registry.checker.typeToString(this.native, undefined, withPaths);
      const parts = namedPartsOf(this.registry, this.native, text, this.registry.findFile);
      return parts && { isUnion: () => true, types: parts };
    });
  }

  get symbol(): ts.Symbol | undefined {
    return this.once("symbol", () => this.registry.symbol(this.native.getSymbol()));
  }

  get aliasSymbol(): ts.Symbol | undefined {
    return this.once("aliasSymbol", () => this.registry.symbol(this.native.getAliasSymbol()));
  }

  get aliasTypeArguments(): readonly ts.Type[] | undefined {
    return this.once("aliasTypeArguments", () => {
      const found = this.native.getAliasTypeArguments();
      return found.length === 0 ? undefined : this.registry.types(found);
    });
  }

  /** The generic type of a reference, or the tuple type of a tuple. */
  get target(): Pick<ts.TupleType, "elementFlags" | "readonly"> & { readonly typeParameters: readonly unknown[] } {
    const target = (this.native as Sync.TupleTypeReference).getTarget();
    return {
      elementFlags: target.elementFlags as readonly number[],
      readonly: target.readonly,
      typeParameters: target.getTypeParameters(),
    };
  }

  getSymbol(): ts.Symbol | undefined {
    return this.symbol;
  }

  getCallSignatures(): readonly ts.Signature[] {
    const { checker, kinds } = this.registry;
    return this.once("callSignatures", () =>
      this.registry.signatures(checker.getSignaturesOfType(this.native, kinds.call)),
    );
  }

  getNumberIndexType(): ts.Type | undefined {
    return this.indexType(this.registry.kinds.number);
  }

  getStringIndexType(): ts.Type | undefined {
    return this.indexType(this.registry.kinds.string);
  }

  private once<Answer>(question: string, ask: () => Answer): Answer {
    return this.registry.memo.of(question, this, ask);
  }

  /** The type of the index signature for keys with some flags. */
  private indexType(keyFlags: number): ts.Type | undefined {
    const infos = this.once("indexInfos", () => this.registry.checker.getIndexInfosOfType(this.native));
    return this.registry.type(infos.find(({ keyType }) => (keyType.flags & keyFlags) !== 0)?.valueType);
  }

  isUnion(): this is ts.UnionType {
    return this.native.isUnionType();
  }

  isIntersection(): this is ts.IntersectionType {
    return this.native.isIntersectionType();
  }

  isUnionOrIntersection(): this is ts.UnionOrIntersectionType {
    return this.native.isUnionType() || this.native.isIntersectionType();
  }

  isLiteral(): this is ts.LiteralType {
    const { native } = this;
    return native.isStringLiteralType() || native.isNumberLiteralType() || native.isBigIntLiteralType();
  }

  isStringLiteral(): this is ts.StringLiteralType {
    return this.native.isStringLiteralType();
  }

  isNumberLiteral(): this is ts.NumberLiteralType {
    return this.native.isNumberLiteralType();
  }

  isTypeParameter(): this is ts.TypeParameter {
    return this.native.isTypeParameter();
  }

  isClassOrInterface(): this is ts.InterfaceType {
    return this.native.isClassOrInterface();
  }
}

/** A symbol of TypeScript 7 under the names of TypeScript's own symbols. There is one for each symbol of a program. */
export class NativeSymbol implements Pick<ts.Symbol, "escapedName" | "flags" | "name"> {
  readonly native: Sync.Symbol;
  private readonly registry: Registry;
  private resolved: { readonly declarations: ts.Declaration[] | undefined } | undefined;

  constructor(registry: Registry, native: Sync.Symbol) {
    this.registry = registry;
    this.native = native;
  }

  get flags(): ts.SymbolFlags {
    return this.native.flags as unknown as ts.SymbolFlags;
  }

  get name(): string {
    return this.native.name;
  }

  get escapedName(): ts.__String {
    return this.native.escapedName as string as ts.__String;
  }

  /** Fetches the trees of the files that hold them. */
  get declarations(): ts.Declaration[] | undefined {
    this.resolved ??= { declarations: this.registry.declarations(this.native.declarations) };
    return this.resolved.declarations;
  }

  get valueDeclaration(): ts.Declaration | undefined {
    const handle = this.native.valueDeclaration;
    return handle && this.registry.declaration(handle);
  }

  /** The exports of a namespace, by escaped name. */
  get exports(): ReadonlyMap<unknown, unknown> {
    return this.native.getExports();
  }
}

/** A signature of TypeScript 7 under the names of TypeScript's own signatures. */
export class NativeSignature {
  readonly native: Sync.Signature;
  private readonly registry: Registry;

  constructor(registry: Registry, native: Sync.Signature) {
    this.registry = registry;
    this.native = native;
  }

  get declaration(): ts.Declaration | undefined {
    return this.native.declaration && this.registry.declaration(this.native.declaration);
  }

  get parameters(): readonly ts.Symbol[] {
    return this.registry.symbols(this.native.getParameters());
  }
}
