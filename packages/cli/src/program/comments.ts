import { dirname, extname } from "node:path";
import { commentsOf } from "@typed-session/core";
import { disk } from "../disk/disk.js";
import { slashed } from "../paths.js";
import { chooseTypeScript } from "../project/typescript.js";

/** A comment; offsets are UTF-16 code units. */
export interface CommentRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The comments of a text, in order, as TypeScript sees them.
 *
 * @param fileName absolute; it decides which TypeScript reads the text, and whether it may hold JSX
 */
export function commentRanges(fileName: string, text: string): readonly CommentRange[] {
  const { ts } = chooseTypeScript(disk, slashed(dirname(fileName)));
  const isKnown = /\.[cm]?[jt]sx?$/.test(fileName);
  const file = ts.createSourceFile(isKnown ? fileName : `text${extname(fileName)}.ts`, text, ts.ScriptTarget.Latest);
  return commentsOf(ts, file).map(({ start, end }) => ({ start, end }));
}
