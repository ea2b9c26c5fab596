import type ts from "typescript";
import { isAsync } from "../syntax/functions.js";
import { propertyName } from "../syntax/names.js";
import type { TypeScript } from "../syntax/typescript.js";
import { isWrapper, unwrapped } from "../syntax/wrappers.js";
import { holdsPart, isLeftOfUnknown } from "./known.js";
import { isNullable, partsOf, unionOf } from "./unions.js";
import { namedValue } from "./symbols.js";
import type { Checker } from "../api/program.js";

/** Maximum number of variables and helpers that are followed in a row. */
const maxDepth = 8;

/**
 * Whether a value fits a type when casts and annotations that widen it are ignored: `token.role as string` fits `Role`
 * if `token.role` does. A cast to a wider type, or a variable or a helper of one, does not contradict a narrower
 * declared type.
 */
export function fitsUncast(ts: TypeScript, checker: Checker, value: ts.Expression, target: ts.Type): boolean {
  const node = unwrapped(ts, value);
  if (ts.isObjectLiteralExpression(node)) return membersFit(ts, checker, node, target);
  const element = target.getNumberIndexType();
  if (ts.isArrayLiteralExpression(node) && element && checker.isArrayType(target))
    return node.elements.every((one) => !ts.isSpreadElement(one) && fitsUncast(ts, checker, one, element));
  return fits(ts, checker, uncastType(ts, checker, value), target);
}

/** The same for one property of a spread value. */
export function propertyFitsUncast(
  ts: TypeScript,
  checker: Checker,
  object: ts.Expression,
  name: string,
  target: ts.Type,
): boolean {
  const type = memberOf(checker, objectBehind(ts, checker, object), name);
  return type !== undefined && fits(ts, checker, type, target);
}

function fits(ts: TypeScript, checker: Checker, type: ts.Type, target: ts.Type): boolean {
  return isTold(ts, checker, type) && checker.isTypeAssignableTo(type, target);
}

function membersFit(ts: TypeScript, checker: Checker, literal: ts.ObjectLiteralExpression, target: ts.Type): boolean {
  if (partsOf(target).length > 1 || (target.flags & ts.TypeFlags.Object) === 0) return false;
  const nameOf = ({ name }: ts.ObjectLiteralElementLike): string | undefined => name && propertyName(ts, name);
  const isFitting = (member: ts.ObjectLiteralElementLike): boolean => {
    const name = nameOf(member);
    const property = name === undefined ? undefined : checker.getPropertyOfType(target, name);
    if (!property) return false;
    const type = checker.getTypeOfSymbol(property);
    if (ts.isShorthandPropertyAssignment(member)) return fitsUncast(ts, checker, member.name, type);
    return ts.isPropertyAssignment(member) && fitsUncast(ts, checker, member.initializer, type);
  };
  const isThere = ({ name, flags }: ts.Symbol): boolean =>
    (flags & ts.SymbolFlags.Optional) !== 0 || literal.properties.some((member) => nameOf(member) === name);
  return literal.properties.every(isFitting) && checker.getPropertiesOfType(target).every(isThere);
}

/** The type of a value behind the casts, constants and helpers that widen it; its own type if nothing does. */
function uncastType(ts: TypeScript, checker: Checker, value: ts.Expression, within: readonly ts.Node[] = []): ts.Type {
  const own = checker.getTypeAtLocation(value);
  const behind = within.length > maxDepth ? undefined : typeBehind(ts, checker, value, within);
  if (!behind || behind === own || !isTold(ts, checker, behind)) return own;
  const present = isNullable(ts, own) ? behind : checker.getNonNullableType(behind);
  return checker.isTypeAssignableTo(present, own) ? present : own;
}

function typeBehind(
  ts: TypeScript,
  checker: Checker,
  value: ts.Expression,
  within: readonly ts.Node[],
): ts.Type | undefined {
  const of = (inner: ts.Expression): ts.Type => uncastType(ts, checker, inner, within);
  const object = (inner: ts.Expression): ts.Type => objectBehind(ts, checker, inner, within);
  if (ts.isNonNullExpression(value)) return checker.getNonNullableType(of(value.expression));
  if (isWrapper(ts, value)) return of(value.expression);
  if (ts.isPropertyAccessExpression(value)) return accessed(ts, checker, value, value.name.text, object);
  if (ts.isElementAccessExpression(value))
    return ts.isStringLiteralLike(value.argumentExpression)
      ? accessed(ts, checker, value, value.argumentExpression.text, object)
      : undefined;
  if (ts.isConditionalExpression(value)) return unionOf(checker, [of(value.whenTrue), of(value.whenFalse)]);
  if (ts.isBinaryExpression(value)) {
    const { kind } = value.operatorToken;
    const { QuestionQuestionToken, BarBarToken } = ts.SyntaxKind;
    const isEither = kind === QuestionQuestionToken || kind === BarBarToken;
    return isEither ? unionOf(checker, [checker.getNonNullableType(of(value.left)), of(value.right)]) : undefined;
  }
  if (ts.isIdentifier(value)) return ofConstant(ts, checker, value, within);
  if (ts.isCallExpression(value)) return returned(ts, checker, value, within, false);
  if (ts.isAwaitExpression(value)) {
    const called = unwrapped(ts, value.expression);
    return ts.isCallExpression(called) ? returned(ts, checker, called, within, true) : undefined;
  }
  return undefined;
}

/**
 * The type of an object behind all casts, even those that do not widen it: `user as { role: string }` may say less
 * about the role's type, and more about its presence.
 */
function objectBehind(
  ts: TypeScript,
  checker: Checker,
  value: ts.Expression,
  within: readonly ts.Node[] = [],
): ts.Type {
  const node = unwrapped(ts, value);
  const made = ts.isIdentifier(node) ? constantOf(ts, checker, node, within) : undefined;
  return made?.initializer && ts.isIdentifier(made.name)
    ? objectBehind(ts, checker, made.initializer, [...within, made])
    : checker.getTypeAtLocation(node);
}

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** `(token as { role: string }).role`: the type of the property in the token itself. */
function accessed(
  ts: TypeScript,
  checker: Checker,
  { expression, questionDotToken }: Access,
  name: string,
  of: (inner: ts.Expression) => ts.Type,
): ts.Type | undefined {
  const object = of(expression);
  // If nothing widens the object, the access has its own type, which earlier tests may have narrowed.
  if (object === checker.getTypeAtLocation(expression)) return undefined;
  const type = memberOf(checker, object, name);
  return type && questionDotToken && isNullable(ts, object)
    ? unionOf(checker, [type, checker.getUndefinedType()])
    : type;
}

function memberOf(checker: Checker, object: ts.Type, name: string): ts.Type | undefined {
  const property = checker.getPropertyOfType(checker.getNonNullableType(object), name);
  return property && checker.getTypeOfSymbol(property);
}

/** The type of a constant's initial value; for a constant from a destructuring pattern, the object's member. */
function ofConstant(
  ts: TypeScript,
  checker: Checker,
  name: ts.Identifier,
  within: readonly ts.Node[],
): ts.Type | undefined {
  const made = constantOf(ts, checker, name, within);
  if (!made) return undefined;
  const inside = [...within, made];
  if (ts.isVariableDeclaration(made))
    return made.initializer && ts.isIdentifier(made.name)
      ? uncastType(ts, checker, made.initializer, inside)
      : undefined;
  const { parent: pattern, propertyName = made.name, dotDotDotToken, initializer } = made;
  if (dotDotDotToken || initializer || !ts.isIdentifier(propertyName)) return undefined;
  const { parent: variable } = pattern;
  return ts.isObjectBindingPattern(pattern) && ts.isVariableDeclaration(variable) && variable.initializer
    ? memberOf(checker, objectBehind(ts, checker, variable.initializer, inside), propertyName.text)
    : undefined;
}

/** The declaration of the constant of that name. */
function constantOf(
  ts: TypeScript,
  checker: Checker,
  name: ts.Identifier,
  within: readonly ts.Node[],
): ts.VariableDeclaration | ts.BindingElement | undefined {
  const declaration = namedValue(ts, checker, name)?.valueDeclaration;
  if (!declaration || within.includes(declaration)) return undefined;
  const isMade = ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration);
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  return isMade && isConstant ? declaration : undefined;
}

/** The type that one of the project's own functions returns, behind its annotation. */
function returned(
  ts: TypeScript,
  checker: Checker,
  call: ts.CallExpression,
  within: readonly ts.Node[],
  isAwaited: boolean,
): ts.Type | undefined {
  const helper = checker.getResolvedSignature(call)?.declaration;
  if (!helper || within.includes(helper) || !ts.isFunctionLike(helper)) return undefined;
  const { body, asteriskToken, typeParameters } = helper as ts.FunctionLikeDeclaration;
  if (!body || asteriskToken || typeParameters || isAsync(ts, helper) !== isAwaited) return undefined;
  const values = returnedValues(ts, body);
  const types = values?.map((value) => uncastType(ts, checker, value, [...within, helper])) ?? [];
  if (types.length === 0) return undefined;
  const type = unionOf(
    checker,
    types.map((one) => (isAwaited ? (checker.getAwaitedType(one) ?? one) : one)),
  );
  // A function that may end without a `return` gives `undefined`, which is not among its returned values.
  return isNullable(ts, checker.getTypeAtLocation(call)) && !isNullable(ts, type) ? undefined : type;
}

/** All expressions that a function returns; `undefined` if a `return` has none. */
function returnedValues(ts: TypeScript, body: ts.ConciseBody): readonly ts.Expression[] | undefined {
  if (!ts.isBlock(body)) return [body];
  const statements: ts.ReturnStatement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node)) statements.push(node);
    ts.forEachChild(node, visit);
  };
  visit(body);
  const values = statements.flatMap(({ expression }) => expression ?? []);
  return values.length === statements.length ? values : undefined;
}

/** Whether a type tells something about a value. */
function isTold(ts: TypeScript, checker: Checker, type: ts.Type): boolean {
  const { Any, Unknown, Never } = ts.TypeFlags;
  const isNothing = (part: ts.Type): boolean =>
    (part.flags & (Any | Unknown | Never)) !== 0 || isLeftOfUnknown(checker, ts, part);
  return !holdsPart(checker, ts, type, isNothing);
}
