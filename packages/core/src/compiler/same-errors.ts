import { mapThroughStages, unmapOffset, type EditStages, type TextEdit } from "../edits/text-edit.js";
import { messageOf, type ErrorAt } from "./errors.js";

/**
 * When errors of two programs are the same. There are three answers, each for its own question:
 * - `compareErrors`, whether a declaration adds an error: by place, since a better type words the same error
 *   differently;
 * - `notAmong`, whether the compiler reports more without a cast or with another declaration: by place and code, since
 *   a different error may appear at the same place;
 * - `errorText`, whether a weaker declaration resolves an error: by code and message, since no edits lead from one
 *   attempt to the other.
 */

/** The effect of edits on a program's errors. */
export interface ErrorsCompared {
  /** Errors at places without an earlier error. */
  readonly added: readonly ErrorAt[];
  /** Errors at places with an earlier error, perhaps with another message. */
  readonly left: readonly ErrorAt[];
}

/**
 * Compares the errors before and after some edits. An error at the place of an earlier one is not new. In a reader, the
 * place is the whole expression: `labels[session.user.role]` that failed because of an undeclared `role` may now fail
 * because `role` can be missing. In the files of the callbacks the place is exact, because a wrong type would show
 * there as just such a shift.
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
 * The errors that are not among others, compared by place and code.
 *
 * @param others with their places in the same text; called only if there is an error, since most files have none
 */
export function notAmong(others: () => readonly ErrorAt[], errors: readonly ErrorAt[]): readonly ErrorAt[] {
  if (errors.length === 0) return [];
  const placeAndCode = ({ fileName, start, code }: ErrorAt): string => `${fileName} ${String(start)} ${String(code)}`;
  const known = new Set(others().map(placeAndCode));
  return errors.filter((error) => !known.has(placeAndCode(error)));
}

/** An error's file, code and message. */
export function errorText(error: ErrorAt): string {
  return `${error.fileName} ${String(error.code)} ${messageOf(error)}`;
}

/** Errors with their places mapped through some edits. */
export function movedBy(stages: EditStages, errors: readonly ErrorAt[]): ErrorAt[] {
  const map = (fileName: string, offset: number): number => mapThroughStages(stages, fileName, offset);
  return errors.map((error) => ({
    ...error,
    start: map(error.fileName, error.start),
    end: map(error.fileName, error.end),
  }));
}

/** Errors with their places mapped back through some edits. */
export function movedBack(edits: readonly TextEdit[], errors: readonly ErrorAt[]): ErrorAt[] {
  return errors.map((error) => {
    const own = edits.filter(({ fileName }) => fileName === error.fileName);
    return { ...error, start: unmapOffset(own, error.start), end: unmapOffset(own, error.end) };
  });
}
