import { stagedTexts, type EditStages, type FileTexts } from "../edits/text-edit.js";
import type { ProvingProgram, StrayFile, Workspace } from "../api/workspace.js";
import { takesFile } from "../workspace/edited.js";

/** The changes that saving stages of edits makes. */
export interface SavedTexts {
  readonly texts: FileTexts;
  /** The stray files that the edited tsconfig newly includes. */
  readonly included: readonly StrayFile[];
  /** The names of the edited files that stay outside the workspace's own program. */
  readonly outside: ReadonlySet<string>;
}

/**
 * The saved texts that a program sees.
 *
 * @param isOwn whether it is the workspace's own program, whose tsconfig may have been edited
 */
export function textsIn(program: ProvingProgram, { texts, included, outside }: SavedTexts, isOwn: boolean): FileTexts {
  const isHeld = (fileName: string): boolean => program.program.getSourceFile(fileName) !== undefined;
  const newly = isOwn ? [] : included.filter(({ fileName, text }) => texts.get(fileName) === text);
  const unseen = new Set([...newly.map(({ fileName }) => fileName), ...[...outside].filter((name) => !isHeld(name))]);
  // Another program takes a new file only if its tsconfig includes it.
  const isTaken = (fileName: string): boolean => isOwn || takesFile(program, fileName);
  return new Map([...texts].filter(([fileName]) => !unseen.has(fileName) && isTaken(fileName)));
}

export function savedTexts(workspace: Workspace, stages: EditStages): SavedTexts {
  const { configFile, strayFiles = [], root } = workspace;
  const texts = stagedTexts(stages, (fileName) => textOf(workspace, fileName));
  const configText = configFile && texts.get(configFile.fileName);
  if (configFile) texts.delete(configFile.fileName);
  // The stray files that the tsconfig newly includes are those that the finding was about.
  const included =
    configText === undefined
      ? []
      : strayFiles.filter(({ fileName }) => configText.includes(fileName.slice(root.length + 1)));
  for (const { fileName, text } of included) if (!texts.has(fileName)) texts.set(fileName, text);
  const strays = new Set(strayFiles.filter((stray) => !included.includes(stray)).map(({ fileName }) => fileName));
  return { texts, included, outside: new Set([...texts.keys()].filter((fileName) => strays.has(fileName))) };
}

/** A file's text in the program or, for a file outside it, from the host. */
export function textOf(workspace: Workspace, fileName: string): string {
  const { configFile, program, host } = workspace;
  if (fileName === configFile?.fileName) return configFile.text;
  return program.getSourceFile(fileName)?.text ?? host.readFile(fileName) ?? "";
}
