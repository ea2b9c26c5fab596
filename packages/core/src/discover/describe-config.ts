import type ts from "typescript";
import type { ProgramView } from "../compiler/program-view.js";
import type { Strategy } from "../api/report.js";
import type { AuthConfig, Callback } from "./auth-config.js";
import type { Library } from "./library.js";
import { once } from "../compiler/once.js";
import { adapterUser } from "./adapter-user.js";
import { describeProviders } from "./providers.js";
import type { Resolver } from "./resolve.js";
import { insideUnresolved } from "./unresolved-wrappers.js";
import { hasBody, type FunctionWithBody } from "../syntax/functions.js";

/**
 * A config for the library that cannot be seen through, such as `NextAuth(merge(base, own))`. It may hold any callback.
 */
export function unseen(library: Library, version: string, node: ts.Expression): AuthConfig {
  const open: Callback = { kind: "open", at: node };
  return {
    library,
    version,
    node,
    session: open,
    jwt: open,
    signIn: open,
    hasAdapter: true,
    adapterUser: () => undefined,
    strategy: "unknown",
    hasDefaultStrategy: false,
    providers: { list: [], complete: false },
    isForReading: false,
    calls: [],
    mintsTokens: false,
  };
}

export function describe(
  view: ProgramView,
  resolver: Resolver,
  library: Library,
  version: string,
  node: ts.ObjectLiteralExpression,
): AuthConfig {
  const { ts } = view;
  const callback = callbacksOf(view, resolver, node);
  const mintsTokens = ((): boolean => {
    const jwt = resolver.property(node, "jwt");
    if (jwt.kind === "absent") return false;
    if (jwt.kind === "open" || !ts.isObjectLiteralExpression(jwt.value)) return true;
    const { value } = jwt;
    return ["encode", "decode"].some((name) => resolver.property(value, name).kind !== "absent");
  })();
  return {
    library,
    version,
    node,
    session: callback("session"),
    jwt: callback("jwt"),
    signIn: callback("signIn"),
    hasAdapter: resolver.property(node, "adapter").kind !== "absent",
    adapterUser: once(() => adapterUser(view, resolver, node)),
    ...strategyOf(view, resolver, node),
    providers: describeProviders(view, resolver, node),
    isForReading: false,
    calls: [],
    mintsTokens,
  };
}

/** The callbacks of a config by name, even inside unresolved wrappers. */
function callbacksOf(
  view: ProgramView,
  resolver: Resolver,
  config: ts.ObjectLiteralExpression,
): (name: string) => Callback {
  const { ts } = view;
  const callbacks = resolver.property(config, "callbacks");
  const inside = <Meant extends ts.Node>(node: ts.Node, isMeant: (part: ts.Node) => part is Meant): Meant | undefined =>
    insideUnresolved(view, resolver, node, isMeant);
  const isFunction = (part: ts.Node): part is FunctionWithBody => hasBody(ts, part);
  const isCallbacks = (part: ts.Node): part is ts.ObjectLiteralExpression =>
    ts.isObjectLiteralExpression(part) &&
    ["session", "jwt", "signIn"].some((name) => resolver.property(part, name).kind === "value");
  return (name) => {
    if (callbacks.kind !== "value") return callbacks;
    const outer = callbacks.value;
    const literal = ts.isObjectLiteralExpression(outer) ? outer : inside(outer, isCallbacks);
    if (!literal) return { kind: "open", at: outer };
    const found = resolver.property(literal, name);
    const isWrapped = literal !== outer && !ts.isFunctionLike(outer);
    if (found.kind === "absent" && isWrapped) return { kind: "open", at: outer };
    if (found.kind !== "value") return found;
    const { value } = found;
    if (isFunction(value)) return { kind: "function", node: value, ...(isWrapped && { wrapper: outer }) };
    const inner = inside(value, isFunction);
    return inner && !ts.isFunctionLike(value)
      ? { kind: "function", node: inner, wrapper: value }
      : { kind: "open", at: value };
  };
}

/**
 * `session.strategy` if it is written; else the libraries' default: `database` with an adapter and `jwt` without one.
 */
function strategyOf(
  { ts, types }: ProgramView,
  resolver: Resolver,
  node: ts.ObjectLiteralExpression,
): Pick<AuthConfig, "strategy" | "hasDefaultStrategy"> {
  const written = (strategy: Strategy): ReturnType<typeof strategyOf> => ({ strategy, hasDefaultStrategy: false });
  const session = resolver.property(node, "session");
  if (session.kind === "open") return written("unknown");
  if (session.kind === "value") {
    if (!ts.isObjectLiteralExpression(session.value)) return written("unknown");
    const strategy = resolver.property(session.value, "strategy");
    if (strategy.kind === "open") return written("unknown");
    if (strategy.kind === "value") {
      const { value } = strategy;
      if (!ts.isStringLiteralLike(value)) return written("unknown");
      return written(value.text === "jwt" || value.text === "database" ? value.text : "unknown");
    }
  }
  const byDefault = (strategy: Strategy): ReturnType<typeof strategyOf> => ({ strategy, hasDefaultStrategy: true });
  const adapter = resolver.property(node, "adapter");
  if (adapter.kind === "absent") return byDefault("jwt");
  if (adapter.kind === "open" || !ts.isExpression(adapter.value)) return byDefault("unknown");
  // `adapter: isTest ? undefined : …`
  return byDefault(types.isNullable(types.typeAt(adapter.value)) ? "unknown" : "database");
}
