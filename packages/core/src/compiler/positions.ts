import type ts from "typescript";
import type { Location } from "../report.js";

/** A file's name as reports show it: relative to `root`, `/`-separated. */
function relativeName(root: string, fileName: string): string {
  const prefix = root.endsWith("/") ? root : `${root}/`;
  if (fileName.startsWith(prefix)) return fileName.slice(prefix.length);
  const rootParts = root.split("/").filter((part) => part !== "");
  const fileParts = fileName.split("/").filter((part) => part !== "");
  let common = 0;
  while (common < rootParts.length && rootParts[common] === fileParts[common]) common++;
  return [...rootParts.slice(common).map(() => ".."), ...fileParts.slice(common)].join("/");
}

/** Where an offset lies, 1-based. */
export function locationAt(root: string, file: ts.SourceFile, offset: number): Location {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  return { file: relativeName(root, file.fileName), line: line + 1, column: character + 1 };
}

/** Where a node starts, without the comments before it. */
export function locationOf(workspace: { readonly root: string }, node: ts.Node): Location {
  const file = node.getSourceFile();
  return locationAt(workspace.root, file, node.getStart(file));
}

/** A text as messages quote it: on one line, and no longer than `length`. */
export function oneLine(text: string, length = 60): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
