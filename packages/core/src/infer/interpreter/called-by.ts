import type ts from "typescript";
import type { TypeScript } from "../../syntax/typescript.js";
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
  const { ts } = run;
  const direct: Called = { callee: node.expression, given: spreadOut(ts, node.arguments) };
  const callee = unwrapped(ts, node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return direct;
  const method = callee.name.text;
  if (method !== "call" && method !== "apply") return direct;
  if (!run.resolver.functionOf(callee.expression)) return direct;
  const rest = direct.given.slice(1);
  if (method === "call") return { callee: callee.expression, given: rest };
  const [list] = rest;
  const elements = list ? unwrapped(ts, list) : undefined;
  if (elements && ts.isArrayLiteralExpression(elements))
    return { callee: callee.expression, given: spreadOut(ts, elements.elements) };
  return !list || isNamed(ts, list, "undefined") ? { callee: callee.expression, given: [] } : direct;
}

function spreadOut(ts: TypeScript, list: readonly ts.Expression[]): ts.Expression[] {
  return list.flatMap((one) => {
    const inner = ts.isSpreadElement(one) ? unwrapped(ts, one.expression) : undefined;
    return inner && ts.isArrayLiteralExpression(inner) ? spreadOut(ts, inner.elements) : [one];
  });
}
