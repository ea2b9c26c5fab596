import { diffLines } from "diff";
import type ts from "typescript";
import type { FileChange } from "@typed-session/core";

/**
 * A file's change for editors, line by line: an unchanged part keeps its markers and its cursor. No change deletes a
 * file: the workspace forbids it, since tsserver's answers have no form for it.
 */
export function fileTextChanges({ fileName, before, after = "" }: FileChange): ts.FileTextChanges {
  if (before === undefined)
    return { fileName, isNewFile: true, textChanges: [{ span: { start: 0, length: 0 }, newText: after }] };
  const textChanges: ts.TextChange[] = [];
  let start = 0;
  let pending: { start: number; length: number; newText: string } | undefined;
  const flush = (): void => {
    if (pending) textChanges.push({ span: { start: pending.start, length: pending.length }, newText: pending.newText });
    pending = undefined;
  };
  for (const { value, added, removed } of diffLines(before, after)) {
    if (added || removed) {
      pending ??= { start, length: 0, newText: "" };
      if (added) pending.newText += value;
      else pending.length += value.length;
    } else flush();
    if (!added) start += value.length;
  }
  flush();
  return { fileName, textChanges };
}
