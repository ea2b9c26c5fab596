import type { LastOverlay, ProvingProgram, Workspace } from "../api/workspace.js";
import { editedTexts, type EditSet, type FileTexts } from "../edits/text-edit.js";
import { compilerOf } from "../compiler/compiler.js";

/** The workspace with `texts` as if they were saved. */
export function overlayWorkspace(workspace: Workspace, texts: FileTexts, kept?: LastOverlay): Workspace {
  if (texts.size === 0) return workspace;
  return { ...workspace, ...compilerOf(workspace.ts).overlay(workspace, texts, kept) };
}

/** Whether a program sees a file once it is saved: it holds the file, or its tsconfig includes it. */
export function takesFile(
  { program, wouldInclude }: Pick<ProvingProgram, "program" | "wouldInclude">,
  fileName: string,
): boolean {
  return program.getSourceFile(fileName) !== undefined || wouldInclude?.(fileName) !== false;
}

/** The workspace with edits of its program's files made. */
export function editedWorkspace(workspace: Workspace, edits: EditSet): Workspace {
  const textOf = (fileName: string): string => workspace.program.getSourceFile(fileName)?.text ?? "";
  return overlayWorkspace(workspace, editedTexts(edits, textOf));
}
