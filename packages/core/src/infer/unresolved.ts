import type ts from "typescript";
import { namedValue, type Types } from "../compiler/types.js";
import { unalias } from "../compiler/module-names.js";
import { basesOf } from "../compiler/base-types.js";
import { isAssertion } from "../edits/assertions.js";

/** What is not looked at twice: names may be declared in a circle. */
type Seen = Set<ts.Node>;

/**
 * The names of the project that stand for nothing, and on which the type of a value rests: a client that is not generated yet, a package that is
 * not installed. What such a value holds nobody can say, and a field that is missing on a known type is not meant.
 */
export function unresolvedIn(tsModule: typeof ts, types: Types, value: ts.Expression): ts.Node[] {
  return inValue(tsModule, types, value, new Set());
}

/** The same of a type as it is written. */
export function unresolvedInType(tsModule: typeof ts, types: Types, type: ts.TypeNode): ts.Node[] {
  return inType(tsModule, types, type, new Set());
}

/** The same of what an interface extends. */
export function unresolvedInBase(tsModule: typeof ts, types: Types, base: ts.ExpressionWithTypeArguments): ts.Node[] {
  return inBase(tsModule, types, base, new Set());
}

function inValue(tsModule: typeof ts, types: Types, node: ts.Node, seen: Seen): ts.Node[] {
  if (seen.has(node) || isTold(types, node)) return [];
  seen.add(node);
  if (isAssertion(tsModule, node)) {
    const named = inType(tsModule, types, node.type, seen);
    return named.length > 0 ? named : inValue(tsModule, types, node.expression, seen);
  }
  if (tsModule.isPropertyAccessExpression(node) || tsModule.isElementAccessExpression(node)) {
    const owner = inValue(tsModule, types, node.expression, seen);
    return owner.length > 0 ? owner : inDeclarations(tsModule, types, accessed(tsModule, types, node), seen);
  }
  if (tsModule.isIdentifier(node)) return inName(tsModule, types, node, seen);
  if (tsModule.isFunctionLike(node)) return [];
  const inner: ts.Node[] = [];
  tsModule.forEachChild(node, (child) => {
    if (inner.length === 0) inner.push(...inValue(tsModule, types, child, seen));
  });
  // What a call gives may be of a type that the function's own file does not resolve.
  const isGiven = inner.length === 0 && tsModule.isCallExpression(node) && types.isUnresolved(types.typeAt(node));
  const declaration = isGiven ? types.checker.getResolvedSignature(node)?.declaration : undefined;
  const returned = declaration?.type;
  return returned ? inType(tsModule, types, returned, seen) : inner;
}

/** Whether the type of a node says all that there is to say. */
function isTold(types: Types, node: ts.Node): boolean {
  const type = types.typeAt(node);
  return types.isKnown(type) && !types.holdsAny(type) && !types.isUnresolved(type);
}

function inName(tsModule: typeof ts, types: Types, name: ts.Identifier, seen: Seen): ts.Node[] {
  const symbol = namedValue(tsModule, types.checker, name);
  if (!symbol || isNothing(tsModule, types, symbol)) return types.isUnresolved(types.typeAt(name)) ? [name] : [];
  return inDeclarations(tsModule, types, symbol, seen);
}

/** What an access reads, where its type declares that. */
function accessed(
  tsModule: typeof ts,
  types: Types,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): ts.Symbol | undefined {
  const name = tsModule.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  return types.checker.getSymbolAtLocation(name);
}

function inDeclarations(tsModule: typeof ts, types: Types, symbol: ts.Symbol | undefined, seen: Seen): ts.Node[] {
  return (symbol?.declarations ?? []).flatMap((declaration): ts.Node[] => {
    const holder = tsModule.isBindingElement(declaration)
      ? tsModule.findAncestor(declaration, (node) => tsModule.isVariableDeclaration(node) || tsModule.isParameter(node))
      : declaration;
    const { type, initializer } = (holder ?? declaration) as { type?: ts.TypeNode; initializer?: ts.Expression };
    if (type && tsModule.isTypeNode(type)) return inType(tsModule, types, type, seen);
    return initializer ? inValue(tsModule, types, initializer, seen) : [];
  });
}

function inType(tsModule: typeof ts, types: Types, node: ts.Node, seen: Seen): ts.Node[] {
  if (seen.has(node)) return [];
  seen.add(node);
  const name = tsModule.isTypeReferenceNode(node) ? node.typeName : undefined;
  const isImport = tsModule.isImportTypeNode(node);
  if ((name ?? isImport) && types.isUnresolved(types.typeAt(node))) {
    const symbol = name && types.checker.getSymbolAtLocation(name);
    if (!symbol || isNothing(tsModule, types, symbol)) return [node];
  }
  const found = name ? inNamed(tsModule, types, types.checker.getSymbolAtLocation(name), seen) : [];
  tsModule.forEachChild(node, (child) => {
    found.push(...inType(tsModule, types, child, seen));
  });
  return found;
}

function inBase(tsModule: typeof ts, types: Types, base: ts.ExpressionWithTypeArguments, seen: Seen): ts.Node[] {
  const { expression, typeArguments = [] } = base;
  const name = tsModule.isIdentifier(expression) ? expression : undefined;
  const symbol = name && types.checker.getSymbolAtLocation(name);
  const isMissing = name && (!symbol || isNothing(tsModule, types, symbol));
  if (isMissing && types.isUnresolved(types.typeAt(base))) return [name];
  return [
    ...inNamed(tsModule, types, symbol, seen),
    ...typeArguments.flatMap((part) => inType(tsModule, types, part, seen)),
  ];
}

/** What a name stands for: an alias of another type, or an interface that extends others. */
function inNamed(tsModule: typeof ts, types: Types, symbol: ts.Symbol | undefined, seen: Seen): ts.Node[] {
  const declarations = symbol ? (unalias(tsModule, types.checker, symbol).declarations ?? []) : [];
  return declarations.flatMap((declaration) => {
    // A dependency's own types are its own concern.
    if (declaration.getSourceFile().fileName.includes("/node_modules/")) return [];
    if (tsModule.isTypeAliasDeclaration(declaration)) return inType(tsModule, types, declaration.type, seen);
    if (!tsModule.isInterfaceDeclaration(declaration) || seen.has(declaration)) return [];
    seen.add(declaration);
    return basesOf(declaration).flatMap((base) => inBase(tsModule, types, base, seen));
  });
}

/** Whether a name stands for nothing: an import of what its module does not have, or of a module that is not there. */
function isNothing(tsModule: typeof ts, { checker }: Types, symbol: ts.Symbol): boolean {
  const isAlias = (symbol.flags & tsModule.SymbolFlags.Alias) !== 0;
  return (isAlias ? checker.getAliasedSymbol(symbol) : symbol).declarations === undefined;
}
