import type { Library } from "../discover/library.js";
import type { InterfaceName } from "../api/report.js";
import { modulesNotLoaded } from "../declared/library-types.js";
import type { Workspace } from "../api/workspace.js";

/** The modules and interfaces of a library that the program cannot augment. */
export interface UnaugmentableSpecifiers {
  /**
   * The specifiers that no file of the program imports, though one could. TypeScript ignores an augmentation of a
   * module that it has not loaded, and reports that (TS2664) only without `skipLibCheck`.
   */
  readonly notLoaded: ReadonlySet<string>;
  /**
   * The interfaces that the config's file cannot import from the library. With pnpm a project sees only its own
   * dependencies, and a package that it has installed itself may be another copy.
   */
  readonly unreachable: ReadonlySet<InterfaceName>;
}

/** @param names the interfaces of the library itself that the config's file can import */
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
