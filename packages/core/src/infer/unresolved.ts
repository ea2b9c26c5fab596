import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Types } from "../compiler/types.js";
import { unalias } from "../compiler/module-names.js";
import { basesOf } from "../compiler/base-types.js";
import { isAssertion } from "../edits/assertions.js";
import { namedValue } from "../compiler/symbols.js";

/** What is not looked at twice: names may be declared in a circle. */
type Seen = Set<ts.Node>;

/**
 * The names of the project that stand for nothing, and on which the type of a value rests: a client that is not generated yet, a package that is
 * not installed. What such a value holds nobody can say, and a field that is missing on a known type is not meant.
 */
export function unresolvedIn(ts: TypeScript, types: Types, value: ts.Expression): ts.Node[] {
  return inValue(ts, types, value, new Set());
}

/** The same of a type as it is written. */
export function unresolvedInType(ts: TypeScript, types: Types, type: ts.TypeNode): ts.Node[] {
  return inType(ts, types, type, new Set());
}

/** The same of what an interface extends. */
export function unresolvedInBase(ts: TypeScript, types: Types, base: ts.ExpressionWithTypeArguments): ts.Node[] {
  return inBase(ts, types, base, new Set());
}

function inValue(ts: TypeScript, types: Types, node: ts.Node, seen: Seen): ts.Node[] {
  if (seen.has(node) || isTold(types, node)) return [];
  seen.add(node);
  if (isAssertion(ts, node)) {
    const named = inType(ts, types, node.type, seen);
    return named.length > 0 ? named : inValue(ts, types, node.expression, seen);
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const owner = inValue(ts, types, node.expression, seen);
    return owner.length > 0 ? owner : inDeclarations(ts, types, accessed(ts, types, node), seen);
  }
  if (ts.isIdentifier(node)) return inName(ts, types, node, seen);
  if (ts.isFunctionLike(node)) return [];
  const inner: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    if (inner.length === 0) inner.push(...inValue(ts, types, child, seen));
  });
  // What a call gives may be of a type that the function's own file does not resolve.
  const isGiven = inner.length === 0 && ts.isCallExpression(node) && types.isUnresolved(types.typeAt(node));
  const declaration = isGiven ? types.checker.getResolvedSignature(node)?.declaration : undefined;
  const returned = declaration?.type;
  return returned ? inType(ts, types, returned, seen) : inner;
}

/** Whether the type of a node says all that there is to say. */
function isTold(types: Types, node: ts.Node): boolean {
  const type = types.typeAt(node);
  return types.isKnown(type) && !types.holdsAny(type) && !types.isUnresolved(type);
}

function inName(ts: TypeScript, types: Types, name: ts.Identifier, seen: Seen): ts.Node[] {
  const symbol = namedValue(ts, types.checker, name);
  if (!symbol || isNothing(ts, types, symbol)) return types.isUnresolved(types.typeAt(name)) ? [name] : [];
  return inDeclarations(ts, types, symbol, seen);
}

/** What an access reads, where its type declares that. */
function accessed(
  ts: TypeScript,
  types: Types,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): ts.Symbol | undefined {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  return types.checker.getSymbolAtLocation(name);
}

function inDeclarations(ts: TypeScript, types: Types, symbol: ts.Symbol | undefined, seen: Seen): ts.Node[] {
  return (symbol?.declarations ?? []).flatMap((declaration): ts.Node[] => {
    const holder = ts.isBindingElement(declaration)
      ? ts.findAncestor(declaration, (node) => ts.isVariableDeclaration(node) || ts.isParameter(node))
      : declaration;
    const { type, initializer } = (holder ?? declaration) as { type?: ts.TypeNode; initializer?: ts.Expression };
    if (type && ts.isTypeNode(type)) return inType(ts, types, type, seen);
    return initializer ? inValue(ts, types, initializer, seen) : [];
  });
}

function inType(ts: TypeScript, types: Types, node: ts.Node, seen: Seen): ts.Node[] {
  if (seen.has(node)) return [];
  seen.add(node);
  const name = ts.isTypeReferenceNode(node) ? node.typeName : undefined;
  const isImport = ts.isImportTypeNode(node);
  if ((name ?? isImport) && types.isUnresolved(types.typeAt(node))) {
    const symbol = name && types.checker.getSymbolAtLocation(name);
    if (!symbol || isNothing(ts, types, symbol)) return [node];
  }
  const found = name ? inNamed(ts, types, types.checker.getSymbolAtLocation(name), seen) : [];
  ts.forEachChild(node, (child) => {
    found.push(...inType(ts, types, child, seen));
  });
  return found;
}

function inBase(ts: TypeScript, types: Types, base: ts.ExpressionWithTypeArguments, seen: Seen): ts.Node[] {
  const { expression, typeArguments = [] } = base;
  const name = ts.isIdentifier(expression) ? expression : undefined;
  const symbol = name && types.checker.getSymbolAtLocation(name);
  const isMissing = name && (!symbol || isNothing(ts, types, symbol));
  if (isMissing && types.isUnresolved(types.typeAt(base))) return [name];
  return [...inNamed(ts, types, symbol, seen), ...typeArguments.flatMap((part) => inType(ts, types, part, seen))];
}

/** What a name stands for: an alias of another type, or an interface that extends others. */
function inNamed(ts: TypeScript, types: Types, symbol: ts.Symbol | undefined, seen: Seen): ts.Node[] {
  const declarations = symbol ? (unalias(ts, types.checker, symbol).declarations ?? []) : [];
  return declarations.flatMap((declaration) => {
    // A dependency's own types are its own concern.
    if (declaration.getSourceFile().fileName.includes("/node_modules/")) return [];
    if (ts.isTypeAliasDeclaration(declaration)) return inType(ts, types, declaration.type, seen);
    if (!ts.isInterfaceDeclaration(declaration) || seen.has(declaration)) return [];
    seen.add(declaration);
    return basesOf(declaration).flatMap((base) => inBase(ts, types, base, seen));
  });
}

/** Whether a name stands for nothing: an import of what its module does not have, or of a module that is not there. */
function isNothing(ts: TypeScript, { checker }: Types, symbol: ts.Symbol): boolean {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return (isAlias ? checker.getAliasedSymbol(symbol) : symbol).declarations === undefined;
}
