import type { FileChange } from "@typed-session/core";

/** A replacement of one part of a text, with ESLint's offsets. */
export interface TextEdit {
  readonly range: readonly [number, number];
  readonly text: string;
}

/**
 * A file's change from the first difference to the end. All changes of a file thus overlap, so that ESLint makes one in
 * each round: two rules may want the same declaration, one for its own field and the other for a field that feeds it.
 */
export function textEdit({ before = "", after = "" }: FileChange): TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  return { range: [start, before.length], text: after.slice(start) };
}
