import type ts from "typescript";
import type { TypeView } from "../compiler/program-view.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { Resolver } from "./resolve.js";
import type { AuthConfig, Callback } from "./auth-config.js";

/** Maximum number of wrappers around each other. */
const maxDepth = 4;

/**
 * The argument inside a call of unresolved code: a workspace package that is not built, or a package that is not
 * installed. Such a wrapper is taken to return its argument, perhaps changed. `undefined` for any other expression, and
 * if more than one part of the arguments can be meant.
 * @param isMeant whether a part is of the wanted kind
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

/** A config inside calls of unresolved code, and the outermost of these calls. */
export interface WrappedConfig {
  readonly literal: ts.ObjectLiteralExpression;
  readonly wrapper: ts.Expression;
}

/** The argument with callbacks in `withDefaults({ callbacks: … })`, where `withDefaults` does not resolve. */
export function configInside(view: TypeView, resolver: Resolver, outer: ts.Node): WrappedConfig | undefined {
  const { ts } = view;
  const holdsCallbacks = (part: ts.Node): part is ts.ObjectLiteralExpression =>
    ts.isObjectLiteralExpression(part) && resolver.property(part, "callbacks").kind === "value";
  const literal = insideUnresolved(view, resolver, outer, holdsCallbacks);
  return literal && ts.isExpression(outer) ? { literal, wrapper: outer } : undefined;
}

/** What is known of a config inside such a wrapper, which may add and change options. */
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

/** Whether an expression calls unresolved code, so that its result is unknown. */
export function isUnresolvedCall({ ts, types }: TypeView, node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    types.isUnresolved(types.typeAt(unwrapped(ts, node.expression))) &&
    types.isAny(types.typeAt(node))
  );
}
