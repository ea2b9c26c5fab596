import { bindParameters } from "./binding.js";
import { evaluateExpression } from "./expressions.js";
import type { PathState } from "../heap/state.js";
import { runBlock, runCallback } from "./statements.js";
import { type AbstractValue, undefinedValue } from "../heap/value.js";
import type { Outcome, Parts, Run } from "./context.js";
import { isAsync, type FunctionWithBody } from "../../syntax/functions.js";

/** The interpreter, put together. */
export const parts: Parts = { evaluate: evaluateExpression, callFunction };

function callFunction(run: Run, node: FunctionWithBody, args: readonly AbstractValue[], state: PathState): Outcome[] {
  const inner: Run = {
    ...run,
    stack: [...run.stack, node],
    ...(isAsync(run.ts, node) && { onReject: run.onPause }),
  };
  return bindParameters(inner, node, args, state).flatMap((bound) => {
    if (!run.ts.isBlock(node.body)) return evaluateExpression(inner, node.body, bound);
    const follow = run.stack.length === 0 ? runCallback : runBlock;
    return follow(inner, node.body.statements, bound).flatMap((completion): Outcome[] => {
      const { kind, state: after } = completion;
      if (kind === "throw") inner.onReject?.(after);
      if (kind !== "return" && kind !== "normal") return [];
      const at = kind === "return" ? completion.node : undefined;
      if (!at?.expression) run.observer.onMissingReturn({ owner: node, at });
      return [{ state: after, value: kind === "return" ? completion.value : undefinedValue }];
    });
  });
}
