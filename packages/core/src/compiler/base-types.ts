import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { unalias } from "./module-names.js";

/** The names that the library's own declarations of an interface extend: `DefaultUser` of `User`. */
export function libraryBases(ts: TypeScript, declarations: readonly ts.InterfaceDeclaration[]): Set<string> {
  const names = declarations.flatMap((declaration) =>
    basesOf(declaration).flatMap(({ expression }) => (ts.isIdentifier(expression) ? [expression.text] : [])),
  );
  return new Set(names);
}

/** What an interface extends. */
export function basesOf({ heritageClauses }: ts.InterfaceDeclaration): ts.ExpressionWithTypeArguments[] {
  return (heritageClauses ?? []).flatMap((clause) => [...clause.types]);
}

/**
 * Whether an augmentation extends by this name what the interface extends already, in vain: the name is not imported, or from a module that
 * does not export it. Nothing that its author meant is missing.
 * @param names what the library's own declarations extend
 */
export function isVainBase(
  ts: TypeScript,
  checker: ts.TypeChecker,
  { expression }: ts.ExpressionWithTypeArguments,
  names: ReadonlySet<string>,
): boolean {
  if (!ts.isIdentifier(expression)) return false;
  const symbol = checker.getSymbolAtLocation(expression);
  if (symbol && unalias(ts, checker, symbol).declarations) return false;
  const specifier = symbol?.declarations?.find(ts.isImportSpecifier);
  return names.has((specifier?.propertyName ?? specifier?.name ?? expression).text);
}
