import type { OwnError } from "./compile.js";
import type { Project } from "./project.js";

/**
 * Errors of the fixed project at places where the project had none. An error that stands where one stood before is not new, in
 * whatever words; outside the auth file nor is one that overlaps an old one.
 */
export function newErrors(before: Project, after: Project, authFile: string): OwnError[] {
  const old = before.errors().flatMap((error) => {
    const map = offsetMap(before.files[error.file] ?? "", after.files[error.file] ?? "");
    const start = map(error.start);
    return start === undefined ? [] : [{ ...error, start, end: start + error.end - error.start }];
  });
  return after
    .errors()
    .filter(
      (error) =>
        !old.some(
          (one) =>
            one.file === error.file &&
            (one.start === error.start || (error.file !== authFile && one.start < error.end && error.start < one.end)),
        ),
    );
}

/** Where an offset of the old text stands in the new one, by the lines that both have in common. */
function offsetMap(before: string, after: string): (offset: number) => number | undefined {
  const oldLines = before.split("\n");
  const newLines = after.split("\n");
  const common = commonLines(oldLines, newLines);
  const newStarts = lineStarts(newLines);
  const oldStarts = lineStarts(oldLines);
  return (offset) => {
    const line = oldStarts.findLastIndex((start) => start <= offset);
    const counterpart = common.get(line);
    if (counterpart === undefined) return undefined;
    return (newStarts[counterpart] ?? 0) + offset - (oldStarts[line] ?? 0);
  };
}

function lineStarts(lines: readonly string[]): number[] {
  let offset = 0;
  return lines.map((line) => {
    const start = offset;
    offset += line.length + 1;
    return start;
  });
}

/** The longest common subsequence of two lists of lines, as a map from line to line. */
function commonLines(a: readonly string[], b: readonly string[]): Map<number, number> {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const map = new Map<number, number>();
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) map.set(i++, j++);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return map;
}
