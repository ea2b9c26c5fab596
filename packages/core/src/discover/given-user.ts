import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Resolver } from "./resolve.js";
import { returnedUser } from "./returned-user.js";
import { hasBody, type FunctionWithBody } from "../syntax/functions.js";
import type { ProgramView } from "../compiler/program-view.js";

/** A function in a provider's options, if they are an object literal. */
export function ownFunction(
  ts: TypeScript,
  resolver: Resolver,
  node: ts.Expression,
  name: "profile" | "authorize",
): FunctionWithBody | undefined {
  // A function that makes the config returns it.
  const [found, ...others] = writtenFor(ts, resolver, node, name);
  return found && others.length === 0 && hasBody(ts, found) ? found : undefined;
}

/** The option of a provider by its name, as an expression if no function body is visible. */
function writtenFor(
  ts: TypeScript,
  resolver: Resolver,
  node: ts.Expression,
  name: "profile" | "authorize",
): readonly ts.Node[] {
  return resolver.alternatives(node).flatMap((one): ts.Node[] => {
    const argument = ts.isCallExpression(one) ? one.arguments[0] : undefined;
    const options = argument ? resolver.resolve(argument) : one;
    if (!ts.isObjectLiteralExpression(options)) return [];
    const found = resolver.property(options, name);
    if (found.kind === "value") return [found.value];
    // `{ authorize }` shows only the type.
    const isShorthand = found.kind === "open" && ts.isShorthandPropertyAssignment(found.at);
    return isShorthand && found.at.name.text === name ? [found.at.name] : [];
  });
}

/** The user of a sign-in, as the project's own `profile()` or `authorize()` returns it. */
export function givenUser(view: ProgramView, resolver: Resolver, node: ts.Expression): ts.Type | undefined {
  const { ts, types } = view;
  const profiles = writtenFor(ts, resolver, node, "profile");
  const functions = profiles.length > 0 ? profiles : writtenFor(ts, resolver, node, "authorize");
  const users = functions.flatMap((one) => {
    if (hasBody(ts, one)) return returnedUser(view, resolver, one) ?? [];
    // A function without a body shows only its type.
    const returned = types.signaturesOf(types.typeAt(one)).map((signature) => types.returnType(signature));
    return returned.map((type) => types.withoutNullable(types.awaited(type)));
  });
  return users.length > 0 ? types.join(users) : undefined;
}
