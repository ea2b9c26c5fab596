import type ts from "typescript";
import { isWrapper, unwrapped } from "../syntax/wrappers.js";
import { holdsPart, isLeftOfUnknown } from "./known.js";
import { isNullable, namedValue, partsOf, unionOf } from "./types.js";

/** How many variables and helpers are looked behind, one after the other. */
const maxDepth = 8;

/**
 * Whether a value fits a type once nothing makes the compiler see less of it than is known: `token.role as string` fits `Role` where `token.role` does.
 * A cast to a wider type, a variable or a helper of one, say nothing against a narrower type that is declared.
 */
export function fitsUncast(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  value: ts.Expression,
  target: ts.Type,
): boolean {
  const node = unwrapped(tsModule, value);
  if (tsModule.isObjectLiteralExpression(node)) return membersFit(tsModule, checker, node, target);
  const element = target.getNumberIndexType();
  if (tsModule.isArrayLiteralExpression(node) && element && checker.isArrayType(target))
    return node.elements.every((one) => !tsModule.isSpreadElement(one) && fitsUncast(tsModule, checker, one, element));
  return fits(tsModule, checker, uncastType(tsModule, checker, value), target);
}

/** The same of one property of a value that is spread. */
export function propertyFitsUncast(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  object: ts.Expression,
  name: string,
  target: ts.Type,
): boolean {
  const type = memberOf(checker, objectBehind(tsModule, checker, object), name);
  return type !== undefined && fits(tsModule, checker, type, target);
}

function fits(tsModule: typeof ts, checker: ts.TypeChecker, type: ts.Type, target: ts.Type): boolean {
  return isTold(tsModule, checker, type) && checker.isTypeAssignableTo(type, target);
}

function membersFit(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  literal: ts.ObjectLiteralExpression,
  target: ts.Type,
): boolean {
  if (partsOf(target).length > 1 || (target.flags & tsModule.TypeFlags.Object) === 0) return false;
  const isFitting = (member: ts.ObjectLiteralElementLike): boolean => {
    const name = member.name && tsModule.isIdentifier(member.name) ? member.name.text : undefined;
    const property = name === undefined ? undefined : target.getProperty(name);
    if (!property) return false;
    const type = checker.getTypeOfSymbol(property);
    if (tsModule.isShorthandPropertyAssignment(member)) return fitsUncast(tsModule, checker, member.name, type);
    return tsModule.isPropertyAssignment(member) && fitsUncast(tsModule, checker, member.initializer, type);
  };
  const isThere = ({ name, flags }: ts.Symbol): boolean =>
    (flags & tsModule.SymbolFlags.Optional) !== 0 ||
    literal.properties.some((member) => member.name?.getText() === name);
  return literal.properties.every(isFitting) && target.getProperties().every(isThere);
}

/** What is known of a value behind the casts, constants and helpers that make it wider; its own type where nothing does. */
function uncastType(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  value: ts.Expression,
  within: readonly ts.Node[] = [],
): ts.Type {
  const own = checker.getTypeAtLocation(value);
  const behind = within.length > maxDepth ? undefined : typeBehind(tsModule, checker, value, within);
  if (!behind || behind === own || !isTold(tsModule, checker, behind)) return own;
  const present = isNullable(tsModule, own) ? behind : checker.getNonNullableType(behind);
  return checker.isTypeAssignableTo(present, own) ? present : own;
}

function typeBehind(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  value: ts.Expression,
  within: readonly ts.Node[],
): ts.Type | undefined {
  const of = (inner: ts.Expression): ts.Type => uncastType(tsModule, checker, inner, within);
  const object = (inner: ts.Expression): ts.Type => objectBehind(tsModule, checker, inner, within);
  if (tsModule.isNonNullExpression(value)) return checker.getNonNullableType(of(value.expression));
  if (isWrapper(tsModule, value)) return of(value.expression);
  if (tsModule.isPropertyAccessExpression(value)) return accessed(tsModule, checker, value, value.name.text, object);
  if (tsModule.isElementAccessExpression(value))
    return tsModule.isStringLiteralLike(value.argumentExpression)
      ? accessed(tsModule, checker, value, value.argumentExpression.text, object)
      : undefined;
  if (tsModule.isConditionalExpression(value)) return unionOf(checker, [of(value.whenTrue), of(value.whenFalse)]);
  if (tsModule.isBinaryExpression(value)) {
    const { kind } = value.operatorToken;
    const { QuestionQuestionToken, BarBarToken } = tsModule.SyntaxKind;
    const isEither = kind === QuestionQuestionToken || kind === BarBarToken;
    return isEither ? unionOf(checker, [checker.getNonNullableType(of(value.left)), of(value.right)]) : undefined;
  }
  if (tsModule.isIdentifier(value)) return ofConstant(tsModule, checker, value, within);
  if (tsModule.isCallExpression(value)) return returned(tsModule, checker, value, within, false);
  if (tsModule.isAwaitExpression(value)) {
    const called = unwrapped(tsModule, value.expression);
    return tsModule.isCallExpression(called) ? returned(tsModule, checker, called, within, true) : undefined;
  }
  return undefined;
}

/**
 * The type of an object behind all casts, whatever they make of the whole: `user as { role: string }` may say of the role less than is known, and of
 * its presence more.
 */
function objectBehind(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  value: ts.Expression,
  within: readonly ts.Node[] = [],
): ts.Type {
  const node = unwrapped(tsModule, value);
  const made = tsModule.isIdentifier(node) ? constantOf(tsModule, checker, node, within) : undefined;
  return made?.initializer && tsModule.isIdentifier(made.name)
    ? objectBehind(tsModule, checker, made.initializer, [...within, made])
    : checker.getTypeAtLocation(node);
}

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** `(token as { role: string }).role`: what the token itself has there. */
function accessed(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  { expression, questionDotToken }: Access,
  name: string,
  of: (inner: ts.Expression) => ts.Type,
): ts.Type | undefined {
  const object = of(expression);
  // Where nothing widens the object, tests before the access may have narrowed what is read.
  if (object === checker.getTypeAtLocation(expression)) return undefined;
  const type = memberOf(checker, object, name);
  return type && questionDotToken && isNullable(tsModule, object)
    ? unionOf(checker, [type, checker.getUndefinedType()])
    : type;
}

function memberOf(checker: ts.TypeChecker, object: ts.Type, name: string): ts.Type | undefined {
  const property = checker.getPropertyOfType(checker.getNonNullableType(object), name);
  return property && checker.getTypeOfSymbol(property);
}

/** What a constant was made of; one that is taken out of an object by a pattern is that object's member. */
function ofConstant(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  name: ts.Identifier,
  within: readonly ts.Node[],
): ts.Type | undefined {
  const made = constantOf(tsModule, checker, name, within);
  if (!made) return undefined;
  const inside = [...within, made];
  if (tsModule.isVariableDeclaration(made))
    return made.initializer && tsModule.isIdentifier(made.name)
      ? uncastType(tsModule, checker, made.initializer, inside)
      : undefined;
  const { parent: pattern, propertyName = made.name, dotDotDotToken, initializer } = made;
  if (dotDotDotToken || initializer || !tsModule.isIdentifier(propertyName)) return undefined;
  const { parent: variable } = pattern;
  return tsModule.isObjectBindingPattern(pattern) && tsModule.isVariableDeclaration(variable) && variable.initializer
    ? memberOf(checker, objectBehind(tsModule, checker, variable.initializer, inside), propertyName.text)
    : undefined;
}

/** Where the constant of that name is made. */
function constantOf(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  name: ts.Identifier,
  within: readonly ts.Node[],
): ts.VariableDeclaration | ts.BindingElement | undefined {
  const declaration = namedValue(tsModule, checker, name)?.valueDeclaration;
  if (!declaration || within.includes(declaration)) return undefined;
  const isMade = tsModule.isVariableDeclaration(declaration) || tsModule.isBindingElement(declaration);
  const isConstant = (tsModule.getCombinedNodeFlags(declaration) & tsModule.NodeFlags.Const) !== 0;
  return isMade && isConstant ? declaration : undefined;
}

/** What a function of the project's own returns, behind the type that it is said to return. */
function returned(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  call: ts.CallExpression,
  within: readonly ts.Node[],
  isAwaited: boolean,
): ts.Type | undefined {
  const helper = checker.getResolvedSignature(call)?.declaration;
  if (!helper || within.includes(helper) || !tsModule.isFunctionLike(helper)) return undefined;
  const { body, asteriskToken, typeParameters } = helper as ts.FunctionLikeDeclaration;
  const isAsync = (tsModule.getCombinedModifierFlags(helper) & tsModule.ModifierFlags.Async) !== 0;
  if (!body || asteriskToken || typeParameters || isAsync !== isAwaited) return undefined;
  const values = returnedValues(tsModule, body);
  const types = values?.map((value) => uncastType(tsModule, checker, value, [...within, helper])) ?? [];
  if (types.length === 0) return undefined;
  const type = unionOf(
    checker,
    types.map((one) => (isAwaited ? (checker.getAwaitedType(one) ?? one) : one)),
  );
  // One that may end without a `return` gives `undefined`, which none of its values tells.
  return isNullable(tsModule, checker.getTypeAtLocation(call)) && !isNullable(tsModule, type) ? undefined : type;
}

/** All that a function may return; `undefined` where it may return nothing. */
function returnedValues(tsModule: typeof ts, body: ts.ConciseBody): readonly ts.Expression[] | undefined {
  if (!tsModule.isBlock(body)) return [body];
  const statements: ts.ReturnStatement[] = [];
  const visit = (node: ts.Node): void => {
    if (tsModule.isFunctionLike(node) || tsModule.isClassLike(node)) return;
    if (tsModule.isReturnStatement(node)) statements.push(node);
    tsModule.forEachChild(node, visit);
  };
  visit(body);
  const values = statements.flatMap(({ expression }) => expression ?? []);
  return values.length === statements.length ? values : undefined;
}

/** Whether a type says something of a value. */
function isTold(tsModule: typeof ts, checker: ts.TypeChecker, type: ts.Type): boolean {
  const { Any, Unknown, Never } = tsModule.TypeFlags;
  const isNothing = (part: ts.Type): boolean =>
    (part.flags & (Any | Unknown | Never)) !== 0 || isLeftOfUnknown(checker, tsModule, part);
  return !holdsPart(checker, tsModule, type, isNothing);
}
