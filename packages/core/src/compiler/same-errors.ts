import { mapThroughStages, unmapOffset, type EditStages, type TextEdit } from "../edits/text-edit.js";
import { messageOf, type ErrorAt } from "./errors.js";

/**
 * What makes an error of one program the same as one of another. There are three answers, each for a question of its own:
 * - `compareErrors`, whether a declaration brings an error: by place, since a better type says in other words what was wrong before;
 * - `notAmong`, whether the compiler has more to say without a cast or with another declaration: by place and code, since another error may take
 *   the place of one;
 * - `errorText`, whether a weaker declaration meets an error: by code and words, since no edits lead from one attempt to the other.
 */

/** What a set of edits does to a program's errors. */
export interface ErrorsCompared {
  /** Errors at places where none stood before. */
  readonly added: readonly ErrorAt[];
  /** Errors at places where one stood before, now perhaps in other words. */
  readonly left: readonly ErrorAt[];
}

/**
 * Compares the errors before and after some edits. An error at a place where one stood before is not a new one. In a reader,
 * that holds for the whole expression: `labels[session.user.role]` that failed because nobody declared `role` may now say that
 * `role` can be missing. In the files of the callbacks only the very same place counts, for there a wrong type would show as
 * just such a shift.
 */
export function compareErrors(
  before: readonly ErrorAt[],
  after: readonly ErrorAt[],
  stages: EditStages,
  callbackFiles: ReadonlySet<string>,
): ErrorsCompared {
  const mapped = movedBy(stages, before);
  const stoodBefore = (error: ErrorAt): boolean =>
    mapped.some(
      (one) =>
        one.fileName === error.fileName &&
        (one.start === error.start ||
          (!callbackFiles.has(error.fileName) && one.start < error.end && error.start < one.end)),
    );
  return { added: after.filter((error) => !stoodBefore(error)), left: after.filter(stoodBefore) };
}

/**
 * The errors that are not among others, told by place and code.
 *
 * @param others with their places in the same text; asked only where there is an error, since most files have none
 */
export function notAmong(others: () => readonly ErrorAt[], errors: readonly ErrorAt[]): readonly ErrorAt[] {
  if (errors.length === 0) return [];
  const placeAndCode = ({ fileName, start, code }: ErrorAt): string => `${fileName} ${String(start)} ${String(code)}`;
  const known = new Set(others().map(placeAndCode));
  return errors.filter((error) => !known.has(placeAndCode(error)));
}

/** What an error says, and in which file. */
export function errorText(error: ErrorAt): string {
  return `${error.fileName} ${String(error.code)} ${messageOf(error)}`;
}

/** Errors at their places after some edits. */
export function movedBy(stages: EditStages, errors: readonly ErrorAt[]): ErrorAt[] {
  const map = (fileName: string, offset: number): number => mapThroughStages(stages, fileName, offset);
  return errors.map((error) => ({
    ...error,
    start: map(error.fileName, error.start),
    end: map(error.fileName, error.end),
  }));
}

/** Errors at their places before some edits. */
export function movedBack(edits: readonly TextEdit[], errors: readonly ErrorAt[]): ErrorAt[] {
  return errors.map((error) => {
    const own = edits.filter(({ fileName }) => fileName === error.fileName);
    return { ...error, start: unmapOffset(own, error.start), end: unmapOffset(own, error.end) };
  });
}
