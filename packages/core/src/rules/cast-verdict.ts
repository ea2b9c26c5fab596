import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Types } from "../compiler/types.js";
import { assertedValue, isReference, skipParentheses, type Assertion } from "../edits/assertions.js";
import { accessedName } from "../syntax/names.js";

/** The verdict of types alone on a cast; `open` if only the program without the cast can tell. */
export type CastVerdict = "needed" | "unneeded" | "open";

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/**
 * Judges a cast by the type of its value without it, at the place of the cast. A verdict other than `open` is the
 * compiler's verdict on the program without the cast.
 *
 * Only expressions whose type does not depend on their context get such a verdict: a name or an access, and a value
 * assigned to one.
 *
 * @param types of the program with the fields declared
 * @param changesField whether a field that is assigned the cast would change its type with a value of this type
 */
export function verdictOn(
  ts: TypeScript,
  types: Types,
  cast: Assertion,
  changesField: (value: ts.Expression, type: ts.Type) => boolean,
): CastVerdict {
  const value = skipParentheses(ts, assertedValue(ts, cast));
  const name = ts.isNonNullExpression(value) ? value.expression : value;
  if (!isReference(ts, name)) return "open";
  const bare = types.typeAt(value);
  if (types.isAny(bare)) return "open";
  const asserted = types.typeAt(cast);
  if (types.isSame(bare, asserted) && !mayBeWidened(ts, types, value, bare)) return "unneeded";
  const node = outermost(ts, cast);
  const { parent } = node;
  if (isAccessOf(ts, parent, node)) return ofObject(ts, types, parent, bare);
  if (ts.isVariableDeclaration(parent)) return ofVariable(ts, types, parent, bare);
  const expected = expectedType(ts, types, node);
  if (expected && types.isAssignable(asserted, expected) && !types.isAssignable(bare, expected)) return "needed";
  // `token.role as string`, for a field that is declared with the type of `token.role`.
  if (expected && !types.isAssignable(asserted, expected) && types.isAssignable(bare, expected)) return "unneeded";
  return changesField(cast, bare) ? "needed" : "open";
}

/** `(session as any).plan`, read or written. */
function ofObject(ts: TypeScript, types: Types, access: Access, object: ts.Type): CastVerdict {
  const name = accessedName(ts, access);
  if (name === undefined) return "open";
  if (types.isNullable(object) && !access.questionDotToken) return "needed";
  const property = types.property(object, name);
  if (!property) return types.hasUnnamedProperties(object) ? "open" : "needed";
  // Only the class itself may access it.
  if (types.isHidden(property)) return "open";
  const type = types.typeOfProperty(property);
  const node = outermost(ts, access);
  if (isTarget(ts, node)) {
    const { right } = node.parent;
    if (!types.isAssignable(types.typeAt(right), type)) return "needed";
    const isPlain = isReference(ts, right) || isLiteral(ts, right);
    // An assignment narrows later reads.
    return isPlain && !types.isUnion(object) && !types.isReadonly(property) && isOnlyAccess(ts, access, name)
      ? "unneeded"
      : "open";
  }
  if (access.questionDotToken) return "open";
  if (types.isSame(types.typeAt(access), type)) return "unneeded";
  const expected = expectedType(ts, types, node);
  if (!expected || !types.isAny(types.typeAt(access))) return "open";
  // An earlier test may narrow it to any part.
  return types.partsOf(type).some((part) => types.isAssignable(part, expected)) ? "open" : "needed";
}

/** `const member = user as Member`: needed if a read of the variable names a property that the bare value lacks. */
function ofVariable(
  ts: TypeScript,
  types: Types,
  { name, type, parent: { parent } }: ts.VariableDeclaration,
  bare: ts.Type,
): CastVerdict {
  // An annotation decides the variable's type, and a test may narrow a union to one part.
  if (!ts.isIdentifier(name) || type || types.isUnion(bare) || types.hasUnnamedProperties(bare)) return "open";
  const symbol = types.symbolAt(name);
  const readsMore = (node: ts.Node): boolean =>
    (isAccess(ts, node) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === name.text &&
      types.symbolAt(node.expression) === symbol &&
      lacks(ts, types, bare, node)) ||
    ts.forEachChild(node, (child) => readsMore(child) || undefined) === true;
  return readsMore(parent.parent) ? "needed" : "open";
}

function lacks(ts: TypeScript, types: Types, object: ts.Type, access: Access): boolean {
  const name = accessedName(ts, access);
  return name !== undefined && types.property(object, name) === undefined;
}

/**
 * The type that the place of a value expects, if the compiler compares the two: after `=`, and in an object literal.
 */
function expectedType(ts: TypeScript, types: Types, node: ts.Expression): ts.Type | undefined {
  const { parent } = node;
  const isAssigned =
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.right === node;
  const isMember = ts.isPropertyAssignment(parent) && parent.initializer === node && isCompared(ts, parent.parent);
  const expected = isAssigned ? types.typeAt(parent.left) : isMember ? types.contextualType(node) : undefined;
  return expected && types.isConcrete(expected) ? expected : undefined;
}

/**
 * Whether the contextual type of an object literal is independent of the literal and applies to each of its members.
 */
function isCompared(ts: TypeScript, literal: ts.ObjectLiteralExpression): boolean {
  const { parent } = outermost(ts, literal);
  if (ts.isPropertyAssignment(parent)) return isCompared(ts, parent.parent);
  return !ts.isCallOrNewExpression(parent) && !ts.isAssertionExpression(parent);
}

/**
 * Whether a variable without an annotation may widen the value to `string` while it keeps the type of a cast: for a
 * constant, or an enum's member.
 */
function mayBeWidened(ts: TypeScript, types: Types, value: ts.Expression, type: ts.Type): boolean {
  return types.holdsLiteral(type) && (ts.isIdentifier(value) || types.isEnumMember(value));
}

/**
 * Whether the access is the only use of its name in the outermost function around it: no other access, pattern or
 * member.
 */
function isOnlyAccess(ts: TypeScript, access: Access, name: string): boolean {
  const own = ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression;
  const isOther = (node: ts.Node): boolean =>
    (node !== own && (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && node.text === name) ||
    ts.forEachChild(node, (child) => isOther(child) || undefined) === true;
  return !isOther(outermostFunction(ts, access) ?? access.getSourceFile());
}

function outermostFunction(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  const owner = ts.findAncestor(node.parent, ts.isFunctionLike);
  return owner && (outermostFunction(ts, owner) ?? owner);
}

/** An expression with the parentheses around it. */
function outermost(ts: TypeScript, node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node.parent) ? outermost(ts, node.parent) : node;
}

function isAccess(ts: TypeScript, node: ts.Node): node is Access {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

function isAccessOf(ts: TypeScript, node: ts.Node, object: ts.Expression): node is Access {
  return isAccess(ts, node) && node.expression === object;
}

function isTarget(
  ts: TypeScript,
  node: ts.Expression,
): node is ts.Expression & { readonly parent: ts.BinaryExpression } {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.left === node
  );
}

/** Whether the type of an expression is the same in every context. */
function isLiteral(ts: TypeScript, node: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(node) ||
    ts.isTemplateExpression(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword
  );
}
