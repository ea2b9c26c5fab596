import type { Augmentation } from "../declared/augmentations.js";
import type { Workspace } from "../api/workspace.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";

/**
 * Augmentations whose specifier resolves to their own file: with `baseUrl: "."` every import of `"next-auth"` resolves
 * to a `next-auth.d.ts` in the root, and the library's own exports are gone.
 */
export function hidingLibrary(workspace: Workspace, augmentations: readonly Augmentation[]): Ineffective[] {
  const { ts, program, host } = workspace;
  return augmentations.flatMap(({ file, specifier }): Ineffective[] => {
    const options = program.getCompilerOptions();
    const { resolvedModule } = ts.resolveModuleName(specifier.text, file.fileName, options, host);
    if (resolvedModule?.resolvedFileName !== file.fileName) return [];
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
