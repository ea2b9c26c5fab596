import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { isPrototype } from "../api/field-key.js";
import { isLooselyGiven } from "./loosely-given.js";
import type { Written } from "./unions.js";
import { widenedProperty, writtenProperty } from "./widen.js";
import type { Program } from "../api/program.js";
import { isOwnFile } from "./own-files.js";

/** Questions about the properties of objects. */
export interface Properties {
  /** The property of that name; `undefined` if it is not declared by name (an index signature does not count). */
  property(type: ts.Type, name: string): ts.Symbol | undefined;
  /** The properties that can be read by name, once `null` and `undefined` are ruled out. */
  propertiesOf(type: ts.Type): readonly ts.Symbol[];
  /** The type of the property of that name, once `null` and `undefined` are ruled out. */
  propertyType(type: ts.Type, name: string): ts.Type | undefined;
  typeOfProperty(symbol: ts.Symbol): ts.Type;
  /** The type of a property of an object literal, widened as for a mutable property. */
  widenedProperty(symbol: ts.Symbol): ts.Type;
  /** A property of a made object, as a written value. */
  writtenProperty(symbol: ts.Symbol): Written;
  isOptionalProperty(symbol: ts.Symbol): boolean;
  isMethod(symbol: ts.Symbol): boolean;
  /** Whether it is a private or protected member of a class. */
  isHidden(symbol: ts.Symbol): boolean;
  /** Whether JSON or a spread includes it: not the methods, accessors and hidden members of an instance. */
  travels(symbol: ts.Symbol): boolean;
  /** Whether it cannot be assigned to. */
  isReadonly(symbol: ts.Symbol): boolean;
  /** Whether the project's own code declares the property, rather than a dependency, as for a database's row. */
  isOwnProperty(symbol: ts.Symbol): boolean;
  /** Whether it belongs to an interface of a dependency, even if the project has added it there. */
  isOfLibraryInterface(symbol: ts.Symbol): boolean;
  /**
   * Whether only the authentication library declares it, for the values of any provider: `name?: string | null` of its
   * `User`.
   */
  isLooselyGiven(symbol: ts.Symbol): boolean;
}

/** Makes the questions about properties for one program. */
export function propertiesIn(ts: TypeScript, program: Program): Properties {
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
    // Properties named by a symbol, and a class's `#` members (`__@iterator@12`, `__#1@#secret` inside the compiler),
    // are never in JSON.
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
