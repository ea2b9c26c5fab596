import type { FileChange } from "@typed-session/core";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { shownSource } from "@typed-session/core/shown";
import { pathFrom } from "../paths.js";
import { withoutCommands } from "./lines.js";
import type { Colors } from "./style.js";

/**
 * Changes as a unified diff for `git apply` and `patch -p1`, unless a character of it had to be escaped.
 * @param root the directory that its paths are relative to
 */
export function renderDiff(
  root: string,
  changes: readonly FileChange[],
  colors: Colors,
): { readonly text: string; readonly isEscaped: boolean } {
  const diffs = changes.map((change) => fileDiff(root, change));
  const safe = diffs.map(shownDiff);
  return {
    text: safe.map((diff) => paint(diff, colors)).join(""),
    isEscaped: safe.some((diff, index) => diff !== diffs[index]),
  };
}

/** Line ends stay: a carriage return before a line feed hides nothing. */
function shownDiff(diff: string): string {
  const lines = diff.split("\n").map((line) => {
    const end = line.endsWith("\r") ? "\r" : "";
    return shownSource(line.slice(0, line.length - end.length)) + end;
  });
  return withoutCommands(lines.join("\n"));
}

function fileDiff(root: string, { fileName, before, after }: FileChange): string {
  const name = pathFrom(root, fileName);
  const from = before === undefined ? "/dev/null" : `a/${name}`;
  const to = after === undefined ? "/dev/null" : `b/${name}`;
  return createTwoFilesPatch(from, to, before ?? "", after ?? "", undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

function paint(diff: string, colors: Colors): string {
  if (!colors.isColorSupported) return diff;
  return diff
    .split("\n")
    .map((line) => {
      if (line.startsWith("+++") || line.startsWith("---")) return colors.bold(line);
      if (line.startsWith("+")) return colors.green(line);
      if (line.startsWith("-")) return colors.red(line);
      return line.startsWith("@@") ? colors.cyan(line) : line;
    })
    .join("\n");
}
