import { mapThroughStages, unmapOffset, type EditStages, type TextEdit } from "../edits/text-edit.js";
import type { TypeScript } from "../syntax/typescript.js";
import { messageOf, type ErrorAt } from "./errors.js";
import { once } from "./once.js";
import { judgedWith, nodeAtRange } from "./positions.js";

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

/** The same of one file. */
interface ErrorsOfFile extends ErrorsCompared {
  /** Errors in the place of another one that is gone: the reader of a field wants more of it than there is. */
  readonly replacing: readonly ErrorAt[];
}

/** A property that a type lacks: as it is read or written, or in a literal; each with and without a similar name. */
const lacking: ReadonlySet<number> = new Set([2339, 2551, 2353, 2561]);

/** A value of a wrong type: as it is assigned or passed, with missing members, for no overload. */
const misfitting: ReadonlySet<number> = new Set([2322, 2345, 2375, 2379, 2412, 2739, 2740, 2741, 2769]);

/**
 * Compares the errors before and after some edits. An error at the place of an earlier one is not new. In a reader, the
 * place is the whole expression: `labels[session.user.role]` that failed because of an undeclared `role` may now fail
 * because `role` can be missing. An error replaces one that is gone if they are about the same value:
 * `const role: Role = session.user.role` failed at `session.user.role`, and now fails at `const role`.
 *
 * In the files of the callbacks the place is exact, because a wrong type would show there as just such a shift. A
 * property of a literal that did not exist, and now gets a value of a wrong type, is new: its declaration is wrong.
 */
export function compareErrors(
  ts: TypeScript,
  before: readonly ErrorAt[],
  after: readonly ErrorAt[],
  stages: EditStages,
  callbackFiles: ReadonlySet<string>,
): ErrorsOfFile {
  const mapped = movedBy(stages, before);
  const isStill = (one: ErrorAt): boolean =>
    after.some((error) => one.code === error.code && areOverlapping(one, error));
  const gone = once(() => mapped.filter((one) => !isStill(one)));
  const wholes = once(() =>
    movedBy(
      stages,
      before.map((one) => wholeOf(ts, one)),
    ),
  );
  const stoodBefore = (error: ErrorAt): boolean => {
    const { fileName, start, code } = error;
    const own = mapped.filter((one) => one.fileName === fileName);
    if (callbackFiles.has(fileName))
      return own.some((one) => one.start === start && !(misfitting.has(code) && lacking.has(one.code)));
    return (
      own.some((one) => one.start === start || areOverlapping(one, error)) ||
      (own.length > 0 && wholes().some((one) => areOverlapping(one, error)))
    );
  };
  const isReplacing = (error: ErrorAt): boolean =>
    !callbackFiles.has(error.fileName) && gone().some((one) => areOfOneValue(ts, one, error));
  const others = after.filter((error) => !stoodBefore(error));
  const replacing = others.filter(isReplacing);
  return {
    added: others.filter((error) => !replacing.includes(error)),
    left: after.filter(stoodBefore),
    replacing,
  };
}

/** Whether an error from before is gone, and no later one is about the same value. */
export function isRidOfOne(
  ts: TypeScript,
  before: readonly ErrorAt[],
  after: readonly ErrorAt[],
  stages: EditStages,
): boolean {
  return movedBy(stages, before).some(
    (one) => !after.some((error) => areOverlapping(one, error) || areOfOneValue(ts, one, error)),
  );
}

/** Whether an error says of a value as a whole that it has a wrong type, and another one stood in that value. */
function areOfOneValue(ts: TypeScript, inside: ErrorAt, { fileName, start, code, diagnostic }: ErrorAt): boolean {
  if (inside.fileName !== fileName || !misfitting.has(code) || !diagnostic.file) return false;
  return judgedWith(ts, diagnostic.file, start)(inside.start);
}

/** An error at the name in `session.user.role`, as one at the whole expression. */
function wholeOf(ts: TypeScript, error: ErrorAt): ErrorAt {
  const { file } = error.diagnostic;
  if (!file || !lacking.has(error.code)) return error;
  const name = nodeAtRange(ts, file, ts.SyntaxKind.Identifier, error.start, error.end);
  const isAccessed = name !== undefined && ts.isPropertyAccessExpression(name.parent) && name.parent.name === name;
  return isAccessed ? { ...error, start: name.parent.getStart(file) } : error;
}

function areOverlapping(one: ErrorAt, other: ErrorAt): boolean {
  return one.fileName === other.fileName && one.start < other.end && other.start < one.end;
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
