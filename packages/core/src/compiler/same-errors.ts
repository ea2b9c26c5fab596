import { mapThroughStages, unmapOffset, type EditStages, type TextEdit } from "../edits/text-edit.js";
import type { TypeScript } from "../syntax/typescript.js";
import { withUnionsSorted } from "../syntax/union-order.js";
import { ErrorPlaces } from "./error-places.js";
import { headOf, messageOf, type ErrorAt } from "./errors.js";
import { once } from "./once.js";
import { judgedWith, nodeAtRange } from "./positions.js";

/**
 * When errors of two programs are the same. There are four answers, each for its own question:
 * - `compareErrors`, whether a declaration adds an error: by place, since a better type words the same error
 *   differently;
 * - `notAmong`, whether the compiler reports more with another declaration: by place and code, since a different error
 *   may appear at the same place;
 * - `notAmongWorded`, whether the compiler reports anything else without a cast: by place, code and the message's first
 *   sentence, since both programs have the same declarations, so that another message tells of another type;
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
 * place of one that is gone is the whole expression: `labels[session.user.role]` that failed because of an undeclared
 * `role` may now fail because `role` can be missing. An error replaces one that is gone if they are about the same value:
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
  const earlier = new ErrorPlaces(movedBy(stages, before));
  const lost = once(() => {
    const still = new ErrorPlaces(after, ({ fileName, code }) => `${fileName} ${String(code)}`);
    return before.filter((one) => movedBy(stages, [one]).every((moved) => !still.overlaps(moved)));
  });
  const gone = once(() => movedBy(stages, lost()));
  const wholes = once(() => {
    const whole = lost().map((one) => wholeOf(ts, one));
    return new ErrorPlaces(movedBy(stages, whole));
  });
  const isNewlyWrong = (one: ErrorAt, error: ErrorAt): boolean => lacking.has(one.code) && misfitting.has(error.code);
  const stoodBefore = (error: ErrorAt): boolean =>
    callbackFiles.has(error.fileName)
      ? earlier.at(error).some((one) => !isNewlyWrong(one, error))
      : earlier.at(error).length > 0 || earlier.overlaps(error) || wholes().overlaps(error);
  const left = after.filter(stoodBefore);
  const standing = new Set(left);
  const others = after.filter((error) => !standing.has(error));
  const replacing = new Set(
    others.filter((error) => !callbackFiles.has(error.fileName) && ofOneValue(ts, gone, error).length > 0),
  );
  return { added: others.filter((error) => !replacing.has(error)), left, replacing: [...replacing] };
}

/** Whether an error from before is gone, and no later one is about the same value. */
export function isRidOfOne(
  ts: TypeScript,
  before: readonly ErrorAt[],
  after: readonly ErrorAt[],
  stages: EditStages,
): boolean {
  const later = new ErrorPlaces(after);
  const gone = movedBy(stages, before).filter((one) => !later.overlaps(one));
  const replaced = new Set<ErrorAt>();
  for (const error of gone.length > 0 ? after : [])
    for (const one of ofOneValue(ts, () => gone, error)) replaced.add(one);
  return gone.some((one) => !replaced.has(one));
}

/** The errors in a value of which another error says that it has a wrong type as a whole. */
function ofOneValue(
  ts: TypeScript,
  inside: () => readonly ErrorAt[],
  { fileName, start, code, diagnostic }: ErrorAt,
): readonly ErrorAt[] {
  if (!misfitting.has(code) || !diagnostic.file) return [];
  const isJudged = judgedWith(ts, diagnostic.file, start);
  return inside().filter((one) => one.fileName === fileName && isJudged(one.start));
}

/** An error at the name in `session.user.role`, as one at the whole expression. */
function wholeOf(ts: TypeScript, error: ErrorAt): ErrorAt {
  const { file } = error.diagnostic;
  if (!file || !lacking.has(error.code)) return error;
  const name = nodeAtRange(ts, file, ts.SyntaxKind.Identifier, error.start, error.end);
  const isAccessed = name !== undefined && ts.isPropertyAccessExpression(name.parent) && name.parent.name === name;
  return isAccessed ? { ...error, start: name.parent.getStart(file) } : error;
}

/**
 * The errors that are not among others, compared by place and code.
 *
 * @param others with their places in the same text; called only if there is an error, since most files have none
 */
export function notAmong(others: () => readonly ErrorAt[], errors: readonly ErrorAt[]): readonly ErrorAt[] {
  return notAmongBy(others, errors, placeAndCode);
}

/**
 * The same by place, code and the first sentence of the message. The sentences after it may name another of several
 * causes from one program to the next.
 */
export function notAmongWorded(others: () => readonly ErrorAt[], errors: readonly ErrorAt[]): readonly ErrorAt[] {
  return notAmongBy(others, errors, (error) => `${placeAndCode(error)} ${sorted(headOf(error))}`);
}

/** A message with the unions in its quoted types sorted, whose order differs from one program to the next. */
function sorted(message: string): string {
  return message.replace(/'([^']+)'/g, (_, type: string) => `'${withUnionsSorted(type)}'`);
}

function notAmongBy(
  others: () => readonly ErrorAt[],
  errors: readonly ErrorAt[],
  keyOf: (error: ErrorAt) => string,
): readonly ErrorAt[] {
  if (errors.length === 0) return [];
  const known = new Set(others().map(keyOf));
  return errors.filter((error) => !known.has(keyOf(error)));
}

function placeAndCode({ fileName, start, code }: ErrorAt): string {
  return `${fileName} ${String(start)} ${String(code)}`;
}

/** An error's file, code and message. */
export function errorText(error: ErrorAt): string {
  return `${error.fileName} ${String(error.code)} ${sorted(messageOf(error))}`;
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
