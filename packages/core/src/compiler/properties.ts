import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { isPrototype } from "../api/field-key.js";
import { isLooselyGiven } from "./loosely-given.js";
import { isOwnFile } from "./module-names.js";
import type { Written } from "./unions.js";
import { widenedProperty, writtenProperty } from "./widen.js";

/** What objects hold. */
export interface Properties {
  /** What the property of that type holds; `undefined` when it is not declared by name (an index signature does not count). */
  property(type: ts.Type, name: string): ts.Symbol | undefined;
  /** Properties that can be read by name, of the object the value is when it is not `null` or `undefined`. */
  propertiesOf(type: ts.Type): readonly ts.Symbol[];
  /** The type of the property of that name, of the object the value is when it is not `null` or `undefined`. */
  propertyType(type: ts.Type, name: string): ts.Type | undefined;
  typeOfProperty(symbol: ts.Symbol): ts.Type;
  /** The type of a property of an object literal, widened as that of a mutable property. */
  widenedProperty(symbol: ts.Symbol): ts.Type;
  /** A property of an object that somebody makes, as what is written there. */
  writtenProperty(symbol: ts.Symbol): Written;
  isOptionalProperty(symbol: ts.Symbol): boolean;
  isMethod(symbol: ts.Symbol): boolean;
  /** Whether a class keeps it for itself. */
  isHidden(symbol: ts.Symbol): boolean;
  /** Whether JSON, or a spread, takes it along: of an instance not its methods and accessors, nor what it keeps for itself. */
  travels(symbol: ts.Symbol): boolean;
  /** Whether nothing may be assigned to it. */
  isReadonly(symbol: ts.Symbol): boolean;
  /** Whether the project's own code declares the property, and not a dependency, such as a database's row. */
  isOwnProperty(symbol: ts.Symbol): boolean;
  /** Whether it belongs to an interface that a dependency declares, though the project may have added it there. */
  isOfLibraryInterface(symbol: ts.Symbol): boolean;
  /**
   * Whether the authentication library alone declares it, for what any provider may give: `name?: string | null` of its `User`.
   */
  isLooselyGiven(symbol: ts.Symbol): boolean;
}

/** The questions about properties, to one program. */
export function propertiesIn(ts: TypeScript, program: ts.Program): Properties {
  const checker = program.getTypeChecker();
  const { SymbolFlags, ModifierFlags } = ts;
  const property = (type: ts.Type, name: string): ts.Symbol | undefined =>
    checker.getPropertyOfType(checker.getNonNullableType(type), name);
  const isOwn = (one: ts.Declaration): boolean => isOwnFile(program, one.getSourceFile());

  const isHidden = (symbol: ts.Symbol): boolean =>
    symbol.declarations?.some(
      (one) => (ts.getCombinedModifierFlags(one) & (ModifierFlags.Private | ModifierFlags.Protected)) !== 0,
    ) === true;
  const isOnPrototype = (symbol: ts.Symbol): boolean =>
    (symbol.flags & (SymbolFlags.Method | SymbolFlags.Accessor)) !== 0 &&
    symbol.declarations?.some(({ parent }) => ts.isClassLike(parent)) === true;

  return {
    property,
    // What a symbol names, or what a class keeps by a `#` (`__@iterator@12`, `__#1@#secret` inside the compiler), never travels as JSON.
    propertiesOf: (type) =>
      checker
        .getPropertiesOfType(checker.getNonNullableType(type))
        .filter(({ name, escapedName }) => !/^__[@#]/.test(String(escapedName)) && !isPrototype(name)),
    propertyType: (type, name) => {
      const symbol = property(type, name);
      return symbol && checker.getTypeOfSymbol(symbol);
    },
    typeOfProperty: (symbol) => checker.getTypeOfSymbol(symbol),
    widenedProperty: (symbol) => widenedProperty(ts, checker, symbol),
    writtenProperty: (symbol) => writtenProperty(ts, checker, symbol),
    isOptionalProperty: (symbol) => (symbol.flags & SymbolFlags.Optional) !== 0,
    isMethod: (symbol) => (symbol.flags & SymbolFlags.Method) !== 0,
    isHidden,
    travels: (symbol) => !isHidden(symbol) && !isOnPrototype(symbol),
    isReadonly: (symbol) =>
      symbol.declarations?.some((one) => (ts.getCombinedModifierFlags(one) & ModifierFlags.Readonly) !== 0) !== false,
    isOwnProperty: (symbol) => symbol.declarations?.some(isOwn) === true,
    isOfLibraryInterface: (symbol) =>
      symbol.declarations?.some(({ parent }) => {
        const owner = ts.isInterfaceDeclaration(parent) ? checker.getSymbolAtLocation(parent.name) : undefined;
        return owner?.declarations?.some((one) => !isOwn(one)) === true;
      }) === true,
    isLooselyGiven: (symbol) => isLooselyGiven(ts, symbol),
  };
}
