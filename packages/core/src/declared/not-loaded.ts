import type { Workspace } from "../analysis.js";
import type { Library } from "../discover/library.js";
import { insertImports } from "../edits/imports.js";
import { styleOf } from "../edits/style.js";
import type { InterfaceName } from "../report.js";
import { declaredFields, type Augmentation } from "./augmentations.js";
import type { Ineffective } from "./ineffective.js";

/** Specifiers of a library whose augmentation has no effect as the program stands. */
export interface IdleSpecifiers {
  /**
   * No file of the program imports them, though they could be. TypeScript takes an augmentation of a module that it has not loaded
   * for nothing, and says so (TS2664) only where `skipLibCheck` is off.
   */
  readonly notLoaded: ReadonlySet<string>;
  /**
   * The config's file cannot import what the library uses by them. pnpm lets a project see its own dependencies only, not theirs; and
   * what it has installed itself may be another copy.
   */
  readonly unreachable: ReadonlySet<string>;
}

/** @param names the interfaces that the config's file can import and that are the library's own */
export function idleSpecifiers(
  workspace: Workspace,
  library: Library,
  fromFile: string,
  names: readonly InterfaceName[],
): IdleSpecifiers {
  const { ts: tsModule, program, host } = workspace;
  const mode = program.getSourceFile(fromFile)?.impliedNodeFormat;
  const options = program.getCompilerOptions();
  const notLoaded = new Set<string>();
  for (const specifier of Object.values(library.specifiers)) {
    const { resolvedModule } = tsModule.resolveModuleName(
      specifier,
      fromFile,
      options,
      host,
      undefined,
      undefined,
      mode,
    );
    if (resolvedModule && !program.getSourceFile(resolvedModule.resolvedFileName)) notLoaded.add(specifier);
  }
  const unreachable = names.includes("Session") && !names.includes("JWT") ? [library.specifiers.JWT] : [];
  return { notLoaded, unreachable: new Set(unreachable) };
}

/** Augmentations of such modules: one import anywhere makes all of them take effect, so that only the first is told. */
export function augmentationsNotLoaded(
  { ts: tsModule }: Workspace,
  augmentations: readonly Augmentation[],
  notLoaded: ReadonlySet<string>,
): Ineffective[] {
  return [...notLoaded].flatMap((specifier): Ineffective[] => {
    const all = augmentations.filter((one) => one.specifier.text === specifier && tsModule.isExternalModule(one.file));
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
