import type { Library } from "../discover/library.js";
import { insertImports } from "../edits/imports.js";
import { styleOf } from "../edits/style.js";
import type { InterfaceName } from "../api/report.js";
import { declaredFields, type Augmentation } from "../declared/augmentations.js";
import type { Ineffective } from "./ineffective.js";
import { modulesNotLoaded } from "../declared/library-types.js";
import type { Workspace } from "../api/workspace.js";

/** What of a library cannot be augmented as the program stands. */
export interface IdleSpecifiers {
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
export function idleSpecifiers(
  workspace: Workspace,
  library: Library,
  fromFile: string,
  names: readonly InterfaceName[],
): IdleSpecifiers {
  const notLoaded = modulesNotLoaded(workspace, library, fromFile);
  const isTokenUnreachable = names.includes("Session") && !names.includes("JWT");
  return { notLoaded: new Set(notLoaded), unreachable: new Set(isTokenUnreachable ? ["JWT"] : []) };
}

/** Augmentations of such modules: one import anywhere makes all of them take effect, so that only the first is told. */
export function augmentationsNotLoaded(
  { ts: tsModule }: Workspace,
  augmentations: readonly Augmentation[],
  notLoaded: ReadonlySet<string>,
): Ineffective[] {
  return [...notLoaded].flatMap((specifier): Ineffective[] => {
    const all = augmentations.filter((one) => one.specifier.text === specifier);
    const [first] = all;
    if (!first) return [];
    const { file } = first;
    return [
      {
        kind: "not-loaded",
        file,
        node: first.specifier,
        message: `Nothing in the program imports "${specifier}", so that augmenting it has no effect.`,
        edits: { edits: insertImports(tsModule, file, [{ specifier }], styleOf(tsModule, file)), newFiles: [] },
        fields: all.flatMap(({ members }) => members.flatMap(({ name, node }) => declaredFields(tsModule, name, node))),
      },
    ];
  });
}
