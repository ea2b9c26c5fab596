import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { once } from "../compiler/once.js";
import { isComma, unwrapped } from "../syntax/wrappers.js";
import { givenUser, ownFunction } from "./given-user.js";
import type { Resolver } from "./resolve.js";
import type { FunctionWithBody } from "../syntax/functions.js";
import type { ProgramView, TypeView } from "../compiler/program-view.js";
import type { Types } from "../compiler/types.js";

/**
 * One entry of a config's `providers`. Its types are functions, as they make the checker read whole function bodies.
 */
export interface Provider {
  readonly node: ts.Expression;
  readonly kind: "oauth" | "credentials" | "email" | "unknown";
  /** The raw profile an OAuth provider hands to the `jwt` callback as `profile`. */
  readonly profileType: () => ts.Type | undefined;
  /** The `profile()` that the project wrote for it. */
  readonly profileFunction: FunctionWithBody | undefined;
  /** The user of a sign-in, if the project wrote the provider's `profile()` or `authorize()`. */
  readonly userType: () => ts.Type | undefined;
}

export interface Providers {
  /** Every possible provider, from all branches of a condition. */
  readonly list: readonly Provider[];
  /** False if the list is built in a way that hides some of them. */
  readonly complete: boolean;
}

/**
 * Reads the `providers` array of a config. The types come from the checker, as a provider's own generics give its
 * profile.
 */
export function describeProviders(
  view: ProgramView,
  resolver: Resolver,
  config: ts.ObjectLiteralExpression,
): Providers {
  const { ts } = view;
  const property = resolver.property(config, "providers");
  if (property.kind !== "value") return { list: [], complete: property.kind === "absent" };
  const list: Provider[] = [];
  let complete = true;
  const addList = (node: ts.Node): void => {
    if (ts.isConditionalExpression(node)) {
      for (const branch of [node.whenTrue, node.whenFalse]) addList(resolver.resolve(branch));
    } else if (isOnlyIf(ts, node)) {
      addList(resolver.resolve(node.right));
    } else if (ts.isArrayLiteralExpression(node)) {
      for (const element of node.elements) addElement(element);
    } else {
      complete = false;
    }
  };
  const addElement = (element: ts.Expression): void => {
    if (ts.isSpreadElement(element)) addList(resolver.resolve(element.expression));
    else list.push(describeProvider(view, resolver, madeBy(ts, element)));
  };
  addList(property.value);
  return { list, complete };
}

/** A provider without its wrappers, whose types may say less than its own. */
function madeBy(ts: TypeScript, wrapped: ts.Expression): ts.Expression {
  const node = unwrapped(ts, wrapped);
  return isComma(ts, node) ? madeBy(ts, node.right) : node;
}

/** `enabled && [Github]` */
function isOnlyIf(ts: TypeScript, node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

function describeProvider(view: ProgramView, resolver: Resolver, node: ts.Expression): Provider {
  return {
    node,
    kind: kindOf(view, node),
    profileFunction: ownFunction(view.ts, resolver, node, "profile"),
    profileType: () => profileType(view, node),
    userType: once(() => givenUser(view, resolver, node)),
  };
}

/**
 * The kind, such as `"oauth"` or `"credentials"`, from the signature of the provider's function, without its arguments.
 * One of several has a kind if all of them have it.
 */
function kindOf(view: TypeView, node: ts.Expression): Provider["kind"] {
  const { ts, types } = view;
  const type = ts.isCallExpression(node) ? declaredReturn(view, node) : types.typeAt(node);
  const [kind, ...others] = new Set(type && configTypes(types, type).flatMap((one) => kindsOfType(types, one)));
  return kind && others.length === 0 ? kind : "unknown";
}

function kindsOfType(types: Types, config: ts.Type): Provider["kind"][] {
  const type = types.propertyType(config, "type");
  return type ? types.partsOf(type).map((part) => kindNamed(types.literalValue(part))) : ["unknown"];
}

function kindNamed(name: ReturnType<Types["literalValue"]>): Provider["kind"] {
  if (name === "oauth" || name === "oidc") return "oauth";
  return name === "credentials" || name === "email" ? name : "unknown";
}

/** The configs that a value of the type may be. Auth.js also takes and calls a function that makes one. */
function configTypes(types: Types, type: ts.Type): ts.Type[] {
  return types.partsOf(types.withoutNullable(type)).map((part) => {
    const [signature] = types.signaturesOf(part);
    return signature ? types.returnType(signature) : part;
  });
}

/**
 * The first parameter of the config's `profile()`. In `providers: [Github({ … })]` the list's own type makes the
 * checker infer `any` for it; the constraint of the provider's type parameter then gives the profile.
 */
function profileType(view: TypeView, node: ts.Expression): ts.Type | undefined {
  const { ts, types } = view;
  const fromConfig = (type: ts.Type): ts.Type[] => {
    const profile = types.propertyType(type, "profile");
    const [signature] = profile ? types.signaturesOf(types.withoutNullable(profile)) : [];
    const [parameter] = signature ? types.parameterTypes(signature) : [];
    // A type parameter without a constraint says nothing.
    const found = parameter && types.constraintOf(parameter);
    return found && !types.isAny(found) ? [found] : [];
  };
  const [resolved] = configTypes(types, types.typeAt(node)).flatMap(fromConfig);
  const declared = !resolved && ts.isCallExpression(node) && declaredReturn(view, node);
  return declared ? configTypes(types, declared).flatMap(fromConfig)[0] : resolved;
}

/**
 * The declared return type of the called function. In Nuxt one calls `GithubProvider.default(…)`, which exists only at
 * run time and has no type: the signature of `GithubProvider` itself replaces it.
 */
function declaredReturn({ ts, types }: TypeView, call: ts.CallExpression): ts.Type | undefined {
  const callee = unwrapped(ts, call.expression);
  const returned = (expression: ts.Expression): ts.Type | undefined => {
    const [signature] = types.signaturesOf(types.typeAt(expression));
    return signature && types.returnType(signature);
  };
  const isDefault = ts.isPropertyAccessExpression(callee) && callee.name.text === "default";
  return returned(callee) ?? (isDefault ? returned(callee.expression) : undefined);
}
