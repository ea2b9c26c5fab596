import { importing } from "../edits/imports.js";
import { styleIn } from "../workspace/style/style-in.js";
import { declaredFields, type Augmentation } from "../declared/augmentations.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";
import type { Workspace } from "../api/workspace.js";

/**
 * Augmentations of modules that nothing imports. One import anywhere makes all augmentations of a module take effect,
 * so that only the first is reported.
 */
export function augmentationsNotLoaded(
  workspace: Workspace,
  augmentations: readonly Augmentation[],
  notLoaded: ReadonlySet<string>,
): Ineffective[] {
  const { ts } = workspace;
  return [...notLoaded].flatMap((specifier): Ineffective[] => {
    const all = augmentations.filter((one) => one.specifier.text === specifier);
    const [first] = all;
    if (!first) return [];
    const { file } = first;
    return [
      {
        ...at(first.specifier),
        message: `Nothing in the program imports "${specifier}", so that augmenting it has no effect.`,
        edits: importing(ts, file, [{ specifier }], styleIn(workspace, file)),
        fields: all.flatMap(({ members }) => members.flatMap(({ name, node }) => declaredFields(ts, name, node))),
      },
    ];
  });
}
