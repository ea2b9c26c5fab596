import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { isVainBase } from "./base-types.js";
import { unalias } from "./module-names.js";
import type { Program, Checker } from "../api/program.js";
import { compilerOf, type Owner } from "./compiler.js";

/** Questions about names: their symbols and declarations. */
export interface Symbols {
  /** The symbol of a name at its place; for an imported name, the symbol of the import. */
  symbolAt(name: ts.Node): ts.Symbol | undefined;
  /** The symbol of a name, with imports and re-exports followed. */
  resolvedAt(name: ts.Node): ts.Symbol | undefined;
  /** A symbol, with imports and re-exports followed. */
  resolved(symbol: ts.Symbol): ts.Symbol;
  /** The symbol of the value that a name refers to; `role` in `{ role }` is the variable, not the property. */
  namedValue(name: ts.Identifier): ts.Symbol | undefined;
  /** Whether an expression names a member of an enum. */
  isEnumMember(value: ts.Expression): boolean;
  /** Whether the name of a variable or a parameter still refers to it at a place, and is not shadowed. */
  isVisible(name: ts.Identifier, place: ts.Node): boolean;
  /** The declarations of a symbol in program order; empty for an undeclared symbol. */
  declarationsOf(symbol: ts.Symbol | undefined): readonly ts.Declaration[];
  /** The declaration of the value; for a symbol that is a type and a value, the value's declaration. */
  valueDeclarationOf(symbol: ts.Symbol | undefined): ts.Declaration | undefined;
  /** Whether it has a declaration: an unresolved name may have a symbol, which represents the error. */
  isDeclared(symbol: ts.Symbol | undefined): boolean;
  /** Whether the language's own library declares it: `Date`, `Map`. */
  isBuiltIn(symbol: ts.Symbol | undefined): boolean;
  /** Whether a dependency declares it: neither the project nor the language's own library. */
  isForeign(symbol: ts.Symbol | undefined): boolean;
  /** Whether it names an interface, or is an import. */
  isInterfaceOrImport(symbol: ts.Symbol): boolean;
  /** The type that an interface, a class or an alias declares. */
  declaredType(symbol: ts.Symbol): ts.Type;
  /** The module of a file; `undefined` for a script. */
  moduleOf(file: ts.SourceFile): ts.Symbol | undefined;
  /** The module that a `declare module "…"` of the program declares, rather than augments. */
  ambientModule(specifier: string): ts.Symbol | undefined;
  /** The exports of a module, including re-exports. */
  exportsOf(module: ts.Symbol): readonly ts.Symbol[];
  /** The export of a module by name, with all augmentations merged. */
  exportNamed(module: ts.Symbol, name: string): ts.Symbol | undefined;
  /** See `isVainBase`. */
  isVainBase(base: ts.ExpressionWithTypeArguments, names: ReadonlySet<string>): boolean;
}

/** Makes the questions about names for one program. */
export function symbolsIn(ts: TypeScript, program: Program): Symbols {
  const checker = program.getTypeChecker();
  const compiler = compilerOf(ts);
  const { SymbolFlags } = ts;
  const symbolAt = (name: ts.Node): ts.Symbol | undefined => checker.getSymbolAtLocation(name);
  const resolved = (symbol: ts.Symbol): ts.Symbol => unalias(ts, checker, symbol);
  const hasFlags = (symbol: ts.Symbol | undefined, flags: ts.SymbolFlags): boolean =>
    ((symbol?.flags ?? 0) & flags) !== 0;
  const isOwnedBy = (symbol: ts.Symbol | undefined, owner: Owner): boolean =>
    symbol !== undefined && compiler.ownersOf(program, symbol).includes(owner);

  return {
    symbolAt,
    resolvedAt: (name) => {
      const symbol = symbolAt(name);
      return symbol && resolved(symbol);
    },
    resolved,
    namedValue: (name) => namedValue(ts, checker, name),
    isEnumMember: (value) => hasFlags(symbolAt(value), SymbolFlags.EnumMember),
    isVisible: (name, place) => compiler.nameInScope(checker, name.text, place, SymbolFlags.Value) === symbolAt(name),
    declarationsOf,
    valueDeclarationOf: (symbol) => symbol?.valueDeclaration,
    isDeclared: (symbol) => symbol?.declarations !== undefined,
    isBuiltIn: (symbol) => isOwnedBy(symbol, "language"),
    isForeign: (symbol) => isOwnedBy(symbol, "dependency"),
    isInterfaceOrImport: (symbol) => hasFlags(symbol, SymbolFlags.Interface | SymbolFlags.Alias),
    declaredType: (symbol) => checker.getDeclaredTypeOfSymbol(symbol),
    moduleOf: (file) => symbolAt(file),
    ambientModule: (specifier) => compiler.ambientModule(checker, specifier),
    exportsOf: (module) => checker.getExportsOfModule(module),
    exportNamed: (module, name) => {
      const symbol = checker.tryGetMemberInModuleExports(name, module);
      // With several augmentations, the merged symbol is another one than the export.
      return symbol && checker.getExportSymbolOfSymbol(resolved(symbol));
    },
    isVainBase: (base, names) => isVainBase(ts, checker, base, names),
  };
}

/** The declarations of a symbol in program order; empty for an undeclared symbol. */
export function declarationsOf(symbol: ts.Symbol | undefined): readonly ts.Declaration[] {
  return symbol?.declarations ?? [];
}

/** The symbol of the value that a name refers to; `role` in `{ role }` is the variable, not the property. */
export function namedValue(ts: TypeScript, checker: Checker, name: ts.Identifier): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(name.parent) && name.parent.name === name
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
}
