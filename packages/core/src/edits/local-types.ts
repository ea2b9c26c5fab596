import type ts from "typescript";
import { isExported } from "../syntax/modifiers.js";

/** A type that only its own file can name. */
export interface LocalType {
  readonly name: string;
  /** Its declarations; several where an interface is declared in parts. */
  readonly statements: readonly ts.Statement[];
}

type Declaration = ts.TypeAliasDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration;

/**
 * The types of a file about which a compiler or a linter complains where nothing names them: aliases, interfaces and enums that are not
 * exported and do nothing when they are declared. One whose name is declared in two places is left out: which of them is named takes more
 * than its name to tell. So is one that shares its line.
 */
export function localTypes(tsModule: typeof ts, file: ts.SourceFile): LocalType[] {
  // Whatever stands at the top level of those is everybody's.
  if (file.isDeclarationFile) return [];
  const found = new Map<string, Declaration[]>();
  const visit = (node: ts.Node): void => {
    if (isDeclaration(tsModule, node)) found.set(node.name.text, [...(found.get(node.name.text) ?? []), node]);
    tsModule.forEachChild(node, visit);
  };
  visit(file);
  return [...found].flatMap(([name, statements]) => {
    const isOfOnePlace = statements.every(({ parent }) => parent === statements[0]?.parent);
    return isOfOnePlace && statements.every((one) => mayGo(tsModule, file, one)) ? [{ name, statements }] : [];
  });
}

function isDeclaration(tsModule: typeof ts, node: ts.Node): node is Declaration {
  return (
    tsModule.isTypeAliasDeclaration(node) || tsModule.isInterfaceDeclaration(node) || tsModule.isEnumDeclaration(node)
  );
}

function mayGo(tsModule: typeof ts, file: ts.SourceFile, declaration: Declaration): boolean {
  if (
    isExported(tsModule, declaration) ||
    !isPlaceOfItsOwn(tsModule, file, declaration.parent) ||
    !isAloneOnItsLines(file, declaration)
  )
    return false;
  return !tsModule.isEnumDeclaration(declaration) || declaration.members.every((one) => isConstant(tsModule, one));
}

/** Whether nobody outside of a block sees what it declares and does not export. */
function isPlaceOfItsOwn(tsModule: typeof ts, file: ts.SourceFile, place: ts.Node): boolean {
  if (tsModule.isSourceFile(place)) return tsModule.isExternalModule(file);
  if (tsModule.isModuleBlock(place)) return !isDeclared(tsModule, place.parent);
  return tsModule.isBlock(place);
}

/** Whether a namespace is declared and not there, so that all of it is exported; and so what is global, or another module's. */
function isDeclared(tsModule: typeof ts, { modifiers, parent }: ts.ModuleDeclaration): boolean {
  if (modifiers?.some(({ kind }) => kind === tsModule.SyntaxKind.DeclareKeyword) === true) return true;
  if (tsModule.isModuleBlock(parent)) return isDeclared(tsModule, parent.parent);
  return tsModule.isModuleDeclaration(parent) && isDeclared(tsModule, parent);
}

function isAloneOnItsLines({ text }: ts.SourceFile, statement: ts.Statement): boolean {
  const leading = text.slice(statement.pos, statement.getStart());
  const before = leading.slice(leading.lastIndexOf("\n") + 1);
  const isFirst = statement.pos === 0 || leading.includes("\n");
  const isLast = /^[ \t]*(?:\/\/[^\n]*|\/\*[^\n]*?\*\/[ \t]*)?(?:\r?\n|$)/.test(text.slice(statement.end));
  return isFirst && before.trim() === "" && isLast;
}

/** Whether to compute an enum's member does nothing that could be missed. */
function isConstant(tsModule: typeof ts, { initializer }: ts.EnumMember): boolean {
  if (!initializer) return true;
  const value = tsModule.isPrefixUnaryExpression(initializer) ? initializer.operand : initializer;
  return tsModule.isLiteralExpression(value);
}
