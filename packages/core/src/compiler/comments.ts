import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { blanksBefore } from "../syntax/blanks.js";

/** A comment of a file; offsets are UTF-16 code units. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  /** Its text, without its marks. */
  readonly text: string;
}

/**
 * All comments of a file, in order. The compiler's tree has no comments, so they are searched between its tokens: text
 * inside a string or a template that only looks like a comment does not count.
 */
export function commentsOf(ts: TypeScript, file: ts.SourceFile): Comment[] {
  const { text } = file;
  const { SyntaxKind } = ts;
  const { Reparsed: reparsed = 0 } = ts.NodeFlags as { readonly Reparsed?: number };
  const found: Comment[] = [];
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.JSX, text);
  // What lies between the parts of a node are names of the language, signs, space and comments.
  const searchBetween = (from: number, to: number): void => {
    scanner.setText(text, from, to - from);
    while (scanner.getTokenEnd() < to) {
      const kind = scanner.scan();
      const isLine = kind === SyntaxKind.SingleLineCommentTrivia;
      if (!isLine && kind !== SyntaxKind.MultiLineCommentTrivia) continue;
      const [start, end] = [scanner.getTokenStart(), scanner.getTokenEnd()];
      found.push({ start, end, text: text.slice(start + 2, isLine ? end : end - 2).trim() });
    }
  };
  const visit = (node: ts.Node): void => {
    // In JSX, text between tags is never a comment.
    if (ts.isJsxText(node)) return;
    let at = node.pos;
    ts.forEachChild(node, (child) => {
      // A type from a comment of JavaScript is in the tree of TypeScript 7, at its place in the comment.
      if ((child.flags & reparsed) !== 0) return;
      searchBetween(at, child.pos);
      visit(child);
      at = child.end;
    });
    searchBetween(at, node.kind <= SyntaxKind.LastToken ? node.getStart(file) : node.end);
  };
  visit(file);
  return found;
}

/**
 * The range to cut out for a comment: its whole line if nothing else is there, else the comment with the space before
 * it.
 */
export function commentRange(file: ts.SourceFile, { start, end }: Comment): { start: number; end: number } {
  const { text } = file;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const isFirst = text.slice(lineStart, start).trim() === "";
  const rest = /^[ \t]*(\r?\n|$)/.exec(text.slice(end));
  if (isFirst && rest) return { start: lineStart, end: end + rest[0].length };
  const before = blanksBefore(text, start);
  return rest
    ? { start: start - before, end }
    : { start, end: end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0) };
}

/** The first line of code (0-based) after a comment, past further comments and empty lines. */
export function nextLineOfCode(file: ts.SourceFile, comments: readonly Comment[], after: Comment): number {
  let { end } = after;
  for (;;) {
    const next = comments.find(({ start }) => start >= end && file.text.slice(end, start).trim() === "");
    if (!next) break;
    end = next.end;
  }
  const space = /^\s*/.exec(file.text.slice(end))?.[0].length ?? 0;
  return file.getLineAndCharacterOfPosition(end + space).line;
}
