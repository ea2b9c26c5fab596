import type ts from "typescript";
import { unalias } from "../compiler/module-names.js";
import type { Types } from "../compiler/types.js";
import { isComma, isNamed, isWrapper, unwrapped } from "../syntax/wrappers.js";
import { propertyName } from "../syntax/names.js";
import { type FunctionWithBody, hasBody, returnedBy } from "../syntax/functions.js";

/** What an expression stands for once names, imports, wrappers of type syntax and the project's own factories are seen through. */
type Resolved = ts.Expression | ts.FunctionLikeDeclaration;

/** How many steps from name to name are followed before giving up: real code needs five or six. */
const maxSteps = 24;

/** Branches inside branches are followed this deep. */
const maxAlternatives = 4;

export interface Resolver {
  /** The literal, function or last expression that `expression` stands for. */
  resolve(expression: ts.Expression): Resolved;
  /** The same where it may be one of several: the branches of `a ? b : c`, the returns of a function that is called, or that the library calls. */
  alternatives(expression: ts.Expression): Resolved[];
  /** The value of a property of an object that an expression stands for. */
  property(object: ts.ObjectLiteralExpression, name: string): PropertyValue;
  /** The function that a callee names, when its body is part of the program. */
  functionOf(callee: ts.Expression): FunctionWithBody | undefined;
}

type PropertyValue =
  | { readonly kind: "value"; readonly value: Resolved }
  | { readonly kind: "absent" }
  /** A spread or computed key that could not be seen through may provide it. */
  | { readonly kind: "open"; readonly at: ts.Node };

// eslint-disable-next-line max-lines-per-function -- a factory: each of its members is a short function of its own
export function createResolver(tsModule: typeof ts, types: Types): Resolver {
  const { checker } = types;
  const resolveFrom = (expression: ts.Expression, steps: number): Resolved => {
    if (steps > maxSteps) return expression;
    const next = (inner: ts.Expression): Resolved => resolveFrom(inner, steps + 1);
    if (isWrapper(tsModule, expression) || tsModule.isAwaitExpression(expression)) return next(expression.expression);
    if (isComma(tsModule, expression)) return next(expression.right);
    if (tsModule.isIdentifier(expression))
      return fromDeclaration(checker.getSymbolAtLocation(expression), steps) ?? expression;
    if (tsModule.isPropertyAccessExpression(expression)) {
      const object = next(expression.expression);
      if (tsModule.isObjectLiteralExpression(object)) {
        const found = property(object, expression.name.text, steps + 1);
        return found.kind === "value" ? found.value : expression;
      }
      // A namespace import, or an enum-like holder of functions.
      return fromDeclaration(checker.getSymbolAtLocation(expression.name), steps) ?? expression;
    }
    if (tsModule.isElementAccessExpression(expression)) {
      const key = unwrapped(tsModule, expression.argumentExpression);
      const object = tsModule.isStringLiteralLike(key) ? next(expression.expression) : expression;
      if (!tsModule.isObjectLiteralExpression(object) || !tsModule.isStringLiteralLike(key)) return expression;
      const found = property(object, key.text, steps + 1);
      return found.kind === "value" ? found.value : expression;
    }
    if (tsModule.isCallExpression(expression)) {
      const handed = handedBack(tsModule, expression);
      if (handed) return next(handed);
      const [returned, ...others] = returnsOf(expression, steps + 1);
      return returned && others.length === 0 ? next(returned) : expression;
    }
    return expression;
  };

  const fromDeclaration = (symbol: ts.Symbol | undefined, steps: number): Resolved | undefined => {
    const declarations = (symbol && unalias(tsModule, checker, symbol).declarations) ?? [];
    // Of a function with several signatures, the one that is carried out.
    const declaration = declarations.find((one) => hasBody(tsModule, one)) ?? declarations[0];
    if (!declaration) return undefined;
    if (tsModule.isAccessor(declaration))
      return fromGetter(declarations.find(tsModule.isGetAccessorDeclaration), steps);
    if (hasBody(tsModule, declaration)) return declaration;
    if (tsModule.isExportAssignment(declaration)) return resolveFrom(declaration.expression, steps + 1);
    if (tsModule.isPropertyAssignment(declaration)) return resolveFrom(declaration.initializer, steps + 1);
    if (
      tsModule.isVariableDeclaration(declaration) &&
      declaration.initializer &&
      isNeverReassigned(tsModule, declaration)
    ) {
      return resolveFrom(declaration.initializer, steps + 1);
    }
    return tsModule.isBindingElement(declaration) ? fromBinding(declaration, steps) : undefined;
  };

  /** What a getter gives, where there is one answer. */
  const fromGetter = (getter: ts.GetAccessorDeclaration | undefined, steps: number): Resolved | undefined => {
    const [returned, ...others] = getter && hasBody(tsModule, getter) ? returnedBy(tsModule, getter) : [];
    return returned && others.length === 0 ? resolveFrom(returned, steps + 1) : undefined;
  };

  /** `const { session } = createCallbacks()` */
  const fromBinding = (element: ts.BindingElement, steps: number): Resolved | undefined => {
    const { parent: declaration } = element.parent;
    if (element.initializer || element.dotDotDotToken || !tsModule.isVariableDeclaration(declaration)) return undefined;
    if (!declaration.initializer || !isNeverReassigned(tsModule, declaration)) return undefined;
    const key = element.propertyName ?? element.name;
    const name = tsModule.isIdentifier(key) || tsModule.isStringLiteralLike(key) ? key.text : undefined;
    const object = resolveFrom(declaration.initializer, steps + 1);
    if (name === undefined || !tsModule.isObjectLiteralExpression(object)) return undefined;
    const found = property(object, name, steps + 1);
    return found.kind === "value" ? found.value : undefined;
  };

  const functionFrom = (callee: ts.Expression, steps: number): FunctionWithBody | undefined => {
    const resolved = resolveFrom(callee, steps);
    return hasBody(tsModule, resolved) ? resolved : undefined;
  };

  const returnsOf = (call: ts.CallExpression, steps: number): ts.Expression[] => {
    const callee = functionFrom(call.expression, steps);
    return callee ? returnedBy(tsModule, callee) : [];
  };

  const alternatives = (expression: ts.Expression, steps: number): Resolved[] => {
    const resolved = resolveFrom(expression, steps);
    const several = tsModule.isConditionalExpression(resolved)
      ? [resolved.whenTrue, resolved.whenFalse]
      : tsModule.isCallExpression(resolved)
        ? returnsOf(resolved, steps)
        : hasBody(tsModule, resolved)
          ? returnedBy(tsModule, resolved)
          : [];
    if (several.length === 0 || steps > maxAlternatives) return [resolved];
    return several.flatMap((one) => alternatives(one, steps + 1));
  };

  const property = (object: ts.ObjectLiteralExpression, name: string, steps: number): PropertyValue => {
    // The last one that provides the name wins, as at run time.
    for (const member of [...object.properties].reverse()) {
      if (tsModule.isSpreadAssignment(member)) {
        const spread = resolveFrom(member.expression, steps + 1);
        if (!tsModule.isObjectLiteralExpression(spread)) {
          if (mayHold(types.typeAt(member.expression), name)) return { kind: "open", at: member };
          continue;
        }
        const found = property(spread, name, steps + 1);
        if (found.kind !== "absent") return found;
        continue;
      }
      const memberName = propertyName(tsModule, member.name);
      if (memberName === name) {
        if (tsModule.isPropertyAssignment(member))
          return { kind: "value", value: resolveFrom(member.initializer, steps + 1) };
        if (tsModule.isMethodDeclaration(member)) return { kind: "value", value: member };
        if (tsModule.isShorthandPropertyAssignment(member)) {
          const value = fromDeclaration(checker.getShorthandAssignmentValueSymbol(member), steps + 1);
          return value ? { kind: "value", value } : { kind: "open", at: member };
        }
        const value = tsModule.isGetAccessorDeclaration(member) ? fromGetter(member, steps + 1) : undefined;
        return value ? { kind: "value", value } : { kind: "open", at: member };
      }
      if (memberName === undefined) return { kind: "open", at: member };
    }
    return { kind: "absent" };
  };

  /** Whether a value of the type may have a property of that name, in one of its forms at least. */
  const mayHold = (type: ts.Type, name: string): boolean => {
    const present = types.withoutNullable(type);
    return (
      types.hasUnnamedProperties(present) ||
      (present.isUnion() ? present.types : [present]).some((part) => part.getProperty(name) !== undefined)
    );
  };

  return {
    resolve: (expression) => resolveFrom(expression, 0),
    alternatives: (expression) => alternatives(expression, 0),
    property: (object, name) => property(object, name, 0),
    functionOf: (callee) => functionFrom(callee, 0),
  };
}

/** What `Promise.resolve(value)` and `Object.freeze(value)` give back, which is what they get. */
function handedBack(tsModule: typeof ts, call: ts.CallExpression): ts.Expression | undefined {
  const callee = unwrapped(tsModule, call.expression);
  const [value] = call.arguments;
  if (!tsModule.isPropertyAccessExpression(callee) || !value || tsModule.isSpreadElement(value)) return undefined;
  const isHandedBack = (owner: string, ...names: readonly string[]): boolean =>
    isNamed(tsModule, callee.expression, owner) && names.includes(callee.name.text);
  return isHandedBack("Promise", "resolve") || isHandedBack("Object", "freeze", "seal", "preventExtensions")
    ? value
    : undefined;
}

function isNeverReassigned(tsModule: typeof ts, declaration: ts.VariableDeclaration): boolean {
  return (
    tsModule.isVariableDeclarationList(declaration.parent) &&
    (declaration.parent.flags & tsModule.NodeFlags.Const) !== 0
  );
}
