import type { Library } from "../discover/library.js";
import type { InterfaceName } from "../api/report.js";
import { modulesNotLoaded } from "../declared/library-types.js";
import type { Workspace } from "../api/workspace.js";

/** What of a library cannot be augmented as the program stands. */
export interface UnaugmentableSpecifiers {
  /**
   * The specifiers that no file of the program imports, though they could be. TypeScript takes an augmentation of a module that it has not loaded
   * for nothing, and says so (TS2664) only where `skipLibCheck` is off.
   */
  readonly notLoaded: ReadonlySet<string>;
  /**
   * The interfaces that the config's file cannot import as the library's own. pnpm lets a project see its own dependencies only, not
   * theirs; and what it has installed itself may be another copy.
   */
  readonly unreachable: ReadonlySet<InterfaceName>;
}

/** @param names the interfaces that the config's file can import and that are the library's own */
export function unaugmentableSpecifiers(
  workspace: Workspace,
  library: Library,
  fromFile: string,
  names: readonly InterfaceName[],
): UnaugmentableSpecifiers {
  const notLoaded = modulesNotLoaded(workspace, library, fromFile);
  const isTokenUnreachable = names.includes("Session") && !names.includes("JWT");
  return { notLoaded: new Set(notLoaded), unreachable: new Set(isTokenUnreachable ? ["JWT"] : []) };
}
