import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { TypeView } from "../compiler/program-view.js";
import { isComma, isNamed, isWrapper, unwrapped } from "../syntax/wrappers.js";
import { propertyName } from "../syntax/names.js";
import { type FunctionWithBody, hasBody, returnedBy } from "../syntax/functions.js";

/**
 * The expression or function behind an expression, seen through names, imports, wrappers and the project's own
 * factories.
 */
type Resolved = ts.Expression | ts.FunctionLikeDeclaration;

/** Maximum number of steps from name to name: real code needs five or six. */
const maxSteps = 24;

/** Maximum depth of branches inside branches. */
const maxAlternatives = 4;

export interface Resolver {
  /** The literal, function or last expression behind `expression`. */
  resolve(expression: ts.Expression): Resolved;
  /**
   * All of them, if it may be one of several: the branches of `a ? b : c`, the returns of a function that the code or
   * the library calls.
   */
  alternatives(expression: ts.Expression): Resolved[];
  /** The value of a property of an object literal. */
  property(object: ts.ObjectLiteralExpression, name: string): PropertyValue;
  /** The function that a callee names, if its body is part of the program. */
  functionOf(callee: ts.Expression): FunctionWithBody | undefined;
}

type PropertyValue =
  | { readonly kind: "value"; readonly value: Resolved }
  | { readonly kind: "absent" }
  /** A spread or a computed key that cannot be seen through may provide it. */
  | { readonly kind: "open"; readonly at: ts.Node };

// eslint-disable-next-line max-lines-per-function -- a factory: each of its members is a short function of its own
export function createResolver({ ts, types }: TypeView): Resolver {
  const resolveFrom = (expression: ts.Expression, steps: number): Resolved => {
    if (steps > maxSteps) return expression;
    const next = (inner: ts.Expression): Resolved => resolveFrom(inner, steps + 1);
    if (isWrapper(ts, expression) || ts.isAwaitExpression(expression)) return next(expression.expression);
    if (isComma(ts, expression)) return next(expression.right);
    if (ts.isIdentifier(expression)) return fromDeclaration(types.symbolAt(expression), steps) ?? expression;
    if (ts.isPropertyAccessExpression(expression)) {
      const object = next(expression.expression);
      if (ts.isObjectLiteralExpression(object)) {
        const found = property(object, expression.name.text, steps + 1);
        return found.kind === "value" ? found.value : expression;
      }
      // A namespace import, or an enum-like holder of functions.
      return fromDeclaration(types.symbolAt(expression.name), steps) ?? expression;
    }
    if (ts.isElementAccessExpression(expression)) {
      const key = unwrapped(ts, expression.argumentExpression);
      const object = ts.isStringLiteralLike(key) ? next(expression.expression) : expression;
      if (!ts.isObjectLiteralExpression(object) || !ts.isStringLiteralLike(key)) return expression;
      const found = property(object, key.text, steps + 1);
      return found.kind === "value" ? found.value : expression;
    }
    if (ts.isCallExpression(expression)) {
      const handed = handedBack(ts, expression);
      if (handed) return next(handed);
      const [returned, ...others] = returnsOf(expression, steps + 1);
      return returned && others.length === 0 ? next(returned) : expression;
    }
    return expression;
  };

  const fromDeclaration = (symbol: ts.Symbol | undefined, steps: number): Resolved | undefined => {
    const declarations = types.declarationsOf(symbol && types.resolved(symbol));
    // A function with several signatures has one that runs.
    const declaration = declarations.find((one) => hasBody(ts, one)) ?? declarations[0];
    if (!declaration) return undefined;
    if (ts.isAccessor(declaration)) return fromGetter(declarations.find(ts.isGetAccessorDeclaration), steps);
    if (hasBody(ts, declaration)) return declaration;
    if (ts.isExportAssignment(declaration)) return resolveFrom(declaration.expression, steps + 1);
    if (ts.isPropertyAssignment(declaration)) return resolveFrom(declaration.initializer, steps + 1);
    if (ts.isVariableDeclaration(declaration) && declaration.initializer && isNeverReassigned(ts, declaration)) {
      return resolveFrom(declaration.initializer, steps + 1);
    }
    return ts.isBindingElement(declaration) ? fromBinding(declaration, steps) : undefined;
  };

  /** The result of a getter, if it has a single one. */
  const fromGetter = (getter: ts.GetAccessorDeclaration | undefined, steps: number): Resolved | undefined => {
    const [returned, ...others] = getter && hasBody(ts, getter) ? returnedBy(ts, getter) : [];
    return returned && others.length === 0 ? resolveFrom(returned, steps + 1) : undefined;
  };

  /** `const { session } = createCallbacks()` */
  const fromBinding = (element: ts.BindingElement, steps: number): Resolved | undefined => {
    const { parent: declaration } = element.parent;
    if (element.initializer || element.dotDotDotToken || !ts.isVariableDeclaration(declaration)) return undefined;
    if (!declaration.initializer || !isNeverReassigned(ts, declaration)) return undefined;
    const key = element.propertyName ?? element.name;
    const name = ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : undefined;
    const object = resolveFrom(declaration.initializer, steps + 1);
    if (name === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
    const found = property(object, name, steps + 1);
    return found.kind === "value" ? found.value : undefined;
  };

  const functionFrom = (callee: ts.Expression, steps: number): FunctionWithBody | undefined => {
    const resolved = resolveFrom(callee, steps);
    return hasBody(ts, resolved) ? resolved : undefined;
  };

  const returnsOf = (call: ts.CallExpression, steps: number): ts.Expression[] => {
    const callee = functionFrom(call.expression, steps);
    return callee ? returnedBy(ts, callee) : [];
  };

  const alternatives = (expression: ts.Expression, steps: number): Resolved[] => {
    const resolved = resolveFrom(expression, steps);
    const several = ts.isConditionalExpression(resolved)
      ? [resolved.whenTrue, resolved.whenFalse]
      : ts.isCallExpression(resolved)
        ? returnsOf(resolved, steps)
        : hasBody(ts, resolved)
          ? returnedBy(ts, resolved)
          : [];
    if (several.length === 0 || steps > maxAlternatives) return [resolved];
    return several.flatMap((one) => alternatives(one, steps + 1));
  };

  const property = (object: ts.ObjectLiteralExpression, name: string, steps: number): PropertyValue => {
    // The last one that provides the name wins, as at run time.
    for (const member of [...object.properties].reverse()) {
      if (ts.isSpreadAssignment(member)) {
        const spread = resolveFrom(member.expression, steps + 1);
        if (!ts.isObjectLiteralExpression(spread)) {
          if (mayHold(types.typeAt(member.expression), name)) return { kind: "open", at: member };
          continue;
        }
        const found = property(spread, name, steps + 1);
        if (found.kind !== "absent") return found;
        continue;
      }
      const memberName = propertyName(ts, member.name);
      if (memberName === name) {
        if (ts.isPropertyAssignment(member))
          return { kind: "value", value: resolveFrom(member.initializer, steps + 1) };
        if (ts.isMethodDeclaration(member)) return { kind: "value", value: member };
        if (ts.isShorthandPropertyAssignment(member)) {
          const value = fromDeclaration(types.namedValue(member.name), steps + 1);
          return value ? { kind: "value", value } : { kind: "open", at: member };
        }
        const value = ts.isGetAccessorDeclaration(member) ? fromGetter(member, steps + 1) : undefined;
        return value ? { kind: "value", value } : { kind: "open", at: member };
      }
      if (memberName === undefined) return { kind: "open", at: member };
    }
    return { kind: "absent" };
  };

  /** Whether a value of the type may have a property of that name in one of its forms. */
  const mayHold = (type: ts.Type, name: string): boolean => {
    const present = types.withoutNullable(type);
    return (
      types.hasUnnamedProperties(present) ||
      types.partsOf(present).some((part) => types.property(part, name) !== undefined)
    );
  };

  return {
    resolve: (expression) => resolveFrom(expression, 0),
    alternatives: (expression) => alternatives(expression, 0),
    property: (object, name) => property(object, name, 0),
    functionOf: (callee) => functionFrom(callee, 0),
  };
}

/** The argument of `Promise.resolve(value)` and `Object.freeze(value)`, which they return. */
function handedBack(ts: TypeScript, call: ts.CallExpression): ts.Expression | undefined {
  const callee = unwrapped(ts, call.expression);
  const [value] = call.arguments;
  if (!ts.isPropertyAccessExpression(callee) || !value || ts.isSpreadElement(value)) return undefined;
  const isHandedBack = (owner: string, ...names: readonly string[]): boolean =>
    isNamed(ts, callee.expression, owner) && names.includes(callee.name.text);
  return isHandedBack("Promise", "resolve") || isHandedBack("Object", "freeze", "seal", "preventExtensions")
    ? value
    : undefined;
}

function isNeverReassigned(ts: TypeScript, declaration: ts.VariableDeclaration): boolean {
  return ts.isVariableDeclarationList(declaration.parent) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
}
