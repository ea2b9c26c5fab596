import type { FindingWithParts } from "@typed-session/core";
import type ts from "typescript";
import type { SessionTypes } from "./session.js";

/** The pause after the last request before the preparation. */
const pauseMilliseconds = 300;
/** The pause between two steps, for the server to notice a key. */
const breathMilliseconds = 20;
/** Maximum number of problems with a prepared fix; with more, the others wait. */
const mostPrepared = 12;

/** Prepares the fixes of problems while nobody asks for anything, so that a menu of quick fixes opens at once. */
export interface Idle {
  /** The shown problems, in the order in which their fixes are wanted. */
  readonly prepare: (types: SessionTypes, problems: readonly FindingWithParts[]) => void;
  /** Ends all preparation: a key has been pressed. */
  readonly stop: () => void;
}

/** @param attempt takes one step, and returns `false` if it fails */
export function createIdle(host: ts.server.ServerHost, attempt: (step: () => boolean) => boolean): Idle {
  let timer: unknown;
  const stop = (): void => {
    if (timer !== undefined) host.clearTimeout(timer);
    timer = undefined;
  };
  const goOn = (steps: Iterator<unknown>, after: number): void => {
    timer = host.setTimeout(() => {
      timer = undefined;
      if (attempt(() => steps.next().done !== true)) goOn(steps, breathMilliseconds);
    }, after);
  };
  return {
    prepare: (types, problems) => {
      stop();
      const fixable = problems.filter(({ action }) => action !== undefined).slice(0, mostPrepared);
      // A menu that was opened meanwhile has proved its own findings, but not all together.
      const isLeft = fixable.length > 0 && (!types.isProven() || fixable.some((one) => !types.isProven([one])));
      if (isLeft) goOn(stepsFor(types, fixable), pauseMilliseconds);
    },
    stop,
  };
}

/** First the common base of all findings, file by file, then the fix of each. */
function* stepsFor(types: SessionTypes, problems: readonly FindingWithParts[]): Generator<undefined, void> {
  const isQuick = yield* types.prepared();
  if (isQuick) {
    types.prove();
    yield;
    for (const problem of problems) {
      types.prove([problem]);
      yield;
    }
  }
  types.letGo();
}
