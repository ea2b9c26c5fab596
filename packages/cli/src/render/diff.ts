import type { FileChange } from "@typed-session/core";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { pathFrom } from "../paths.js";
import type { Colors } from "./style.js";

/**
 * Changes as a unified diff that `git apply` and `patch -p1` take.
 * @param root the directory that its paths are relative to
 */
export function renderDiff(root: string, changes: readonly FileChange[], colors: Colors): string {
  return changes.map((change) => paint(fileDiff(root, change), colors)).join("");
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
