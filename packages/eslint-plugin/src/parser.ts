import type { Linter } from "eslint";
import type { LoadCommand } from "./command.js";

/** A place in ESLint's count: lines start at 1, columns at 0. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * A parser that knows no syntax: a file is an empty program with the comments that may speak to ESLint. The rules read
 * the file in a program of their own, so that nothing here need be loaded that is not there beside TypeScript 7.
 *
 * @param loadCommand gives the command, if it is installed: it finds the comments
 */
export function createParser(
  loadCommand: LoadCommand,
  { name, version }: { readonly name: string; readonly version: string },
): Linter.Parser {
  return {
    meta: { name: `${name}/parser`, version },
    parseForESLint: (text: string, options?: { readonly filePath?: string }) => {
      const at = positionsIn(text);
      const loc = (start: number, end: number): { start: Position; end: Position } => ({
        start: at(start),
        end: at(end),
      });
      const comments = commentsFor(loadCommand, text, options?.filePath ?? "").map(({ start, end }) => {
        const isLine = text.startsWith("//", start);
        return {
          type: isLine ? ("Line" as const) : ("Block" as const),
          value: text.slice(start + 2, isLine ? end : end - 2),
          range: [start, end] as [number, number],
          loc: loc(start, end),
        };
      });
      return {
        ast: {
          type: "Program" as const,
          sourceType: "module" as const,
          body: [],
          tokens: [],
          comments,
          range: [0, text.length] as [number, number],
          loc: loc(0, text.length),
        },
        visitorKeys: { Program: [] },
      };
    },
  };
}

/** The comments of a text that may speak to ESLint: most texts have none, and need not be read. */
function commentsFor(
  loadCommand: LoadCommand,
  text: string,
  fileName: string,
): readonly { start: number; end: number }[] {
  if (!text.includes("eslint")) return [];
  return loadCommand()?.commentRanges(fileName, text) ?? [];
}

/** The positions of offsets in a text, with ESLint's line ends. */
function positionsIn(text: string): (offset: number) => Position {
  const starts = [0, ...[...text.matchAll(/\r\n|[\r\n\u2028\u2029]/g)].map(({ index, 0: end }) => index + end.length)];
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) };
  };
}
