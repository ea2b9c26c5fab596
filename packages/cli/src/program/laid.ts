import { once, overlayWorkspace, type LastOverlay, type Workspace } from "@typed-session/core";

/** Whether a workspace's program, or one in which its fixes are proven, holds a file. */
export function holds({ program, alsoProveIn }: Workspace, fileName: string): boolean {
  return [{ program }, ...(alsoProveIn?.() ?? [])].some((one) => one.program.getSourceFile(fileName) !== undefined);
}

/**
 * The workspace with a file's text as a linter has it, saved or not.
 *
 * @param kept keeps the last overlay, from which the next one is cheap to make
 */
export function laidOver(workspace: Workspace, fileName: string, text: string, kept: LastOverlay): Workspace {
  const isOther = ({ program }: Pick<Workspace, "program">): boolean => {
    const file = program.getSourceFile(fileName);
    return file !== undefined && file.text !== text;
  };
  // All programs have read the same file.
  const isIn = workspace.program.getSourceFile(fileName) !== undefined;
  if (isIn && !isOther(workspace)) return workspace;
  const texts = new Map([[fileName, text]]);
  const own = isIn ? overlayWorkspace(workspace, texts, kept) : workspace;
  return {
    ...own,
    alsoProveIn: once(() =>
      (workspace.alsoProveIn?.() ?? []).map((one) => {
        if (!isOther(one)) return one;
        const { program, host } = overlayWorkspace({ ...workspace, program: one.program, host: one.host }, texts);
        return { ...one, program, host };
      }),
    ),
  };
}
