import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { once } from "../compiler/once.js";
import { isComma, unwrapped } from "../syntax/wrappers.js";
import { givenUser, ownFunction } from "./given-user.js";
import type { Resolver } from "./resolve.js";
import type { Workspace } from "../api/workspace.js";
import type { FunctionWithBody } from "../syntax/functions.js";
import { partsOf } from "../compiler/unions.js";

/** One entry of a config's `providers`. Its types are functions: asking for them makes the checker read whole function bodies. */
export interface Provider {
  readonly node: ts.Expression;
  readonly kind: "oauth" | "credentials" | "email" | "unknown";
  /** The raw profile an OAuth provider hands to the `jwt` callback as `profile`. */
  readonly profileType: () => ts.Type | undefined;
  /** The `profile()` that the project wrote for it. */
  readonly profileFunction: FunctionWithBody | undefined;
  /** What the provider's own `profile()` or `authorize()` makes the `user` of a sign-in, where the project wrote that function. */
  readonly userType: () => ts.Type | undefined;
}

export interface Providers {
  /** Every provider that can be among them; which of the branches of a condition is taken nobody knows. */
  readonly list: readonly Provider[];
  /** False when the list is built in a way that hides some of them. */
  readonly complete: boolean;
}

/** Reads the `providers` array of a config. The types come from the checker: the provider's own generics say what its profile is. */
export function describeProviders(
  workspace: Workspace,
  resolver: Resolver,
  config: ts.ObjectLiteralExpression,
): Providers {
  const { ts } = workspace;
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
    else list.push(describeProvider(workspace, resolver, madeBy(ts, element)));
  };
  addList(property.value);
  return { list, complete };
}

/** A provider without its wrappers, of which the types may say less than its own. */
function madeBy(ts: TypeScript, wrapped: ts.Expression): ts.Expression {
  const node = unwrapped(ts, wrapped);
  return isComma(ts, node) ? madeBy(ts, node.right) : node;
}

/** `enabled && [Github]` */
function isOnlyIf(ts: TypeScript, node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

function describeProvider(workspace: Workspace, resolver: Resolver, node: ts.Expression): Provider {
  const { ts, program } = workspace;
  const checker = program.getTypeChecker();
  return {
    node,
    kind: kindOf(ts, checker, node),
    profileFunction: ownFunction(ts, resolver, node, "profile"),
    profileType: () => profileType(ts, checker, node),
    userType: once(() => givenUser(workspace, resolver, node)),
  };
}

/**
 * `"oauth"`, `"credentials"` and so on, as the provider function's own signature says: its arguments have no part in that. What may be
 * one of several is of a kind where all of them are.
 */
function kindOf(ts: TypeScript, checker: ts.TypeChecker, node: ts.Expression): Provider["kind"] {
  const type = ts.isCallExpression(node) ? declaredReturn(ts, checker, node) : checker.getTypeAtLocation(node);
  const [kind, ...others] = new Set(type && configTypes(checker, type).flatMap((one) => kindsOfType(checker, one)));
  return kind && others.length === 0 ? kind : "unknown";
}

function kindsOfType(checker: ts.TypeChecker, config: ts.Type): Provider["kind"][] {
  const type = propertyType(checker, config, "type");
  return type ? partsOf(type).map(kindNamed) : ["unknown"];
}

function kindNamed(type: ts.Type): Provider["kind"] {
  if (!type.isStringLiteral()) return "unknown";
  if (type.value === "oauth" || type.value === "oidc") return "oauth";
  return type.value === "credentials" || type.value === "email" ? type.value : "unknown";
}

/** The configs that a value of the type may be: Auth.js takes a function that makes one as well, and calls it. */
function configTypes(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
  return partsOf(checker.getNonNullableType(type)).map((part) => {
    const signature = part.getCallSignatures()[0];
    return signature ? checker.getReturnTypeOfSignature(signature) : part;
  });
}

/**
 * The first parameter of the config's `profile()`. In `providers: [Github({ … })]` the list's own type makes the checker infer
 * `any` for it; then the bound of the provider's type parameter says what the profile is.
 */
function profileType(ts: TypeScript, checker: ts.TypeChecker, node: ts.Expression): ts.Type | undefined {
  const fromConfig = (type: ts.Type): ts.Type[] => {
    const profile = propertyType(checker, type, "profile");
    const parameter = profile && checker.getNonNullableType(profile).getCallSignatures()[0]?.parameters[0];
    const found = parameter && constrained(checker, checker.getTypeOfSymbol(parameter));
    return found && (found.flags & ts.TypeFlags.Any) === 0 ? [found] : [];
  };
  const [resolved] = configTypes(checker, checker.getTypeAtLocation(node)).flatMap(fromConfig);
  const declared = !resolved && ts.isCallExpression(node) && declaredReturn(ts, checker, node);
  return declared ? configTypes(checker, declared).flatMap(fromConfig)[0] : resolved;
}

/**
 * What the called function is declared to return. Nuxt people call `GithubProvider.default(…)`, which exists at run time only
 * and is therefore untyped: there the signature of `GithubProvider` itself answers.
 */
function declaredReturn(ts: TypeScript, checker: ts.TypeChecker, call: ts.CallExpression): ts.Type | undefined {
  const callee = unwrapped(ts, call.expression);
  const returned = (expression: ts.Expression): ts.Type | undefined => {
    const signature = checker.getTypeAtLocation(expression).getCallSignatures()[0];
    return signature && checker.getReturnTypeOfSignature(signature);
  };
  const isDefault = ts.isPropertyAccessExpression(callee) && callee.name.text === "default";
  return returned(callee) ?? (isDefault ? returned(callee.expression) : undefined);
}

function propertyType(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | undefined {
  const symbol = checker.getPropertyOfType(checker.getNonNullableType(type), name);
  return symbol && checker.getTypeOfSymbol(symbol);
}

/** The bound of a type parameter: one without a bound says nothing. */
function constrained(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  return type.isTypeParameter() ? checker.getBaseConstraintOfType(type) : type;
}
