import type ts from "typescript";
import type { TypeScript } from "../../syntax/typescript.js";
import { argumentParameters } from "../../syntax/parameters.js";
import { unwrapped } from "../../syntax/wrappers.js";
import { changedBy, openChanged } from "./captured.js";
import { evaluate } from "./recursion.js";
import { isGenerator } from "./generators.js";
import { callFunction } from "./recursion.js";
import { joinedUnseen, pausing, withPauses } from "./pauses.js";
import type { PathState } from "../heap/state.js";
import { isWaitedFor, type Waited } from "./waited.js";
import { opaque, type AbstractValue } from "../heap/value.js";
import { maxDepth, type Run, type Outcome } from "./context.js";
import { mergePaths } from "./paths.js";
import { isAsync, type FunctionWithBody } from "../../syntax/functions.js";

/** The state of a function given to foreign code: it has run when the call is over, it has not, or nobody can tell. */
type Running = "run" | "later" | "unseen";

const timers: readonly string[] = [
  "after",
  "nextTick",
  "queueMicrotask",
  "requestAnimationFrame",
  "requestIdleCallback",
  "setImmediate",
  "setInterval",
  "setTimeout",
  "waitUntil",
];

/** Methods that call their function once for each item of the list. */
const eachItem: readonly string[] = ["filter", "flatMap", "forEach", "map"];

/** A call of a promise's method, with the promise. */
interface PromiseCall {
  readonly node: ts.CallExpression;
  readonly receiver: ts.Expression;
  readonly method: "then" | "catch" | "finally";
}

/** Recognizes `load().then(…)` by the method's name: an object with such a method is taken for a promise. */
export function promiseCall({ ts }: Run, node: ts.CallExpression): PromiseCall | undefined {
  const callee = unwrapped(ts, node.expression);
  if (!ts.isPropertyAccessExpression(callee) || node.arguments.some(ts.isSpreadElement)) return undefined;
  const method = callee.name.text;
  if (method !== "then" && method !== "catch" && method !== "finally") return undefined;
  return { node, receiver: callee.expression, method };
}

/**
 * Follows the functions that are given to a promise. If it is awaited, one of them has run for each way in which it can
 * end.
 */
export function followPromise(run: Run, { node, receiver, method }: PromiseCall, state: PathState): Outcome[] {
  const [first, second] = node.arguments;
  const onSuccess = method === "catch" ? undefined : first;
  const onFailure = method === "catch" ? first : method === "then" ? second : undefined;
  const thrownFrom: PathState[] = [];
  const onThrow = (from: PathState): void => {
    thrownFrom.push(from.clone());
    run.onThrow?.(from);
  };
  if (!tellsItsThrows(run, receiver)) onThrow(state);
  const received = evaluate({ ...run, onThrow }, receiver, state);
  // A promise without a visible failure fails at least after everything else.
  if (thrownFrom.length === 0) thrownFrom.push(...received.map((outcome) => outcome.state.clone()));
  const isResult = method !== "finally";
  const waited = isWaitedFor(run.ts, node);
  const { run: inner, pauses } = pausing(run, waited);
  const succeeded = received.flatMap((outcome) => {
    const ran = onSuccess ? answerOf(inner, onSuccess, outcome, isResult) : undefined;
    return ran ?? [outcome];
  });
  const failed = onFailure
    ? thrownFrom.flatMap((from) => answerOf(inner, onFailure, { state: from, value: opaque() }, isResult) ?? [])
    : [];
  const ran = withPauses(waited, pauses, [...succeeded, ...failed], opaque(node)).map((one) =>
    one.value.kind === "opaque" ? { ...one, value: opaque(node) } : one,
  );
  const outcomes = withRunning(runningOf(waited), received, ran, opaque(node));
  return mergePaths(
    run,
    outcomes,
    (a, b) => a.value === b.value || (a.value.kind === "opaque" && b.value.kind === "opaque"),
  );
}

/** Whether every point at which a promise may fail is seen while its expression is followed. */
function tellsItsThrows(run: Run, receiver: ts.Expression): boolean {
  const { ts } = run;
  const node = unwrapped(ts, receiver);
  if (!ts.isCallExpression(node)) return false;
  const own = promiseCall(run, node) ? undefined : run.resolver.functionOf(node.expression);
  return promiseCall(run, node) !== undefined || (own !== undefined && isAsync(ts, own));
}

/** The result of a function for a promise's value; `undefined` if that function is not the project's own. */
function answerOf(run: Run, callback: ts.Expression, given: Outcome, isResult: boolean): Outcome[] | undefined {
  const [evaluated] = evaluate(run, callback, given.state.clone());
  if (evaluated?.value.kind !== "function") {
    if (given.value.kind === "object")
      given.state.addOpen(given.value.id, {
        node: callback,
        why: "it is passed to code that cannot be seen, and that may change it",
      });
    return undefined;
  }
  const { node } = evaluated.value;
  if (!canFollow(run, node, given.state)) return undefined;
  const parameters = argumentParameters(node).map((_, index) => (index === 0 && isResult ? given.value : opaque()));
  return callFunction(run, node, parameters, given.state.clone()).map((outcome) =>
    isResult ? outcome : { ...outcome, value: given.value },
  );
}

/** An awaited function has run; one that visibly nobody awaits runs later. */
function runningOf(waited: Waited): Running {
  if (waited === undefined) return "unseen";
  return waited ? "run" : "later";
}

/** The paths after a call with functions, from before it through the functions or past them. */
function withRunning(
  running: Running,
  before: readonly Outcome[],
  ran: readonly Outcome[],
  value: AbstractValue,
): Outcome[] {
  switch (running) {
    case "run":
      return [...ran];
    case "later":
      return [...before, ...ran].map(({ state }) => ({ state, value }));
    case "unseen":
      return before.map(({ state }) => ({
        state: joinedUnseen(state, ran),
        value,
      }));
  }
}

/** The outcome of a function with unknown arguments; `undefined` if it is not followed. */
function ranUnknowing(run: Run, node: FunctionWithBody, state: PathState): Outcome[] | undefined {
  if (!canFollow(run, node, state)) return undefined;
  const parameters = node.parameters.map(() => opaque());
  return callFunction(run, node, parameters, state.clone());
}

/** Whether a function can be followed once more. The effects of one that is being followed already are seen there. */
function canFollow(run: Run, node: FunctionWithBody, state: PathState): boolean {
  if (run.stack.includes(node)) return false;
  if (run.stack.length < maxDepth) return true;
  openChanged(run, node, state);
  return false;
}

/**
 * Follows a function that is given to a call of foreign code.
 *
 * @param isResult whether the call returns the function's result
 */
export function followHandedOn(
  run: Run,
  call: ts.CallExpression,
  given: FunctionWithBody,
  before: Outcome,
  isResult: boolean,
): Outcome[] {
  const waited = isWaitedFor(run.ts, call);
  const { run: inner, pauses } = pausing(run, waited);
  const ran = ranUnknowing(inner, given, before.state);
  if (!ran) return [before];
  if (isResult && ran.some((outcome) => outcome.value.kind === "object")) return ran;
  const answered = withPauses(waited, pauses, ran, before.value).map(({ state }) => ({ state, value: before.value }));
  // A function without effects may run any number of times.
  if (changedBy(run, given, before.state).size === 0) return [before, ...answered];
  const running = isGenerator(given) ? "unseen" : runningIn(run, call, waited);
  if (running === "run") run.observer.onTrusted(call);
  // A function that always throws leaves nothing behind.
  return running === "run" && answered.length === 0 ? [] : withRunning(running, [before], answered, before.value);
}

function runningIn(run: Run, call: ts.CallExpression, waited: Waited): Running {
  const { ts } = run;
  const callee = unwrapped(ts, call.expression);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : "";
  // A promise made by hand mostly waits for what it has started.
  if (timers.includes(name)) return run.isExecuting ? "unseen" : "later";
  if (ts.isPropertyAccessExpression(callee) && eachItem.includes(name)) {
    const list = run.resolver.resolve(callee.expression);
    if (ts.isArrayLiteralExpression(list))
      return list.elements.some((element) => !ts.isSpreadElement(element)) ? "run" : "unseen";
  }
  return waited === true && !run.types.isBuiltIn(run.types.symbolAt(nameOf(ts, callee))) ? "run" : "unseen";
}

function nameOf(ts: TypeScript, callee: ts.Expression): ts.Node {
  return ts.isPropertyAccessExpression(callee) ? callee.name : callee;
}

/** A function that goes where it is not followed, into a list or an instance. Nobody sees whether it runs. */
export function followUnseen(run: Run, given: FunctionWithBody, state: PathState): PathState {
  if (changedBy(run, given, state).size === 0) return state;
  const { run: inner, pauses } = pausing(run, undefined);
  const ran = ranUnknowing(inner, given, state) ?? [];
  return joinedUnseen(state, withPauses(false, pauses, ran, opaque()));
}

/** `new Promise((resolve) => { … })`: the executor runs at once. */
export function followExecutor(
  run: Run,
  promise: ts.NewExpression,
  executor: FunctionWithBody,
  state: PathState,
): PathState[] {
  const waited = isWaitedFor(run.ts, promise);
  const { run: inner, pauses } = pausing(run, waited);
  const ended = ranUnknowing({ ...inner, isExecuting: true }, executor, state) ?? [];
  const ran = withPauses(waited, pauses, ended, opaque());
  return ran.length === 0 ? [state] : ran.map((outcome) => outcome.state);
}
