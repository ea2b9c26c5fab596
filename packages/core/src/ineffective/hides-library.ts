import type { Augmentation } from "../declared/augmentations.js";
import type { Workspace } from "../api/workspace.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";
import { compilerOf } from "../compiler/compiler.js";

/**
 * Augmentations whose specifier resolves to their own file: with `baseUrl: "."` every import of `"next-auth"` resolves
 * to a `next-auth.d.ts` in the root, and the library's own exports are gone.
 */
export function hidingLibrary(workspace: Workspace, augmentations: readonly Augmentation[]): Ineffective[] {
  const compiler = compilerOf(workspace.ts);
  return augmentations.flatMap(({ file, specifier }): Ineffective[] => {
    if (compiler.resolvedFile(workspace, specifier.text, file.fileName) !== file.fileName) return [];
    return [
      {
        ...at(specifier),
        message: `"${specifier.text}" resolves to this very file, because of \`baseUrl\` or \`paths\`: the library's own exports are gone.`,
        manual: "Move this file into a folder of types, or give it another name.",
        fields: [],
        hidesLibrary: true,
      },
    ];
  });
}
