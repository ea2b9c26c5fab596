import { realpathSync } from "node:fs";
import type { FileChange } from "@typed-session/core";
import { CannotRun } from "../exit.js";
import { isInside, pathFrom, slashed } from "../paths.js";
import { checkChange, isDone, type CheckedChange } from "./check.js";
import { discard, putAside, putInPlace, stage, type Deletion, type Undos } from "./replace.js";

/**
 * Writes all changes, or none. Each file is replaced in one step and keeps its mode, line ends and byte order mark. A
 * file that already has the new text from another run is left alone. Deletions come last, when the content is
 * elsewhere.
 *
 * @param roots the directories of the projects or of their repository, absolute: nothing outside them is written
 * @throws CannotRun if a file leads outside the project, has changed since it was read, or cannot be written
 */
export function writeChanges(roots: readonly string[], changes: readonly FileChange[]): void {
  const undos: Undos = [];
  const checked = changes
    .map((change) => {
      const root = roots.find((one) => isInside(one, change.fileName));
      if (root === undefined) throw new CannotRun(`${change.fileName} is outside the project; nothing was changed.`);
      return orGoBack(undos, pathFrom(root, change.fileName), () =>
        checkChange(root, slashed(realpathSync(root)), change),
      );
    })
    .filter((change) => !isDone(change));
  holdingSignals(() => {
    // All texts are written aside first, so that a full disk shows before the first file is touched.
    const staged = checked.filter(isWriting).map((change) => orGoBack(undos, change.name, () => stage(change, undos)));
    for (const change of staged)
      orGoBack(undos, change.name, () => {
        putInPlace(change, undos);
      });
    const aside = checked
      .filter(isDeleting)
      .flatMap((change) => orGoBack(undos, change.name, () => putAside(change, undos)) ?? []);
    for (const name of [...staged.map((change) => change.staged), ...aside]) discard(name);
  });
}

function isWriting(change: CheckedChange): change is CheckedChange & { readonly content: Buffer } {
  return change.content !== undefined;
}

function isDeleting(change: CheckedChange): change is Deletion {
  return change.content === undefined && change.original !== undefined;
}

/** An interruption between two files would change the first and not the second. Writing takes only a moment. */
function holdingSignals(write: () => void): void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const ignore = (): void => undefined;
  for (const signal of signals) process.on(signal, ignore);
  try {
    write();
  } finally {
    for (const signal of signals) process.off(signal, ignore);
  }
}

/** @throws CannotRun if the action fails, after everything is undone */
function orGoBack<Result>(undos: Undos, name: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    // The error has its sentence and came before any change.
    if (error instanceof CannotRun) throw error;
    const [failed] = undos.toReversed().flatMap(failureOf);
    const outcome =
      failed === undefined ? "nothing was changed" : `what was changed before could not be put back (${failed})`;
    throw new CannotRun(
      `${name} could not be written (${reason(error)}); ${outcome}. Remove the cause and run fix again.`,
    );
  }
}

function failureOf(action: () => void): string[] {
  try {
    action();
    return [];
  } catch (error) {
    return [reason(error)];
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
