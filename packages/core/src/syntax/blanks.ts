/** The number of blanks and tabs before an offset of a text. */
export function blanksBefore(text: string, offset: number): number {
  let start = offset;
  while (text[start - 1] === " " || text[start - 1] === "\t") start--;
  return offset - start;
}
