import type ts from "typescript";
import type { Strategy } from "../api/report.js";
import type { Library } from "./library.js";
import type { Providers } from "./providers.js";
import type { FunctionWithBody } from "../syntax/functions.js";

/** One auth config of the program: the object that holds the callbacks, and what it says beside them. */
export interface AuthConfig {
  readonly library: Library;
  readonly version: string;
  /** The object literal, or what stands for it where it cannot be seen; a config's place in reports is where this starts. */
  readonly node: ts.Expression;
  readonly session: Callback;
  readonly jwt: Callback;
  readonly signIn: Callback;
  readonly hasAdapter: boolean;
  /** What the adapter stores of a user and hands to the callbacks, where its database says so. */
  readonly adapterUser: () => ts.Type | undefined;
  readonly strategy: Strategy;
  /** The strategy is nowhere written: it is the library's default for a config with, or without, an adapter. */
  readonly hasDefaultStrategy: boolean;
  readonly providers: Providers;
  /** Nobody signs in with it: of what the library makes of it only what reads the session is taken, as in a middleware. */
  readonly isForReading: boolean;
  /** The calls of the library that take it. */
  readonly calls: readonly ts.CallExpression[];
  /** The config encodes or decodes tokens itself, so that a token can hold what no callback wrote. */
  readonly mintsTokens: boolean;
}

/** A callback of the config: its function, nothing, or something that cannot be seen through. */
export type Callback =
  /** `wrapper` is the call of code that does not resolve in which it stands: that is taken to hand on what the function returns. */
  | { readonly kind: "function"; readonly node: FunctionWithBody; readonly wrapper?: ts.Expression }
  | { readonly kind: "absent" }
  | { readonly kind: "open"; readonly at: ts.Node };

/** The functions of a config's callbacks, where they can be followed. */
export function callbackFunctions({ session, jwt }: AuthConfig): FunctionWithBody[] {
  return [session, jwt].flatMap((one) => (one.kind === "function" ? [one.node] : []));
}

/** The names of the files in which configs and their callbacks stand, which may be several for one. */
export function filesOfConfigs(configs: readonly AuthConfig[]): ReadonlySet<string> {
  const nodes = configs.flatMap((config) => [config.node, ...callbackFunctions(config)]);
  return new Set(nodes.map((node) => node.getSourceFile().fileName));
}
