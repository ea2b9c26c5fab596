import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { basesOf, nameOfBase } from "../syntax/bases.js";
import { unalias } from "./module-names.js";
import type { Checker } from "../api/program.js";

/** The names that the library's own declarations of an interface extend: `DefaultUser` of `User`. */
export function libraryBases(ts: TypeScript, declarations: readonly ts.InterfaceDeclaration[]): Set<string> {
  const names = declarations.flatMap((declaration) =>
    basesOf(declaration).flatMap((base) => {
      const name = nameOfBase(ts, base);
      return ts.isIdentifier(name) ? [name.text] : [];
    }),
  );
  return new Set(names);
}

/**
 * Whether an augmentation names a base that does not resolve, but that the interface extends already: the name is not
 * imported, or its module does not export it. Its author misses nothing.
 * @param names the bases of the library's own declarations
 */
export function isVainBase(
  ts: TypeScript,
  checker: Checker,
  base: ts.ExpressionWithTypeArguments,
  names: ReadonlySet<string>,
): boolean {
  const expression = nameOfBase(ts, base);
  if (!ts.isIdentifier(expression)) return false;
  const symbol = checker.getSymbolAtLocation(expression);
  if (symbol && unalias(ts, checker, symbol).declarations) return false;
  const specifier = symbol?.declarations?.find(ts.isImportSpecifier);
  return names.has((specifier?.propertyName ?? specifier?.name ?? expression).text);
}
