import type ts from "typescript";
import type { TypeView } from "../compiler/program-view.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { Resolver } from "./resolve.js";
import type { AuthConfig, Callback } from "./auth-config.js";

/** How many wrappers around each other are seen through. */
const maxDepth = 4;

/**
 * What stands inside a call of code that does not resolve: a workspace package that is not built, a package that is not installed. Such a
 * wrapper is taken to give back what it is given, and may change it. `undefined` for any other expression, and where more than one part of
 * what the call is given can be meant.
 * @param isMeant whether a part is of the kind that is looked for
 */
export function insideUnresolved<Meant extends ts.Node>(
  view: TypeView,
  resolver: Resolver,
  outer: ts.Node,
  isMeant: (part: ts.Node) => part is Meant,
): Meant | undefined {
  const inside = (node: ts.Node, depth: number): Meant | undefined => {
    if (!isUnresolvedCall(view, node) || depth === maxDepth) return undefined;
    const found = node.arguments.flatMap((argument): Meant[] => {
      const part = resolver.resolve(argument);
      if (isMeant(part)) return [part];
      const inner = inside(part, depth + 1);
      return inner ? [inner] : [];
    });
    const [first, ...others] = found;
    return others.length === 0 ? first : undefined;
  };
  return inside(outer, 0);
}

/** A config inside calls of code that does not resolve, and the outermost of them. */
export interface WrappedConfig {
  readonly literal: ts.ObjectLiteralExpression;
  readonly wrapper: ts.Expression;
}

/** `withDefaults({ callbacks: … })`, where nobody knows what `withDefaults` is: of its arguments the one that holds callbacks. */
export function configInside(view: TypeView, resolver: Resolver, outer: ts.Node): WrappedConfig | undefined {
  const { ts } = view;
  const holdsCallbacks = (part: ts.Node): part is ts.ObjectLiteralExpression =>
    ts.isObjectLiteralExpression(part) && resolver.property(part, "callbacks").kind === "value";
  const literal = insideUnresolved(view, resolver, outer, holdsCallbacks);
  return literal && ts.isExpression(outer) ? { literal, wrapper: outer } : undefined;
}

/** What is known of a config that such a wrapper is given: it may add to it whatever is not there, and change what is. */
export function throughWrapper(config: AuthConfig, wrapper: ts.Expression): AuthConfig {
  const wrapped = (callback: Callback): Callback => {
    if (callback.kind === "absent") return { kind: "open", at: wrapper };
    return callback.kind === "function" ? { ...callback, wrapper: callback.wrapper ?? wrapper } : callback;
  };
  return {
    ...config,
    session: wrapped(config.session),
    jwt: wrapped(config.jwt),
    signIn: wrapped(config.signIn),
    hasAdapter: true,
    ...(config.hasDefaultStrategy && { strategy: "unknown", hasDefaultStrategy: false }),
    providers: { ...config.providers, complete: false },
  };
}

/** Whether an expression calls what does not resolve, so that nobody knows what the call gives. */
export function isUnresolvedCall({ ts, types }: TypeView, node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    types.isUnresolved(types.typeAt(unwrapped(ts, node.expression))) &&
    types.isAny(types.typeAt(node))
  );
}
