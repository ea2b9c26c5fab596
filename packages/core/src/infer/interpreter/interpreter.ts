import type { FunctionWithBody } from "../../discover/resolve.js";
import { bindParameters } from "./binding.js";
import { evaluate } from "./expressions.js";
import { orGivenUp } from "./given-up.js";
import type { State } from "../heap/state.js";
import { runBlock, runCallback } from "./statements.js";
import { type Value, undefinedValue } from "../heap/value.js";
import type { Run, Outcome } from "./context.js";

/**
 * Follows a function's body on every path.
 * @returns the value and state of each path that returns; paths that throw are left out
 */
export function callFunction(run: Run, node: FunctionWithBody, args: readonly Value[], state: State): Outcome[] {
  const inner: Run = { ...run, stack: [...run.stack, node] };
  return bindParameters(inner, node, args, state).flatMap((bound) => {
    if (!run.ts.isBlock(node.body)) return evaluate(inner, node.body, bound);
    const isCallback = run.stack.length === 0;
    return (isCallback ? runCallback : runBlock)(inner, node.body.statements, bound).flatMap(
      (completion): Outcome[] => {
        const { kind, state: after } = completion;
        if (kind !== "return" && kind !== "normal") return [];
        const at = kind === "return" ? completion.node : undefined;
        if (!at?.expression) run.observer.onMissingReturn({ owner: node, at });
        return [{ state: after, value: kind === "return" ? completion.value : undefinedValue }];
      },
    );
  });
}

/**
 * Follows the call of a helper.
 *
 * @param state must not be used afterwards
 * @returns `undefined` where that takes too much of the callback's budget
 */
export function callHelper(
  run: Run,
  node: FunctionWithBody,
  args: readonly Value[],
  state: State,
): Outcome[] | undefined {
  return orGivenUp(run, node, (inner) => callFunction(inner, node, args, state));
}
