import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { exportNothing } from "../edits/members.js";
import { styleIn } from "../workspace/style/style-in.js";
import type { Augmentation } from "../declared/augmentations.js";
import type { Workspace } from "../api/workspace.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";

/**
 * Files with `declare module` and without any import or export, which replace the library's types instead of adding to
 * them.
 */
export function replacedModules(workspace: Workspace, augmentations: readonly Augmentation[]): Ineffective[] {
  const { ts } = workspace;
  const replacing = augmentations.filter(({ file }) => !ts.isExternalModule(file));
  const files = replacing.map(({ file }) => file);
  const firsts = replacing.filter(({ file }, index) => files.indexOf(file) === index);
  return firsts.map(({ file, specifier }): Ineffective => {
    return {
      ...at(specifier),
      message: `This file has no import or export, so \`declare module "${specifier.text}"\` replaces the module instead of augmenting it.`,
      edits: { edits: [exportNothing(file, styleIn(workspace, file))], newFiles: [] },
      // In a module, the blocks must not contain imports.
      ...(importsInside(ts, file) && {
        manual: "Move the imports out of `declare module` to the top of the file, which makes it a module.",
      }),
      fields: [],
    };
  });
}

function importsInside(ts: TypeScript, file: ts.SourceFile): boolean {
  const bodies = file.statements.filter(ts.isModuleDeclaration).map(({ body }) => body);
  return bodies.some((body) => body && ts.isModuleBlock(body) && body.statements.some(ts.isImportDeclaration));
}
