import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Types } from "../compiler/types.js";
import type { TypeView } from "../compiler/program-view.js";
import { basesOf, nameOfBase, qualified } from "../syntax/bases.js";
import { isAssertion } from "../edits/assertions.js";

/** Nodes that were checked already: names may be declared in a circle. */
type Seen = Set<ts.Node>;

/**
 * The unresolved names of the project on which the type of a value rests: a client that is not generated yet, a package
 * that is not installed. Such a value may hold anything. A field that a known type lacks does not count.
 */
export function unresolvedIn(view: TypeView, value: ts.Expression): ts.Node[] {
  return inValue(view, value, new Set());
}

/** The same for a type as it is written. */
export function unresolvedInType(view: TypeView, type: ts.TypeNode): ts.Node[] {
  return inType(view, type, new Set());
}

/** The same for the base of an interface. */
export function unresolvedInBase(view: TypeView, base: ts.ExpressionWithTypeArguments): ts.Node[] {
  return inBase(view, base, new Set());
}

function inValue(view: TypeView, node: ts.Node, seen: Seen): ts.Node[] {
  const { ts, types } = view;
  if (seen.has(node) || isTold(view, node)) return [];
  seen.add(node);
  if (isAssertion(ts, node)) {
    const named = inType(view, node.type, seen);
    return named.length > 0 ? named : inValue(view, node.expression, seen);
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const owner = inValue(view, node.expression, seen);
    return owner.length > 0 ? owner : inDeclarations(view, accessed(view, node), seen);
  }
  if (ts.isIdentifier(node)) return inName(view, node, seen);
  if (ts.isFunctionLike(node)) return [];
  const inner: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    if (inner.length === 0) inner.push(...inValue(view, child, seen));
  });
  // The result of a call may have a type that the function's own file does not resolve.
  const isGiven = inner.length === 0 && ts.isCallExpression(node) && types.isUnresolved(types.typeAt(node));
  const declaration = isGiven ? types.calledDeclaration(node) : undefined;
  const returned = declaration?.type;
  return returned ? inType(view, returned, seen) : inner;
}

/** Whether the type of a node says everything. */
function isTold({ types }: TypeView, node: ts.Node): boolean {
  const type = types.typeAt(node);
  return types.isKnown(type) && !types.holdsAny(type) && !types.isUnresolved(type);
}

function inName(view: TypeView, name: ts.Identifier, seen: Seen): ts.Node[] {
  const { types } = view;
  const symbol = types.namedValue(name);
  if (isNothing(types, symbol)) return types.isUnresolved(types.typeAt(name)) ? [name] : [];
  return inDeclarations(view, symbol, seen);
}

/** The property that an access reads, if its type declares it. */
function accessed(
  { ts, types }: TypeView,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): ts.Symbol | undefined {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  return types.symbolAt(name);
}

function inDeclarations(view: TypeView, symbol: ts.Symbol | undefined, seen: Seen): ts.Node[] {
  const { ts } = view;
  return view.types.declarationsOf(symbol).flatMap((declaration): ts.Node[] => {
    const holder = ts.isBindingElement(declaration)
      ? ts.findAncestor(declaration, (node) => ts.isVariableDeclaration(node) || ts.isParameter(node))
      : declaration;
    const { type, initializer } = (holder ?? declaration) as { type?: ts.TypeNode; initializer?: ts.Expression };
    if (type && ts.isTypeNode(type)) return inType(view, type, seen);
    return initializer ? inValue(view, initializer, seen) : [];
  });
}

function inType(view: TypeView, node: ts.Node, seen: Seen): ts.Node[] {
  const { ts, types } = view;
  if (seen.has(node)) return [];
  seen.add(node);
  const name = ts.isTypeReferenceNode(node) ? node.typeName : undefined;
  const isImport = ts.isImportTypeNode(node);
  if ((name ?? isImport) && types.isUnresolved(types.typeAt(node))) {
    if (!name || isNothing(types, types.symbolAt(name))) return [node];
  }
  const found = name ? inNamed(view, types.symbolAt(name), seen) : [];
  ts.forEachChild(node, (child) => {
    found.push(...inType(view, child, seen));
  });
  return found;
}

function inBase(view: TypeView, base: ts.ExpressionWithTypeArguments, seen: Seen): ts.Node[] {
  const { ts, types } = view;
  const { typeArguments = [] } = base;
  const whole = nameOfBase(ts, base);
  const name = qualified(ts, whole)?.right ?? whole;
  const symbol = ts.isIdentifier(name) ? types.symbolAt(name) : undefined;
  if (isNothing(types, symbol) && types.isUnresolved(types.typeAt(base))) return [leftmost(ts, whole)];
  return [...inNamed(view, symbol, seen), ...typeArguments.flatMap((part) => inType(view, part, seen))];
}

/** `library` in `library.types.User`. */
function leftmost(ts: TypeScript, name: ts.Expression | ts.EntityName): ts.Node {
  const parts = qualified(ts, name);
  return parts ? leftmost(ts, parts.left) : name;
}

/** The types behind a name: that of an alias, or the bases of an interface. */
function inNamed(view: TypeView, symbol: ts.Symbol | undefined, seen: Seen): ts.Node[] {
  const { ts, types } = view;
  return types.declarationsOf(symbol && types.resolved(symbol)).flatMap((declaration) => {
    // A dependency's own types are its own concern.
    if (declaration.getSourceFile().fileName.includes("/node_modules/")) return [];
    if (ts.isTypeAliasDeclaration(declaration)) return inType(view, declaration.type, seen);
    if (!ts.isInterfaceDeclaration(declaration) || seen.has(declaration)) return [];
    seen.add(declaration);
    return basesOf(declaration).flatMap((base) => inBase(view, base, seen));
  });
}

/** Whether a name is unresolved: its module is missing, or does not export it. */
function isNothing(types: Types, symbol: ts.Symbol | undefined): boolean {
  return !types.isDeclared(symbol && types.resolved(symbol));
}
