import type ts from "typescript";
import type { Strategy } from "../api/report.js";
import type { Library } from "./library.js";
import type { Providers } from "./providers.js";
import type { FunctionWithBody } from "../syntax/functions.js";

/** One auth config of the program: the object with the callbacks, and its other options. */
export interface AuthConfig {
  readonly library: Library;
  readonly version: string;
  /**
   * The object literal, or the expression in its place if it cannot be seen; reports give its start as the config's
   * place.
   */
  readonly node: ts.Expression;
  readonly session: Callback;
  readonly jwt: Callback;
  readonly signIn: Callback;
  readonly hasAdapter: boolean;
  /** The user that the adapter stores and hands to the callbacks, if its database tells. */
  readonly adapterUser: () => ts.Type | undefined;
  readonly strategy: Strategy;
  /** The strategy is written nowhere: it is the library's default, with or without an adapter. */
  readonly hasDefaultStrategy: boolean;
  readonly providers: Providers;
  /** Nobody signs in with it: the code takes only the readers of the session from its instance, as in a middleware. */
  readonly isForReading: boolean;
  /** The library calls that take it. */
  readonly calls: readonly ts.CallExpression[];
  /** The config encodes or decodes tokens itself, so that a token may hold a field that no callback wrote. */
  readonly mintsTokens: boolean;
}

/** A callback of the config: its function, none, or an expression that cannot be seen through. */
export type Callback =
  /** `wrapper` is the call of unresolved code around the function, which is taken to return the function's result. */
  | { readonly kind: "function"; readonly node: FunctionWithBody; readonly wrapper?: ts.Expression }
  | { readonly kind: "absent" }
  | { readonly kind: "open"; readonly at: ts.Node };

/** The functions of a config's callbacks that can be followed. */
export function callbackFunctions({ session, jwt }: AuthConfig): FunctionWithBody[] {
  return [session, jwt].flatMap((one) => (one.kind === "function" ? [one.node] : []));
}

/** The names of the files with configs and their callbacks; a config may have several. */
export function filesOfConfigs(configs: readonly AuthConfig[]): ReadonlySet<string> {
  const nodes = configs.flatMap((config) => [config.node, ...callbackFunctions(config)]);
  return new Set(nodes.map((node) => node.getSourceFile().fileName));
}
