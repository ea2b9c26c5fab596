import type { PathState } from "../heap/state.js";
import type { AbstractValue } from "../heap/value.js";
import type { Outcome, Run } from "./context.js";
import type { Waited } from "./waited.js";

/** A run of code, and the states in which that code may stay when the session is read. */
export interface Pausing {
  readonly run: Run;
  readonly pauses: readonly PathState[];
}

/**
 * Code that is waited for comes to its end, or stays where the code around it stays. Any other may stay at each of its
 * `await`s, and where it throws.
 */
export function pausing(run: Run, waited: Waited): Pausing {
  if (waited === true) return { run, pauses: [] };
  const pauses: PathState[] = [];
  return { run: { ...run, onPause: (at) => void pauses.push(at.clone()) }, pauses };
}

/**
 * The paths after code that may stay at its pauses, besides those through its end.
 *
 * @param value the value of the call where the code stays
 */
export function withPauses(
  waited: Waited,
  pauses: readonly PathState[],
  ended: readonly Outcome[],
  value: AbstractValue,
): Outcome[] {
  const [first, ...rest] = pauses;
  if (!first) return [...ended];
  const stayed = (states: readonly PathState[]): Outcome[] => states.map((state) => ({ state, value }));
  if (waited === false) return [...stayed(pauses), ...ended];
  return [{ state: joinedUnseen(first, [...stayed(rest), ...ended]), value: valueOf(ended) ?? value }];
}

function valueOf(ended: readonly Outcome[]): AbstractValue | undefined {
  const [one, ...others] = ended;
  return others.length === 0 && one?.value.kind !== "opaque" ? one?.value : undefined;
}

/** The state after code that may or may not have run. */
export function joinedUnseen(state: PathState, ran: readonly Outcome[]): PathState {
  return ran.reduce((joined, one) => joined.join(one.state, true), state);
}
