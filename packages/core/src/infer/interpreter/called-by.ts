import type ts from "typescript";
import { isNamed, unwrapped } from "../../syntax/wrappers.js";
import type { Run } from "./context.js";

/** What a call calls, and with which arguments. */
interface Called {
  readonly callee: ts.Expression;
  readonly given: readonly ts.Expression[];
}

/**
 * What a call calls: the function itself for `fill.call(undefined, session)` and `fill.apply(undefined, [session])` too.
 * A list that is spread where it is written is as good as its elements.
 */
export function calledBy(run: Run, node: ts.CallExpression): Called {
  const { ts: tsModule } = run;
  const direct: Called = { callee: node.expression, given: spreadOut(tsModule, node.arguments) };
  const callee = unwrapped(tsModule, node.expression);
  if (!tsModule.isPropertyAccessExpression(callee)) return direct;
  const method = callee.name.text;
  if (method !== "call" && method !== "apply") return direct;
  if (!run.resolver.functionOf(callee.expression)) return direct;
  const rest = direct.given.slice(1);
  if (method === "call") return { callee: callee.expression, given: rest };
  const [list] = rest;
  const elements = list ? unwrapped(tsModule, list) : undefined;
  if (elements && tsModule.isArrayLiteralExpression(elements))
    return { callee: callee.expression, given: spreadOut(tsModule, elements.elements) };
  return !list || isNamed(tsModule, list, "undefined") ? { callee: callee.expression, given: [] } : direct;
}

function spreadOut(tsModule: typeof ts, list: readonly ts.Expression[]): ts.Expression[] {
  return list.flatMap((one) => {
    const inner = tsModule.isSpreadElement(one) ? unwrapped(tsModule, one.expression) : undefined;
    return inner && tsModule.isArrayLiteralExpression(inner) ? spreadOut(tsModule, inner.elements) : [one];
  });
}
