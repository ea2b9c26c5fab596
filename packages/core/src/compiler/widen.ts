import type ts from "typescript";
import { unalias } from "./module-names.js";
import { typeAt } from "./type-at.js";
import { joinOf, namedValue, partsOf, type Written } from "./types.js";
import { isWrapper } from "../syntax/wrappers.js";

/**
 * The type a mutable property gets when `value` is assigned to it: `"free"` written as a literal becomes `string`, while a
 * value whose type *is* a union of literals keeps it.
 *
 * The checker knows (it marks literal types as fresh), but `getTypeAtLocation` gives the regular type only, so which
 * literals are fresh is read off the expression. Of `row.plan ?? "free"`, where nobody knows what `row` is, the fallback tells.
 */
export function widenedType(tsModule: typeof ts, checker: ts.TypeChecker, value: ts.Expression): ts.Type {
  const { Any, Unit } = tsModule.TypeFlags;
  const type = typeAt(tsModule, checker, value);
  const isUntold = (type.flags & Any) !== 0;
  const isNarrow = partsOf(type).every((part) => (part.flags & Unit) !== 0);
  if (!isUntold && !isNarrow) return widened(tsModule, checker, value);
  const alternatives = alternativesOf(tsModule, checker, value);
  const isNamed = alternatives.some(({ node }) => namedByAuthor(tsModule, checker, node) !== undefined);
  if (alternatives.length > 1 && (isUntold || isNamed)) return joinedAlternatives(tsModule, checker, alternatives);
  const isHalf = booleansIn(tsModule, type) === 1;
  return isHalf && alternatives.some(({ node }) => isBooleanByDeclaration(tsModule, checker, node))
    ? withBothBooleans(checker, type)
    : widened(tsModule, checker, value);
}

/** How many of `true` and `false` a type holds. */
function booleansIn({ TypeFlags }: typeof ts, type: ts.Type): number {
  return partsOf(type).filter(({ flags }) => (flags & TypeFlags.BooleanLiteral) !== 0).length;
}

/** Whether it is a condition that makes `true` or `false` of a value: `if (user.admin) token.admin = user.admin`. */
function isBooleanByDeclaration(tsModule: typeof ts, checker: ts.TypeChecker, value: ts.Expression): boolean {
  const isAccess = tsModule.isPropertyAccessExpression(value);
  if (!isAccess && !tsModule.isIdentifier(value)) return false;
  const symbol = isAccess ? checker.getSymbolAtLocation(value.name) : namedValue(tsModule, checker, value);
  return symbol !== undefined && booleansIn(tsModule, checker.getTypeOfSymbol(symbol)) === 2;
}

function withBothBooleans(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  const isText = (part: ts.Type): boolean => part.isStringLiteral() || part.isNumberLiteral();
  return partsOf(type).some(isText) ? type : checker.getBaseTypeOfLiteralType(type);
}

function joinedAlternatives(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  alternatives: readonly Alternative[],
): ts.Type {
  const known = alternatives.map(({ node, isThere }) => {
    const bare = typeAt(tsModule, checker, node);
    const own = widened(tsModule, checker, node);
    const isFresh = hasFreshLiteral(tsModule, checker, node);
    return { bare, own: isThere ? checker.getNonNullableType(own) : own, isFresh };
  });
  const others = known.filter(({ own, isFresh }) => !isFresh && (own.flags & tsModule.TypeFlags.Any) === 0);
  // A literal beside a value whose type names it is nothing new.
  const names = (literal: ts.Type): boolean => others.some(({ own }) => checker.isTypeAssignableTo(literal, own));
  return joinOf(
    tsModule,
    checker,
    known.map(({ bare, own, isFresh }) => (isFresh && names(bare) ? bare : own)),
  );
}

function widened(tsModule: typeof ts, checker: ts.TypeChecker, value: ts.Expression): ts.Type {
  const type = typeAt(tsModule, checker, value);
  const named = namedByAuthor(tsModule, checker, value);
  if (named) return named;
  return hasFreshLiteral(tsModule, checker, value)
    ? checker.getBaseTypeOfLiteralType(type)
    : checker.getWidenedType(type);
}

/**
 * The type of a property of an object literal, widened likewise. The checker keeps `true` where a declared `boolean` stands in
 * the context, and what stands there may be what we ourselves have laid over the program.
 */
export function widenedProperty(tsModule: typeof ts, checker: ts.TypeChecker, property: ts.Symbol): ts.Type {
  const type = checker.getTypeOfSymbol(property);
  if ((type.flags & tsModule.TypeFlags.Any) !== 0) {
    const written = property.declarations?.filter(tsModule.isPropertyAssignment) ?? [];
    const types = written.map(({ initializer }) => widenedType(tsModule, checker, initializer));
    return types.length === 0 ? type : joinOf(tsModule, checker, types);
  }
  const initializer = valueOf(tsModule, property);
  if (!initializer || isConst(tsModule, initializer)) return type;
  return (
    namedByAuthor(tsModule, checker, initializer) ??
    (hasFreshLiteral(tsModule, checker, initializer) ? checker.getBaseTypeOfLiteralType(type) : type)
  );
}

/** What a member of an object literal is given: `{ role: value }`, `{ role }`. */
function valueOf(tsModule: typeof ts, { valueDeclaration }: ts.Symbol): ts.Expression | undefined {
  if (!valueDeclaration) return undefined;
  if (tsModule.isPropertyAssignment(valueDeclaration)) return valueDeclaration.initializer;
  return tsModule.isShorthandPropertyAssignment(valueDeclaration) ? valueDeclaration.name : undefined;
}

/** A property of an object that somebody makes, as what is written there; a literal that the checker has widened by now is told by its text. */
export function writtenProperty(tsModule: typeof ts, checker: ts.TypeChecker, property: ts.Symbol): Written {
  const widened = widenedProperty(tsModule, checker, property);
  const declaration = property.valueDeclaration;
  const isWritten = declaration !== undefined && tsModule.isPropertyAssignment(declaration);
  const type = isWritten ? typeAt(tsModule, checker, declaration.initializer) : widened;
  // The type of an expression of another kind may be narrower than what the object is said to hold.
  return { type: isWritten && checker.isTypeAssignableTo(type, widened) ? type : widened, widened };
}

/**
 * What `const role: Role = "editor"` is: its author has named a type, which the checker narrows to the one literal until something else is
 * assigned. A condition that narrows it says more, and so does a type that only adds `undefined`.
 */
function namedByAuthor(tsModule: typeof ts, checker: ts.TypeChecker, value: ts.Expression): ts.Type | undefined {
  if (isWrapper(tsModule, value) && !tsModule.isAssertionExpression(value))
    return namedByAuthor(tsModule, checker, value.expression);
  if (tsModule.isPropertyAccessExpression(value)) {
    const property = checker.getSymbolAtLocation(value.name);
    const given = property && valueOf(tsModule, property);
    return given && !isConst(tsModule, given) ? namedByAuthor(tsModule, checker, given) : undefined;
  }
  if (!tsModule.isIdentifier(value)) return undefined;
  const narrowed = partsOf(typeAt(tsModule, checker, value));
  if (!narrowed.every((part) => (part.flags & tsModule.TypeFlags.Unit) !== 0)) return undefined;
  const declaration = namedValue(tsModule, checker, value)?.valueDeclaration;
  if (!declaration || !tsModule.isVariableDeclaration(declaration)) return undefined;
  const { type, initializer } = declaration;
  if (!type || !initializer || !hasFreshLiteral(tsModule, checker, initializer)) return undefined;
  return checker.getNonNullableType(checker.getTypeFromTypeNode(type));
}

/** An expression that may be the value of another; `isThere` where it is so only if it is not nullish. */
interface Alternative {
  readonly node: ts.Expression;
  readonly isThere: boolean;
}

/** What the value may be: the sides of `??` and `||`, and what is chosen between; a name stands for what it is made of. */
function alternativesOf(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  value: ts.Expression,
  within: readonly ts.Node[] = [],
): readonly Alternative[] {
  const { SyntaxKind } = tsModule;
  const of = (inner: ts.Expression): readonly Alternative[] => alternativesOf(tsModule, checker, inner, within);
  const itself = [{ node: value, isThere: false }];
  if (isWrapper(tsModule, value) && !tsModule.isAssertionExpression(value)) return of(value.expression);
  if (tsModule.isConditionalExpression(value)) return [...of(value.whenTrue), ...of(value.whenFalse)];
  if (tsModule.isBinaryExpression(value)) {
    const { kind } = value.operatorToken;
    const isEither = kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken;
    return isEither ? [...of(value.left).map((one) => ({ ...one, isThere: true })), ...of(value.right)] : itself;
  }
  if (!tsModule.isIdentifier(value)) return itself;
  const declaration = namedValue(tsModule, checker, value)?.valueDeclaration;
  if (!declaration || !tsModule.isVariableDeclaration(declaration) || within.includes(declaration)) return itself;
  const { type, initializer } = declaration;
  const isFixed = (tsModule.getCombinedNodeFlags(declaration) & tsModule.NodeFlags.Const) !== 0;
  if (type || !initializer || !isFixed) return itself;
  return alternativesOf(tsModule, checker, initializer, [...within, declaration]);
}

/** Whether an `as const` keeps the literals of an object. */
function isConst(tsModule: typeof ts, node: ts.Node): boolean {
  const isOne = (one: ts.Node): boolean => tsModule.isAssertionExpression(one) && one.type.getText() === "const";
  return tsModule.findAncestor(node, (one) => (tsModule.isStatement(one) ? "quit" : isOne(one))) !== undefined;
}

/** @param within the variables in whose initializers it stands: `const other = other` is no program, but may well be written */
function hasFreshLiteral(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  value: ts.Expression,
  within: readonly ts.Node[] = [],
): boolean {
  const fresh = (inner: ts.Expression): boolean => hasFreshLiteral(tsModule, checker, inner, within);
  const { SyntaxKind } = tsModule;
  if (isWrapper(tsModule, value) && !tsModule.isAssertionExpression(value)) return fresh(value.expression);
  // A literal beside a value whose type names it already is nothing new: `row.plan ?? "free"`.
  const adds = (literal: ts.Expression, beside: ts.Expression): boolean =>
    fresh(literal) &&
    (fresh(beside) ||
      !checker.isTypeAssignableTo(typeAt(tsModule, checker, literal), typeAt(tsModule, checker, beside)));
  const either = (a: ts.Expression, b: ts.Expression): boolean => adds(a, b) || adds(b, a);
  if (tsModule.isConditionalExpression(value)) return either(value.whenTrue, value.whenFalse);
  if (tsModule.isBinaryExpression(value)) {
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
  // `-1`, and `!user`, which the checker knows to be `false`.
  if (tsModule.isPrefixUnaryExpression(value)) return true;
  if (tsModule.isIdentifier(value)) {
    const named = namedValue(tsModule, checker, value);
    const declaration = named && unalias(tsModule, checker, named).valueDeclaration;
    if (!declaration || !tsModule.isVariableDeclaration(declaration) || within.includes(declaration)) return false;
    const { type, initializer } = declaration;
    return (
      !type && initializer !== undefined && hasFreshLiteral(tsModule, checker, initializer, [...within, declaration])
    );
  }
  if (tsModule.isPropertyAccessExpression(value)) {
    // An enum member is a fresh literal of its enum.
    return ((checker.getSymbolAtLocation(value)?.flags ?? 0) & tsModule.SymbolFlags.EnumMember) !== 0;
  }
  return (
    tsModule.isLiteralExpression(value) ||
    value.kind === SyntaxKind.TrueKeyword ||
    value.kind === SyntaxKind.FalseKeyword
  );
}
