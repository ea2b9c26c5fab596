import { diffLines, diffWordsWithSpace, type Change } from "diff";
import type { OwnError } from "./compile.js";
import type { Project } from "./project.js";

/**
 * Errors of the fixed project at places where the project had none. An error at the place of an old one is not new,
 * whatever its words; outside the auth file one that overlaps an old one is not new either.
 */
export function newErrors(before: Project, after: Project, authFile: string): OwnError[] {
  const now = after.errors();
  if (now.length === 0) return [];
  const old = before.errors().flatMap((error) => {
    const map = offsetMap(before.files[error.file] ?? "", after.files[error.file] ?? "");
    const start = map(error.start);
    return start === undefined ? [] : [{ ...error, start, end: start + error.end - error.start }];
  });
  return now.filter(
    (error) =>
      !old.some(
        (one) =>
          one.file === error.file &&
          (one.start === error.start || (error.file !== authFile && one.start < error.end && error.start < one.end)),
      ),
  );
}

/** The offset in the new text of an offset in the old one; `undefined` if that was removed. */
function offsetMap(before: string, after: string): (offset: number) => number | undefined {
  const parts = textDiff(before, after);
  return (offset) => {
    let old = 0;
    let now = 0;
    for (const { added, removed, value } of parts) {
      if (!added && old <= offset && offset < old + value.length) return removed ? undefined : now + offset - old;
      if (!added) old += value.length;
      if (!removed) now += value.length;
    }
    return undefined;
  };
}

/** Whole lines first: a word of a removed line may stand in the next one, too. */
function textDiff(before: string, after: string): Change[] {
  const parts = diffLines(before, after);
  return parts.flatMap((part, index) => {
    const next = parts[index + 1];
    if (part.removed && next?.added) return diffWordsWithSpace(part.value, next.value);
    return part.added && parts[index - 1]?.removed ? [] : [part];
  });
}
