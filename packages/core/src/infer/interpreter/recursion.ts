import type ts from "typescript";
import type { FunctionWithBody } from "../../syntax/functions.js";
import type { PathState } from "../heap/state.js";
import type { AbstractValue } from "../heap/value.js";
import type { Outcome, Run } from "./context.js";
import { orGivenUp } from "./given-up.js";
import { silent } from "./observer.js";

// Expressions hold functions, functions hold statements, and these hold expressions: the parts of the interpreter call
// each other in a circle. This file closes the circle through the run, so that no two files import each other.

/** Follows an expression on every path, with its effects on followed objects. The given state must not be used afterwards. */
export function evaluate(run: Run, node: ts.Expression, state: PathState): Outcome[] {
  return run.parts.evaluate(run, node, state);
}

/**
 * What an expression comes to on each of its paths, where it was followed already: its effects are not made again, and nothing is noted.
 *
 * @param state stays as it is
 */
export function peek(run: Run, node: ts.Expression, state: PathState): AbstractValue[] {
  return evaluate({ ...run, observer: silent }, node, state.clone()).map(({ value }) => value);
}

/** Follows expressions one after the other for their effects. */
export function evaluateAll(run: Run, nodes: readonly ts.Expression[], state: PathState): PathState[] {
  let states = [state];
  for (const node of nodes)
    states = states.flatMap((current) => evaluate(run, node, current).map((outcome) => outcome.state));
  return states;
}

/**
 * Follows a function's body on every path.
 * @returns the value and state of each path that returns; paths that throw are left out
 */
export function callFunction(
  run: Run,
  node: FunctionWithBody,
  args: readonly AbstractValue[],
  state: PathState,
): Outcome[] {
  return run.parts.callFunction(run, node, args, state);
}

/**
 * Follows the call of a helper.
 *
 * @param state must not be used afterwards
 * @returns `undefined` if that takes too much of the callback's budget
 */
export function callHelper(
  run: Run,
  node: FunctionWithBody,
  args: readonly AbstractValue[],
  state: PathState,
): Outcome[] | undefined {
  return orGivenUp(run, node, (inner) => callFunction(inner, node, args, state));
}
