import type ts from "typescript";
import type { TypeScript } from "../../syntax/typescript.js";
import { isNamed, unwrapped } from "../../syntax/wrappers.js";
import { opaque, type AbstractValue } from "../heap/value.js";
import type { Run } from "./context.js";

/** The callee of a call, and its arguments. */
interface Called {
  readonly callee: ts.Expression;
  readonly given: readonly ts.Expression[];
}

/**
 * The callee of a call: the function itself for `fill.call(undefined, session)` and `fill.apply(undefined, [session])`
 * too. A spread of a literal list counts as its elements.
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

/**
 * The arguments as a function's parameters get them. A spread list is known only by its type: a pair has two values.
 * Any other list has an unknown length, so that the arguments from there on are unknown.
 *
 * @param given the arguments as written
 * @param args their values, one each
 * @param count the number of parameters
 */
export function spreadArguments(
  { ts, types }: Run,
  given: readonly ts.Expression[],
  args: readonly AbstractValue[],
  count: number,
): readonly AbstractValue[] {
  if (!given.some(ts.isSpreadElement)) return args;
  const spread: AbstractValue[] = [];
  for (const [index, argument] of given.entries()) {
    const length = ts.isSpreadElement(argument) ? types.fixedLength(types.typeAt(argument.expression)) : 1;
    if (length === undefined) return [...spread, ...Array.from({ length: count }, () => opaque())];
    const value = args[index];
    spread.push(...(ts.isSpreadElement(argument) || !value ? Array.from({ length }, () => opaque()) : [value]));
  }
  return spread;
}
