import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { isExported } from "../syntax/modifiers.js";

/** A type that only its own file can name. */
export interface LocalType {
  readonly name: string;
  /** Its declarations; several if an interface is declared in parts. */
  readonly statements: readonly ts.Statement[];
}

type Declaration = ts.TypeAliasDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration;

/**
 * The local types of a file that a compiler or linter reports once they are unused: aliases, interfaces and enums that
 * are not exported and run no code. A name with two declarations is left out, as the name alone does not tell which one
 * is used. So is a type that shares its line.
 */
export function localTypes(ts: TypeScript, file: ts.SourceFile): LocalType[] {
  // Everything at the top level of such a file is global or exported.
  if (file.isDeclarationFile) return [];
  const found = new Map<string, Declaration[]>();
  const visit = (node: ts.Node): void => {
    if (isDeclaration(ts, node)) found.set(node.name.text, [...(found.get(node.name.text) ?? []), node]);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found].flatMap(([name, statements]) => {
    const isOfOnePlace = statements.every(({ parent }) => parent === statements[0]?.parent);
    return isOfOnePlace && statements.every((one) => mayGo(ts, file, one)) ? [{ name, statements }] : [];
  });
}

function isDeclaration(ts: TypeScript, node: ts.Node): node is Declaration {
  return ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node);
}

function mayGo(ts: TypeScript, file: ts.SourceFile, declaration: Declaration): boolean {
  if (
    isExported(ts, declaration) ||
    !isPlaceOfItsOwn(ts, file, declaration.parent) ||
    !isAloneOnItsLines(file, declaration)
  )
    return false;
  return !ts.isEnumDeclaration(declaration) || declaration.members.every((one) => isConstant(ts, one));
}

/** Whether the unexported declarations of a block are invisible outside of it. */
function isPlaceOfItsOwn(ts: TypeScript, file: ts.SourceFile, place: ts.Node): boolean {
  if (ts.isSourceFile(place)) return ts.isExternalModule(file);
  if (ts.isModuleBlock(place)) return !isDeclared(ts, place.parent);
  return ts.isBlock(place);
}

/** Whether a namespace is ambient, which exports all of its members; so are a global one and another module's. */
function isDeclared(ts: TypeScript, { modifiers, parent }: ts.ModuleDeclaration): boolean {
  if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true) return true;
  if (ts.isModuleBlock(parent)) return isDeclared(ts, parent.parent);
  return ts.isModuleDeclaration(parent) && isDeclared(ts, parent);
}

function isAloneOnItsLines({ text }: ts.SourceFile, statement: ts.Statement): boolean {
  const leading = text.slice(statement.pos, statement.getStart());
  const before = leading.slice(leading.lastIndexOf("\n") + 1);
  const isFirst = statement.pos === 0 || leading.includes("\n");
  const isLast = /^[ \t]*(?:\/\/[^\n]*|\/\*[^\n]*?\*\/[ \t]*)?(?:\r?\n|$)/.test(text.slice(statement.end));
  return isFirst && before.trim() === "" && isLast;
}

/** Whether computing an enum's member has no side effect. */
function isConstant(ts: TypeScript, { initializer }: ts.EnumMember): boolean {
  if (!initializer) return true;
  const value = ts.isPrefixUnaryExpression(initializer) ? initializer.operand : initializer;
  return ts.isLiteralExpression(value);
}
