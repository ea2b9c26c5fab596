import type ts from "typescript";
import type { Workspace } from "../analysis.js";
import type { Resolver } from "./resolve.js";

/** One entry of a config's `providers`. */
export interface Provider {
  readonly node: ts.Expression;
  readonly kind: "oauth" | "credentials" | "email" | "unknown";
  /** The raw profile an OAuth provider hands to the `jwt` callback as `profile`. */
  readonly profileType: ts.Type | undefined;
  /** What the provider's own `profile()` or `authorize()` makes the `user` of a sign-in, where the project wrote that function. */
  readonly userType: ts.Type | undefined;
}

export interface Providers {
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
  const { ts: tsModule, program } = workspace;
  const checker = program.getTypeChecker();
  const property = resolver.property(config, "providers");
  if (property.kind !== "value" || !tsModule.isArrayLiteralExpression(property.value)) {
    return { list: [], complete: property.kind === "absent" };
  }
  const list: Provider[] = [];
  let complete = true;
  const addAll = (elements: readonly ts.Expression[]): void => {
    for (const element of elements) {
      if (!tsModule.isSpreadElement(element)) {
        list.push(describeProvider(tsModule, checker, resolver, element));
        continue;
      }
      const spread = resolver.resolve(element.expression);
      if (tsModule.isArrayLiteralExpression(spread)) addAll(spread.elements);
      else complete = false;
    }
  };
  addAll(property.value.elements);
  return { list, complete };
}

function describeProvider(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  resolver: Resolver,
  node: ts.Expression,
): Provider {
  const type = providerType(tsModule, checker, node);
  const kindType = type && propertyType(checker, type, "type");
  const profile = type && propertyType(checker, type, "profile");
  const profileType = profile && checker.getNonNullableType(profile).getCallSignatures()[0]?.parameters[0];
  return {
    node,
    kind: kindOf(kindType),
    profileType: profileType && constrained(checker, checker.getTypeOfSymbol(profileType)),
    userType: userType(tsModule, checker, resolver, node),
  };
}

/**
 * The type of a provider's config. Nuxt people call `GithubProvider.default(…)`, which exists at run time only and is
 * therefore untyped: there the signature of `GithubProvider` itself answers.
 */
function providerType(tsModule: typeof ts, checker: ts.TypeChecker, node: ts.Expression): ts.Type | undefined {
  const type = checker.getTypeAtLocation(node);
  if ((type.flags & tsModule.TypeFlags.Any) === 0) return type;
  if (!tsModule.isCallExpression(node) || !tsModule.isPropertyAccessExpression(node.expression)) return undefined;
  if (node.expression.name.text !== "default") return undefined;
  const signature = checker.getTypeAtLocation(node.expression.expression).getCallSignatures()[0];
  return signature && checker.getReturnTypeOfSignature(signature);
}

function propertyType(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | undefined {
  const symbol = checker.getPropertyOfType(checker.getNonNullableType(type), name);
  return symbol && checker.getTypeOfSymbol(symbol);
}

function constrained(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  return type.isTypeParameter() ? (checker.getBaseConstraintOfType(type) ?? type) : type;
}

function kindOf(type: ts.Type | undefined): Provider["kind"] {
  if (!type?.isStringLiteral()) return "unknown";
  if (type.value === "oauth" || type.value === "oidc") return "oauth";
  return type.value === "credentials" || type.value === "email" ? type.value : "unknown";
}

/** What `profile()` or `authorize()` returns, where the provider's options are an object literal that holds it. */
function userType(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  resolver: Resolver,
  node: ts.Expression,
): ts.Type | undefined {
  const resolved = resolver.resolve(node);
  const argument = tsModule.isCallExpression(resolved) ? resolved.arguments[0] : undefined;
  const options = argument ? resolver.resolve(argument) : resolved;
  if (!tsModule.isObjectLiteralExpression(options)) return undefined;
  for (const name of ["profile", "authorize"]) {
    const found = resolver.property(options, name);
    if (found.kind !== "value" || !tsModule.isFunctionLike(found.value)) continue;
    const signature = checker.getSignatureFromDeclaration(found.value);
    if (!signature) continue;
    const returned = checker.getReturnTypeOfSignature(signature);
    const awaited = checker.getAwaitedType(returned) ?? returned;
    return checker.getNonNullableType(awaited);
  }
  return undefined;
}
