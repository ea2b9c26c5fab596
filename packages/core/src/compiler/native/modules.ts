import type * as Ast from "typescript-7.1/ast";
import type * as Sync from "typescript-7.1/sync";

/**
 * What the package `typescript` exports from version 7 on, loaded by the surface: client and compiler have to come from
 * the same package. The names are those of 7.1.
 */
export interface NativeModules {
  readonly version: string;
  readonly sync: typeof Sync;
  readonly ast: typeof Ast;
}

/** The same as a surface loads it, unchecked. */
export interface LoadedModules {
  readonly version: string;
  /** `typescript/sync`. */
  readonly sync: object;
  /** `typescript/ast`. */
  readonly ast: object;
}

export type { Ast, Sync };
