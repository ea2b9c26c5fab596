import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { oneLineLiteral } from "../edits/members.js";
import { derivedAlias } from "./derived-alias.js";
import { importableName, standsFor } from "./module-names.js";
import { isIdentifierName, propertyText, quotedText } from "../syntax/names.js";
import { parenthesized } from "../syntax/parenthesized.js";
import { widenedProperty } from "./widen.js";
import type { ImportableName } from "../edits/needed-import.js";
import { unknownType } from "./unions.js";
import type { Checker } from "../api/program.js";
import { isOwnFile } from "./own-files.js";
import { type ProgramWithHost, compilerOf } from "./compiler.js";
import { isGlobalBlock } from "../syntax/global-block.js";

/** A type written out for one file, and the imports that the text needs there. */
export interface PrintedType {
  readonly text: string;
  readonly imports: readonly ImportableName[];
}

/** Why a type cannot be written down: the sentence says what its author can do. */
export interface Unprintable {
  readonly unprintable: string;
}

export interface PrintContext {
  readonly ts: TypeScript;
  readonly source: ProgramWithHost;
  /** Absolute name of the file that the text is for; it need not exist. */
  readonly target: string;
  readonly quote: '"' | "'";
  /** The style of a literal on one line; `{ a: A; b: B }` by default. */
  readonly pad?: " " | "";
  readonly separator?: ";" | ",";
}

/** A longer structural type is worse to read than a sentence that asks for an exported one. */
const maxLength = 400;
const maxDepth = 6;

class CannotPrint extends Error {}

/**
 * Writes a type so that it means the same in `target`: importable names are imported, all other types are written out
 * member by member. The text never holds `any`, a truncated part, or a path of this machine.
 */
export function printType(context: PrintContext, type: ts.Type): PrintedType | Unprintable {
  try {
    return new TypePrinter(context).printed(type);
  } catch (error) {
    if (error instanceof CannotPrint) return { unprintable: error.message };
    throw error;
  }
}

/** Writes one type, and collects the imports that its text needs. */
class TypePrinter {
  private readonly context: PrintContext;
  private readonly checker: Checker;
  private readonly imports = new Map<string, ImportableName>();

  constructor(context: PrintContext) {
    this.context = context;
    this.checker = context.source.program.getTypeChecker();
  }

  /** @throws {CannotPrint} */
  printed(type: ts.Type): PrintedType | Unprintable {
    const text = this.print(type, 0);
    if (text.length > maxLength)
      return { unprintable: "the type is too large to write out; export a named type for it" };
    return { text, imports: [...this.imports.values()] };
  }

  private quoted(text: string): string {
    return quotedText(text, this.context.quote);
  }

  /** The text that names the symbol in `target`, or `undefined` if it cannot be named there. */
  private nameOf(symbol: ts.Symbol): string | undefined {
    const { ts, source, target } = this.context;
    const { checker } = this;
    const declaration = symbol.declarations?.[0];
    if (!declaration) return undefined;
    if (declaration.getSourceFile().fileName === target) return isTopLevel(ts, declaration) ? symbol.name : undefined;
    const known = source.program.getSourceFile(target);
    const isTaken = (name: string): boolean =>
      known !== undefined && standsForAnother(ts, checker, known, name, symbol);
    if (isGlobal(ts, declaration)) return isTaken(symbol.name) ? `globalThis.${symbol.name}` : symbol.name;
    const importable = importableName(ts, source, symbol, target);
    if (!importable) return this.nameInNamespace(declaration, symbol);
    const { exportName, specifier, localName = exportName } = importable;
    const sameName = this.imports.get(localName);
    if (localName === "default" || isTaken(localName) || (sameName && sameName.specifier !== specifier))
      return `import(${this.quoted(specifier)}).${exportName}`;
    this.imports.set(localName, importable);
    return localName;
  }

  /** `Models.Role`, if the namespace can be named. */
  private nameInNamespace(declaration: ts.Declaration, symbol: ts.Symbol): string | undefined {
    const { ts } = this.context;
    const { checker } = this;
    const { parent } = declaration;
    if (!ts.isModuleBlock(parent) || !ts.isIdentifier(parent.parent.name)) return undefined;
    const namespace = checker.getSymbolAtLocation(parent.parent.name);
    if (!namespace?.exports?.has(symbol.escapedName)) return undefined;
    const outer = this.nameOf(namespace);
    return outer && `${outer}.${symbol.name}`;
  }

  private args(types: readonly ts.Type[] | undefined, depth: number): string {
    return types && types.length > 0 ? `<${types.map((type) => this.print(type, depth + 1)).join(", ")}>` : "";
  }

  private print(type: ts.Type, depth: number): string {
    const { ts } = this.context;
    const { checker } = this;
    const { TypeFlags } = ts;
    const { flags } = type;
    if (depth > maxDepth) throw new CannotPrint("the type is too deep to write out; export a named type for it");
    if ((flags & TypeFlags.Any) !== 0) throw new CannotPrint("its type is `any`; give the value a type");

    if (type.aliasSymbol) {
      const name = this.nameOf(type.aliasSymbol);
      if (name !== undefined) return name + this.args(type.aliasTypeArguments, depth);
    }
    if (type.isUnion()) return this.printUnion(type, depth);
    if (type.isIntersection())
      return type.types.map((part) => parenthesized(this.print(part, depth + 1), looserThanAnd)).join(" & ");
    if (this.isEnum(type)) return this.printEnum(type);
    if (type.isStringLiteral()) return this.quoted(type.value);
    if (type.isTypeParameter())
      return this.print(checker.getBaseConstraintOfType(type) ?? unknownType(checker), depth + 1);
    if ((flags & TypeFlags.Object) !== 0) return this.printObject(type, depth);
    // These types mean something only at their place.
    const nowhereElse = TypeFlags.Index | TypeFlags.IndexedAccess | TypeFlags.Conditional | TypeFlags.UniqueESSymbol;
    if ((flags & nowhereElse) !== 0)
      throw new CannotPrint("its type depends on a type parameter; give the value a concrete type");
    return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  }

  private isEnum(type: ts.Type): boolean {
    const { TypeFlags } = this.context.ts;
    return (type.flags & TypeFlags.EnumLike) !== 0;
  }

  private printEnum(type: ts.Type): string {
    const { checker } = this;
    const { SymbolFlags } = this.context.ts;
    const symbol = type.getSymbol();
    const isMember = symbol !== undefined && (symbol.flags & SymbolFlags.EnumMember) !== 0;
    const enumDeclaration = symbol?.declarations?.[0];
    const owner =
      isMember && enumDeclaration
        ? checker.getSymbolAtLocation((enumDeclaration.parent as ts.EnumDeclaration).name)
        : symbol;
    const name = owner && this.nameOf(owner);
    if (name !== undefined && isMember)
      return isIdentifierName(symbol.name) ? `${name}.${symbol.name}` : `(typeof ${name})[${this.quoted(symbol.name)}]`;
    if (name !== undefined) return name;
    if (type.isStringLiteral()) return this.quoted(type.value);
    if (type.isNumberLiteral()) return String(type.value);
    throw new CannotPrint(`the enum ${owner?.name ?? ""} is not exported; export it`);
  }

  /**
   * The union's members in TypeScript's own order, with `boolean` and enums reassembled, and `null` and `undefined`
   * last.
   */
  private printUnion(type: ts.UnionType, depth: number): string {
    const { TypeFlags } = this.context.ts;
    // `origin` remembers the named parts that a union was built from (`Role | undefined`); it is not in the public
    // types.
    const origin = (type as { origin?: ts.Type }).origin;
    const parts = origin?.isUnion() ? origin.types : type.types;
    const texts: string[] = [];
    let last: string[] = [];
    const isBooleanLiteral = (part: ts.Type): boolean => (part.flags & TypeFlags.BooleanLiteral) !== 0;
    const holdsBoth = parts.filter(isBooleanLiteral).length === 2;
    for (const part of parts) {
      if (holdsBoth && isBooleanLiteral(part)) texts.push("boolean");
      else if ((part.flags & TypeFlags.Null) !== 0) last = ["null", ...last];
      else if ((part.flags & TypeFlags.Undefined) !== 0) last = [...last, "undefined"];
      else texts.push(this.print(part, depth + 1));
    }
    const whole = this.wholeEnum(type) ?? this.derived(type);
    return [...new Set([...(whole === undefined ? texts : [whole]), ...last])].join(" | ");
  }

  /**
   * The name of the type of a list or a schema, if the union consists of exactly its values, and perhaps `null` and
   * `undefined`.
   */
  private derived(type: ts.UnionType): string | undefined {
    const { ts, source } = this.context;
    const alias = derivedAlias(ts, source.program, type);
    return alias && this.nameOf(alias);
  }

  /** The enum's name, if the union consists of exactly the members of one enum, and perhaps `null` and `undefined`. */
  private wholeEnum(type: ts.UnionType): string | undefined {
    const { checker } = this;
    const { TypeFlags } = this.context.ts;
    const members = type.types.filter((part) => (part.flags & (TypeFlags.Null | TypeFlags.Undefined)) === 0);
    const first = members[0];
    if (!first || !members.every((part) => this.isEnum(part))) return undefined;
    const base = checker.getBaseTypeOfLiteralType(first);
    return base.isUnion() && base.types.length === members.length ? this.printEnum(base) : undefined;
  }

  private printObject(type: ts.Type, depth: number): string {
    const { source } = this.context;
    const { checker } = this;
    const { ObjectFlags, SymbolFlags, SignatureKind } = this.context.ts;
    if (checker.isTupleType(type)) return this.printTuple(type as ts.TupleTypeReference, depth);
    if (checker.isArrayType(type)) {
      const readonly = type.getSymbol()?.name === "ReadonlyArray" ? "readonly " : "";
      const element = checker.getTypeArguments(type as ts.TypeReference)[0];
      return `${readonly}${parenthesized(this.print(element ?? unknownType(checker), depth + 1), looserThanPostfix)}[]`;
    }
    const symbol = type.getSymbol();
    if (symbol && (symbol.flags & (SymbolFlags.Class | SymbolFlags.Interface)) !== 0) {
      const name = this.nameOf(symbol);
      if (name !== undefined) {
        if (((type as ts.ObjectType).objectFlags & ObjectFlags.Reference) === 0) return name;
        const reference = type as ts.TypeReference;
        // A reference's arguments end with the implicit `this`, which is no declared parameter and is cut off.
        const count = reference.target.typeParameters?.length ?? 0;
        return name + this.args(checker.getTypeArguments(reference).slice(0, count), depth);
      }
      const declaration = symbol.declarations?.[0];
      if (declaration && !isOwnFile(source.program, declaration.getSourceFile())) {
        throw new CannotPrint(`the type ${symbol.name} cannot be imported here; export a named type for it`);
      }
    }
    if (
      checker.getSignaturesOfType(type, SignatureKind.Call).length > 0 ||
      checker.getSignaturesOfType(type, SignatureKind.Construct).length > 0
    ) {
      throw new CannotPrint("it holds a function, which no session can carry");
    }
    return this.printNamedMember(type) ?? this.printMembers(type, depth);
  }

  /**
   * `NonNullable<DefaultSession["user"]>`: the type of a member of a dependency's interface, which has no other name.
   */
  private printNamedMember(type: ts.Type): string | undefined {
    const { ts, source } = this.context;
    const { checker } = this;
    const literal = type.getSymbol()?.declarations?.[0];
    if (!literal || !ts.isTypeLiteralNode(literal) || isOwnFile(source.program, literal.getSourceFile()))
      return undefined;
    const isAround = (node: ts.Node): boolean => ts.isUnionTypeNode(node) || ts.isParenthesizedTypeNode(node);
    let around: ts.Node = literal.parent;
    while (isAround(around)) around = around.parent;
    if (!ts.isPropertySignature(around) || !ts.isInterfaceDeclaration(around.parent)) return undefined;
    if (around.parent.typeParameters || !ts.isIdentifier(around.name)) return undefined;
    const member = checker.getSymbolAtLocation(around.name);
    const owner = checker.getSymbolAtLocation(around.parent.name);
    const whole = member && checker.getTypeOfSymbol(member);
    // The member may have more parts than this one, or be generic.
    if (!whole || checker.getNonNullableType(whole) !== type) return undefined;
    const name = owner && this.nameOf(owner);
    const text = name === undefined ? undefined : `${name}[${this.quoted(around.name.text)}]`;
    return whole === type || text === undefined ? text : `NonNullable<${text}>`;
  }

  private printMembers(type: ts.Type, depth: number): string {
    const { ts, pad = " ", separator = ";" } = this.context;
    const { checker } = this;
    const { SymbolFlags } = ts;
    const members = checker
      .getIndexInfosOfType(type)
      .map((info) => `[key: ${this.print(info.keyType, depth + 1)}]: ${this.print(info.type, depth + 1)}`);
    for (const property of checker.getPropertiesOfType(type)) {
      if (!isPublic(ts, property)) continue;
      if (String(property.escapedName).startsWith("__@"))
        throw new CannotPrint("one of its properties is named by a symbol; export a named type for it");
      const name = propertyText(property.name, this.context.quote);
      const text = this.print(widenedProperty(ts, checker, property), depth + 1);
      const isOptional = (property.flags & SymbolFlags.Optional) !== 0 || this.isLeftOut(property, text);
      members.push(isOptional ? `${name}?: ${withoutUndefined(text)}` : `${name}: ${text}`);
    }
    return members.length === 0 ? "{}" : oneLineLiteral(members, { pad, separator });
  }

  /**
   * Whether JSON may leave out a property of a literal because its value can be `undefined`: no declaration says that
   * it is always there.
   */
  private isLeftOut({ valueDeclaration }: ts.Symbol, text: string): boolean {
    const { ts, source } = this.context;
    return (
      valueDeclaration !== undefined &&
      ts.isObjectLiteralElementLike(valueDeclaration) &&
      text.endsWith(" | undefined") &&
      source.program.getCompilerOptions().exactOptionalPropertyTypes !== true
    );
  }

  private printTuple(type: ts.TupleTypeReference, depth: number): string {
    const { ts } = this.context;
    const { checker } = this;
    const { elementFlags, readonly } = type.target;
    const elements = checker.getTypeArguments(type).map((element, index) => {
      const flags = elementFlags[index] ?? ts.ElementFlags.Required;
      const text = this.print(element, depth + 1);
      if ((flags & ts.ElementFlags.Rest) !== 0) return `...${parenthesized(text, looserThanPostfix)}[]`;
      if ((flags & ts.ElementFlags.Variadic) !== 0) return `...${text}`;
      return (flags & ts.ElementFlags.Optional) !== 0
        ? `${parenthesized(withoutUndefined(text), looserThanPostfix)}?`
        : text;
    });
    return `${readonly ? "readonly " : ""}[${elements.join(", ")}]`;
  }
}

/** An optional member's type without the trailing `undefined` that its `?` implies; a mere `undefined` stays. */
function withoutUndefined(text: string): string {
  return text.replace(/ \| undefined$/, "");
}

/** The type operators that bind looser than a postfix `[]`, and the one that binds looser than `&`. */
const looserThanPostfix = "|&";
const looserThanAnd = "|";

/** Whether the property can be read outside its class. */
function isPublic(ts: TypeScript, { valueDeclaration }: ts.Symbol): boolean {
  if (!valueDeclaration) return true;
  const name = ts.getNameOfDeclaration(valueDeclaration);
  return (
    (ts.getCombinedModifierFlags(valueDeclaration) & ts.ModifierFlags.NonPublicAccessibilityModifier) === 0 &&
    !(name && ts.isPrivateIdentifier(name))
  );
}

function isTopLevel(ts: TypeScript, declaration: ts.Declaration): boolean {
  return ts.isSourceFile(declaration.parent);
}

/** Whether every file sees the declaration: in a script, or inside `declare global`. */
function isGlobal(ts: TypeScript, declaration: ts.Declaration): boolean {
  const { parent } = declaration;
  if (ts.isSourceFile(parent)) return !ts.isExternalModule(parent);
  return ts.isModuleBlock(parent) && isGlobalBlock(ts, parent.parent);
}

/** Whether a name means something else in a file, at its top level or inside one of its `declare module` blocks. */
function standsForAnother(
  ts: TypeScript,
  checker: Checker,
  file: ts.SourceFile,
  name: string,
  symbol: ts.Symbol,
): boolean {
  const { Type, Alias } = ts.SymbolFlags;
  const inScope = (place: ts.Node): ts.Symbol | undefined =>
    compilerOf(ts).nameInScope(checker, name, place, Type | Alias);
  // Inside a block that augments an interface, the interface's name resolves to the block's own declaration.
  const isPart = (found: ts.Symbol): boolean =>
    found.declarations?.some((one) => symbol.declarations?.includes(one)) === true;
  const isOther = (found: ts.Symbol): boolean => !isPart(found) && !standsFor(ts, checker, found, symbol);
  const ofFile = inScope(file);
  // An import of that name shadows a global.
  if (ofFile?.declarations?.some((one) => one.getSourceFile() === file) === true && isOther(ofFile)) return true;
  return file.statements.some((statement) => {
    const block = ts.isModuleDeclaration(statement) ? statement.body : undefined;
    const ofBlock = block && inScope(block);
    return ofBlock !== undefined && ofBlock !== ofFile && isOther(ofBlock);
  });
}
