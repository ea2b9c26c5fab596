import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { partsOf } from "./unions.js";
import type { Program } from "../api/program.js";
import { compilerOf } from "./compiler.js";

/**
 * The project's name for a union of literals that it derives from a list or a schema:
 * `type Role = (typeof roles)[number]`. The checker forgets such a name. With two names for the same union, neither is
 * returned, as either may be meant.
 */
export function derivedAlias(ts: TypeScript, program: Program, union: ts.UnionType): ts.Symbol | undefined {
  const checker = program.getTypeChecker();
  const type = checker.getNonNullableType(union);
  const literals = partsOf(type).map((part) => (part.isStringLiteral() ? part.value : undefined));
  if (literals.length < 2) return undefined;
  const mayDerive = ({ text }: ts.SourceFile): boolean =>
    text.includes("typeof") && literals.every((literal) => literal !== undefined && text.includes(literal));
  const found = compilerOf(ts)
    .ownFiles(program)
    .filter(mayDerive)
    .flatMap((file) => file.statements.filter(ts.isTypeAliasDeclaration))
    .filter((alias) => isDerived(ts, alias))
    .flatMap(({ name }) => checker.getSymbolAtLocation(name) ?? [])
    .filter((symbol) => hasSameParts(checker.getDeclaredTypeOfSymbol(symbol), type));
  return found.length === 1 ? found[0] : undefined;
}

function hasSameParts(a: ts.Type, b: ts.Type): boolean {
  const parts = new Set(partsOf(a));
  return parts.size === partsOf(b).length && partsOf(b).every((part) => parts.has(part));
}

function isDerived(ts: TypeScript, { type, typeParameters }: ts.TypeAliasDeclaration): boolean {
  const isFrom = ts.isIndexedAccessTypeNode(type) || ts.isTypeReferenceNode(type);
  return !typeParameters && isFrom && type.getText().includes("typeof");
}
