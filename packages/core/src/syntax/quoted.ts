import type ts from "typescript";

/**
 * The range between the quotes of a literal; offsets are UTF-16 code units. `undefined` for a literal without its last
 * quote, as broken code may have it.
 */
export function betweenQuotes(
  file: ts.SourceFile,
  literal: ts.StringLiteral,
): { readonly start: number; readonly end: number } | undefined {
  const [start, end] = [literal.getStart(file), literal.end];
  const isClosed = end - start > 1 && file.text[start] === file.text[end - 1];
  return isClosed ? { start: start + 1, end: end - 1 } : undefined;
}
