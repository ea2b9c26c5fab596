import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { unalias } from "./module-names.js";
import { typeAt } from "./type-at.js";
import { isWrapper } from "../syntax/wrappers.js";
import { joinOf, partsOf, type Written } from "./unions.js";
import { namedValue } from "./symbols.js";
import type { Checker } from "../api/program.js";

/**
 * The type a mutable property gets when `value` is assigned to it: `"free"` written as a literal becomes `string`,
 * while a value whose type *is* a union of literals keeps it.
 *
 * The checker marks literal types as fresh, but `getTypeAtLocation` gives only the regular type, so the expression
 * itself tells which literals are fresh. For `row.plan ?? "free"` with an unknown `row`, the fallback gives the type.
 */
export function widenedType(ts: TypeScript, checker: Checker, value: ts.Expression): ts.Type {
  const { Any, Unit } = ts.TypeFlags;
  const type = typeAt(ts, checker, value);
  const isUntold = (type.flags & Any) !== 0;
  const isNarrow = partsOf(type).every((part) => (part.flags & Unit) !== 0);
  if (!isUntold && !isNarrow) return widened(ts, checker, value);
  const alternatives = alternativesOf(ts, checker, value);
  const isNamed = alternatives.some(({ node }) => namedByAuthor(ts, checker, node) !== undefined);
  if (alternatives.length > 1 && (isUntold || isNamed)) return joinedAlternatives(ts, checker, alternatives);
  const isHalf = booleansIn(ts, type) === 1;
  return isHalf && alternatives.some(({ node }) => isBooleanByDeclaration(ts, checker, node))
    ? withBothBooleans(checker, type)
    : widened(ts, checker, value);
}

/** The number of `true` and `false` in a type. */
function booleansIn({ TypeFlags }: TypeScript, type: ts.Type): number {
  return partsOf(type).filter(({ flags }) => (flags & TypeFlags.BooleanLiteral) !== 0).length;
}

/**
 * Whether a declared `boolean` is `true` or `false` only because a condition narrows it:
 * `if (user.admin) token.admin = user.admin`.
 */
function isBooleanByDeclaration(ts: TypeScript, checker: Checker, value: ts.Expression): boolean {
  const isAccess = ts.isPropertyAccessExpression(value);
  if (!isAccess && !ts.isIdentifier(value)) return false;
  const symbol = isAccess ? checker.getSymbolAtLocation(value.name) : namedValue(ts, checker, value);
  return symbol !== undefined && booleansIn(ts, checker.getTypeOfSymbol(symbol)) === 2;
}

function withBothBooleans(checker: Checker, type: ts.Type): ts.Type {
  const isText = (part: ts.Type): boolean => part.isStringLiteral() || part.isNumberLiteral();
  return partsOf(type).some(isText) ? type : checker.getBaseTypeOfLiteralType(type);
}

function joinedAlternatives(ts: TypeScript, checker: Checker, alternatives: readonly Alternative[]): ts.Type {
  const known = alternatives.map(({ node, isThere }) => {
    const bare = typeAt(ts, checker, node);
    const own = widened(ts, checker, node);
    const isFresh = hasFreshLiteral(ts, checker, node);
    return { bare, own: isThere ? checker.getNonNullableType(own) : own, isFresh };
  });
  const others = known.filter(({ own, isFresh }) => !isFresh && (own.flags & ts.TypeFlags.Any) === 0);
  // A literal adds nothing to another value's type that includes it.
  const names = (literal: ts.Type): boolean => others.some(({ own }) => checker.isTypeAssignableTo(literal, own));
  return joinOf(
    ts,
    checker,
    known.map(({ bare, own, isFresh }) => (isFresh && names(bare) ? bare : own)),
  );
}

function widened(ts: TypeScript, checker: Checker, value: ts.Expression): ts.Type {
  const type = typeAt(ts, checker, value);
  const named = namedByAuthor(ts, checker, value);
  if (named) return named;
  return hasFreshLiteral(ts, checker, value) ? checker.getBaseTypeOfLiteralType(type) : checker.getWidenedType(type);
}

/**
 * The type of a property of an object literal, widened likewise. The checker keeps `true` if the contextual type is a
 * declared `boolean`, and that declaration may be our own overlay.
 */
export function widenedProperty(ts: TypeScript, checker: Checker, property: ts.Symbol): ts.Type {
  const type = checker.getTypeOfSymbol(property);
  if ((type.flags & ts.TypeFlags.Any) !== 0) {
    const written = property.declarations?.filter(ts.isPropertyAssignment) ?? [];
    const types = written.map(({ initializer }) => widenedType(ts, checker, initializer));
    return types.length === 0 ? type : joinOf(ts, checker, types);
  }
  const initializer = valueOf(ts, property);
  if (!initializer || isConst(ts, initializer)) return type;
  return (
    namedByAuthor(ts, checker, initializer) ??
    (hasFreshLiteral(ts, checker, initializer) ? checker.getBaseTypeOfLiteralType(type) : type)
  );
}

/** The value of a member of an object literal: `{ role: value }`, `{ role }`. */
function valueOf(ts: TypeScript, { valueDeclaration }: ts.Symbol): ts.Expression | undefined {
  if (!valueDeclaration) return undefined;
  if (ts.isPropertyAssignment(valueDeclaration)) return valueDeclaration.initializer;
  return ts.isShorthandPropertyAssignment(valueDeclaration) ? valueDeclaration.name : undefined;
}

/**
 * A property of a made object, as a written value. The initializer gives the literal type that the checker has already
 * widened.
 */
export function writtenProperty(ts: TypeScript, checker: Checker, property: ts.Symbol): Written {
  const widened = widenedProperty(ts, checker, property);
  const declaration = property.valueDeclaration;
  const isWritten = declaration !== undefined && ts.isPropertyAssignment(declaration);
  const type = isWritten ? typeAt(ts, checker, declaration.initializer) : widened;
  // The types of other expressions may differ in other ways: the initializer's type counts only if it fits the
  // property's.
  return { type: isWritten && checker.isTypeAssignableTo(type, widened) ? type : widened, widened };
}

/**
 * The type of `const role: Role = "editor"`: its author has named a type, which the checker narrows to the one literal.
 * A type that a condition narrows stays narrow, and `undefined` in the annotation is dropped.
 */
function namedByAuthor(ts: TypeScript, checker: Checker, value: ts.Expression): ts.Type | undefined {
  if (isWrapper(ts, value) && !ts.isAssertionExpression(value)) return namedByAuthor(ts, checker, value.expression);
  if (ts.isPropertyAccessExpression(value)) {
    const property = checker.getSymbolAtLocation(value.name);
    const given = property && valueOf(ts, property);
    return given && !isConst(ts, given) ? namedByAuthor(ts, checker, given) : undefined;
  }
  if (!ts.isIdentifier(value)) return undefined;
  const narrowed = partsOf(typeAt(ts, checker, value));
  if (!narrowed.every((part) => (part.flags & ts.TypeFlags.Unit) !== 0)) return undefined;
  const declaration = namedValue(ts, checker, value)?.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration)) return undefined;
  const { type, initializer } = declaration;
  if (!type || !initializer || !hasFreshLiteral(ts, checker, initializer)) return undefined;
  return checker.getNonNullableType(checker.getTypeFromTypeNode(type));
}

/** An expression that may be the value of another; with `isThere`, only if it is not nullish. */
interface Alternative {
  readonly node: ts.Expression;
  readonly isThere: boolean;
}

/** The alternatives of a value: the sides of `??`, `||` and `?:`; a constant's name is replaced by its initializer. */
function alternativesOf(
  ts: TypeScript,
  checker: Checker,
  value: ts.Expression,
  within: readonly ts.Node[] = [],
): readonly Alternative[] {
  const { SyntaxKind } = ts;
  const of = (inner: ts.Expression): readonly Alternative[] => alternativesOf(ts, checker, inner, within);
  const itself = [{ node: value, isThere: false }];
  if (isWrapper(ts, value) && !ts.isAssertionExpression(value)) return of(value.expression);
  if (ts.isConditionalExpression(value)) return [...of(value.whenTrue), ...of(value.whenFalse)];
  if (ts.isBinaryExpression(value)) {
    const { kind } = value.operatorToken;
    const isEither = kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken;
    return isEither ? [...of(value.left).map((one) => ({ ...one, isThere: true })), ...of(value.right)] : itself;
  }
  if (!ts.isIdentifier(value)) return itself;
  const declaration = namedValue(ts, checker, value)?.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration) || within.includes(declaration)) return itself;
  const { type, initializer } = declaration;
  const isFixed = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (type || !initializer || !isFixed) return itself;
  return alternativesOf(ts, checker, initializer, [...within, declaration]);
}

/** Whether the node is inside an `as const`, which keeps its literals. */
function isConst(ts: TypeScript, node: ts.Node): boolean {
  const isOne = (one: ts.Node): boolean => ts.isAssertionExpression(one) && one.type.getText() === "const";
  return ts.findAncestor(node, (one) => (ts.isStatement(one) ? "quit" : isOne(one))) !== undefined;
}

/**
 * @param within the variables whose initializers contain the value: `const other = other` is wrong, but may be written
 */
function hasFreshLiteral(
  ts: TypeScript,
  checker: Checker,
  value: ts.Expression,
  within: readonly ts.Node[] = [],
): boolean {
  const fresh = (inner: ts.Expression): boolean => hasFreshLiteral(ts, checker, inner, within);
  const { SyntaxKind } = ts;
  if (isWrapper(ts, value) && !ts.isAssertionExpression(value)) return fresh(value.expression);
  // A literal adds nothing to another value's type that includes it: `row.plan ?? "free"`.
  const adds = (literal: ts.Expression, beside: ts.Expression): boolean =>
    fresh(literal) &&
    (fresh(beside) || !checker.isTypeAssignableTo(typeAt(ts, checker, literal), typeAt(ts, checker, beside)));
  const either = (a: ts.Expression, b: ts.Expression): boolean => adds(a, b) || adds(b, a);
  if (ts.isConditionalExpression(value)) return either(value.whenTrue, value.whenFalse);
  if (ts.isBinaryExpression(value)) {
    switch (value.operatorToken.kind) {
      case SyntaxKind.BarBarToken:
      case SyntaxKind.QuestionQuestionToken:
        return either(value.left, value.right);
      case SyntaxKind.AmpersandAmpersandToken:
      case SyntaxKind.CommaToken:
      case SyntaxKind.EqualsToken:
        return fresh(value.right);
      default:
        return false;
    }
  }
  // `-1`, and `!user`, which the checker takes for `false`.
  if (ts.isPrefixUnaryExpression(value)) return true;
  if (ts.isIdentifier(value)) {
    const named = namedValue(ts, checker, value);
    const declaration = named && unalias(ts, checker, named).valueDeclaration;
    if (!declaration || !ts.isVariableDeclaration(declaration) || within.includes(declaration)) return false;
    const { type, initializer } = declaration;
    return !type && initializer !== undefined && hasFreshLiteral(ts, checker, initializer, [...within, declaration]);
  }
  if (ts.isPropertyAccessExpression(value)) {
    // An enum member is a fresh literal of its enum.
    return ((checker.getSymbolAtLocation(value)?.flags ?? 0) & ts.SymbolFlags.EnumMember) !== 0;
  }
  return (
    ts.isLiteralExpression(value) || value.kind === SyntaxKind.TrueKeyword || value.kind === SyntaxKind.FalseKeyword
  );
}
