import type ts from "typescript";
import type { Types } from "../compiler/types.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { Resolver } from "./resolve.js";

/** How many wrappers around each other are seen through. */
const maxDepth = 4;

/**
 * What stands inside a call of code that does not resolve: a workspace package that is not built, a package that is not installed. Such a
 * wrapper is taken to give back what it is given, and may change it. `undefined` for any other expression, and where more than one part of
 * what the call is given can be meant.
 * @param isMeant whether a part is of the kind that is looked for
 */
export function insideUnresolved<Meant extends ts.Node>(
  tsModule: typeof ts,
  types: Types,
  resolver: Resolver,
  outer: ts.Node,
  isMeant: (part: ts.Node) => part is Meant,
  depth = 0,
): Meant | undefined {
  if (!isUnresolvedCall(tsModule, types, outer) || depth === maxDepth) return undefined;
  const found = outer.arguments.flatMap((argument): Meant[] => {
    const part = resolver.resolve(argument);
    if (isMeant(part)) return [part];
    const inner = insideUnresolved(tsModule, types, resolver, part, isMeant, depth + 1);
    return inner ? [inner] : [];
  });
  const [first, ...others] = found;
  return others.length === 0 ? first : undefined;
}

/** Whether an expression calls what does not resolve, so that nobody knows what the call gives. */
export function isUnresolvedCall(tsModule: typeof ts, types: Types, node: ts.Node): node is ts.CallExpression {
  return (
    tsModule.isCallExpression(node) &&
    types.isUnresolved(types.typeAt(unwrapped(tsModule, node.expression))) &&
    types.isAny(types.typeAt(node))
  );
}
