import type ts from "typescript";
import { isOwnFile } from "../compiler/module-names.js";
import { returnedType } from "../compiler/returned.js";
import { joinOf, partsOf } from "../compiler/types.js";
import { hasBody, returnedBy, type FunctionWithBody, type Resolver } from "./resolve.js";

/** A function in the options that a provider is given, where they are an object literal. */
export function ownFunction(
  tsModule: typeof ts,
  resolver: Resolver,
  node: ts.Expression,
  name: "profile" | "authorize",
): FunctionWithBody | undefined {
  // Of a function that makes the config it is what that returns.
  const [found, ...others] = writtenFor(tsModule, resolver, node, name);
  return found && others.length === 0 && hasBody(tsModule, found) ? found : undefined;
}

/** What a provider is given by that name: an expression where the function's body is not to be seen. */
function writtenFor(
  tsModule: typeof ts,
  resolver: Resolver,
  node: ts.Expression,
  name: "profile" | "authorize",
): readonly ts.Node[] {
  return resolver.alternatives(node).flatMap((one): ts.Node[] => {
    const argument = tsModule.isCallExpression(one) ? one.arguments[0] : undefined;
    const options = argument ? resolver.resolve(argument) : one;
    if (!tsModule.isObjectLiteralExpression(options)) return [];
    const found = resolver.property(options, name);
    if (found.kind === "value") return [found.value];
    // `{ authorize }`, of which only the type is known.
    const isShorthand = found.kind === "open" && tsModule.isShorthandPropertyAssignment(found.at);
    return isShorthand && found.at.name.text === name ? [found.at.name] : [];
  });
}

/** What the project's own `profile()` or `authorize()` makes the user of a sign-in. */
export function givenUser(
  tsModule: typeof ts,
  program: ts.Program,
  resolver: Resolver,
  node: ts.Expression,
): ts.Type | undefined {
  const checker = program.getTypeChecker();
  const profiles = writtenFor(tsModule, resolver, node, "profile");
  const functions = profiles.length > 0 ? profiles : writtenFor(tsModule, resolver, node, "authorize");
  const isVague = (type: ts.Type): boolean =>
    (type.flags & tsModule.TypeFlags.Any) !== 0 || partsOf(type).some((part) => isUserOfLibrary(program, part));
  const users = functions.flatMap((one) => {
    const isFunction = hasBody(tsModule, one);
    const signature = isFunction ? checker.getSignatureFromDeclaration(one) : undefined;
    const signatures = isFunction ? (signature ? [signature] : []) : checker.getTypeAtLocation(one).getCallSignatures();
    return returnedType(tsModule, checker, signatures, isVague, isFunction ? returnedBy(tsModule, one) : []) ?? [];
  });
  return users.length > 0 ? joinOf(tsModule, checker, users) : undefined;
}

/** `Promise<User | null>` says no more of the user than the library does. */
function isUserOfLibrary(program: ts.Program, type: ts.Type): boolean {
  const { name = "", declarations = [] } = type.getSymbol() ?? {};
  const isOfDependency = declarations.some((one) => !isOwnFile(program, one.getSourceFile()));
  return isOfDependency && (name === "User" || name === "AdapterUser");
}
