import { distance } from "fastest-levenshtein";
import type ts from "typescript";
import { fileMayMisspell } from "../discover/text-scan.js";
import type { Library } from "../discover/library.js";
import { exportNothing } from "../edits/members.js";
import { styleIn } from "../workspace/style/style-in.js";
import { joinEdits, type EditSet } from "../edits/text-edit.js";
import { blocksOf, declaredFields, isOfFamily, type Augmentation } from "../declared/augmentations.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";
import type { Workspace } from "../api/workspace.js";
import { asOf, renamed } from "./wrong-module.js";
import { compilerOf } from "../compiler/compiler.js";

/** Maximum number of different letters between a misspelt name and the right one. */
const maxDistance = 2;

/**
 * Blocks whose module does not exist and whose name is nearly the library's: `declare module "nextauth"`. In a
 * declaration file the compiler reports that only with `skipLibCheck` off.
 */
export function misspeltAugmentations(
  workspace: Workspace,
  library: Library,
  families: readonly Library[],
): Ineffective[] {
  const { ts, program } = workspace;
  const files = compilerOf(ts).ownFiles(program).filter(fileMayMisspell);
  const blocks = files.flatMap((file) => blocksOf(ts, file, file.statements));
  return blocks.flatMap((augmentation): Ineffective[] => {
    const { specifier, members } = augmentation;
    const [first] = members;
    if (!first || isOfFamily(families, specifier.text)) return [];
    const meant = members.map(({ name }) => library.specifiers[name]);
    const right = meant.find((one) => isNearly(specifier.text, one)) ?? library.specifiers[first.name];
    if (!Object.values(library.specifiers).some((one) => isNearly(specifier.text, one))) return [];
    if (isKnownName(workspace, augmentation, blocks)) return [];
    return [
      {
        ...at(specifier),
        message: `There is no module "${specifier.text}", so that nothing that is declared here takes effect: the specifier that does is "${right}".`,
        edits: forModule(workspace, library, augmentation, right),
        manual: `Write \`declare module "${right}"\`.`,
        fields: members.flatMap(({ name, node }) => declaredFields(ts, name, node)),
      },
    ];
  });
}

/**
 * Whether the name may be another module's: one that exists, that some file declares, or that is imported and not
 * installed.
 */
function isKnownName(
  workspace: Workspace,
  { file, specifier: { text } }: Augmentation,
  blocks: readonly Augmentation[],
): boolean {
  const { ts, program } = workspace;
  const compiler = compilerOf(ts);
  const isFound = compiler.resolvedFile(workspace, text, file.fileName) !== undefined;
  const isDeclared = blocks.some(
    (other) => other.specifier.text === text && other.file !== file && !ts.isExternalModule(other.file),
  );
  const imports = [`from "${text}"`, `from '${text}'`, `import "${text}"`, `import '${text}'`];
  const isImported = (other: ts.SourceFile): boolean => imports.some((one) => other.text.includes(one));
  return isFound || isDeclared || compiler.ownFiles(program).some(isImported);
}

/**
 * Edits that rename the block to the right module and make its file a module, as the block would replace the library
 * otherwise.
 */
function forModule(workspace: Workspace, library: Library, augmentation: Augmentation, right: string): EditSet {
  const { ts } = workspace;
  const { file, members } = augmentation;
  const moved = members.flatMap(({ name, node }) => {
    const target = library.specifiers[name];
    return target === right ? [] : [asOf(workspace, augmentation, node, target)];
  });
  const ending = ts.isExternalModule(file) ? [] : [exportNothing(file, styleIn(workspace, file))];
  return joinEdits(renamed(augmentation, right), ...moved, { edits: ending, newFiles: [] });
}

/** Whether two names differ in at most a few letters, apart from case and punctuation. */
function isNearly(name: string, other: string): boolean {
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, "");
  return distance(letters(name), letters(other)) <= maxDistance;
}
