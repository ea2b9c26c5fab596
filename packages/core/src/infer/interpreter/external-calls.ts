import type ts from "typescript";
import { accessedName } from "../../syntax/names.js";
import { calledBy } from "./called-by.js";
import { isObjectLiteral } from "../../edits/assertions.js";
import { isUnresolvedCall } from "../../discover/unresolved-wrappers.js";
import { isNamed, unwrapped } from "../../syntax/wrappers.js";
import { followHandedOn, followUnseen } from "./handed-on.js";
import type { PathState } from "../heap/state.js";
import { isWaitedFor } from "./waited.js";
import { opaque, type AbstractValue } from "../heap/value.js";
import type { Run, Outcome } from "./context.js";
import { mergePaths } from "./paths.js";
import { hasBody, type FunctionWithBody } from "../../syntax/functions.js";

/**
 * Whether a call can affect a followed object by an argument: not by `{ where: { id: token.sub } }`, a new object
 * without followed parts.
 */
export function mayReach(
  run: Run,
  value: AbstractValue,
  argument: ts.Expression | undefined,
  state: PathState,
): boolean {
  if (value.kind !== "object") return value.kind === "function";
  const isInPlace = argument !== undefined && isObjectLiteral(run.ts, argument);
  return !isInPlace || holdsFollowed(value.id, state);
}

function holdsFollowed(id: number, state: PathState): boolean {
  const { owner, isFinished, closed: complete, open, slots } = state.object(id);
  if (owner !== undefined || isFinished || !complete || open.length > 0) return true;
  return [...slots.values()].some(
    ({ value }) => value.kind === "function" || (value.kind === "object" && holdsFollowed(value.id, state)),
  );
}

/**
 * A call whose body is not the project's own. It may run the functions it gets; its effect on followed objects depends
 * on its type.
 */
export function callExternal(
  run: Run,
  node: ts.CallExpression,
  args: readonly AbstractValue[],
  state: PathState,
): Outcome[] {
  const { given } = calledBy(run, node);
  // A call that gets nothing followed is not looked into: its overloads may be the dearest types of the program.
  const isReaching = args.some((arg, index) => mayReach(run, arg, given[index], state));
  if (!isReaching) return [{ state, value: opaque(node) }];
  const declaration = run.types.calledDeclaration(node);
  // `let decorate = …`, `helpers[name](session)`: a function of the project's own that may be another one at run time.
  if (declaration && hasBody(run.ts, declaration) && args.some((arg) => arg.kind === "object"))
    return [lostTrack(run, node, args, state, "nobody knows which function is called")];
  const untyped = run.types.isAny(run.types.typeAt(node.expression));
  const isReached = (arg: AbstractValue, index: number): boolean =>
    arg.kind === "object" && mayReach(run, arg, given[index], state);
  if (untyped && args.some(isReached)) {
    return [lostTrack(run, node, args, state, "it is passed to code without types")];
  }
  for (const [index, arg] of args.entries()) {
    const argument = given[index];
    if (arg.kind !== "object" || !argument) continue;
    if (isPassedOn(run, node, argument))
      state.addOpen(arg.id, { node, why: "it is passed to code that returns it, or a changed copy of it" });
    else if (mayBeChangedBy(run, node, index))
      state.addOpen(arg.id, { node, why: "it is passed to code that cannot be seen, and that may change it" });
  }
  let outcomes: Outcome[] = [{ state, value: opaque(node) }];
  for (const arg of args) {
    if (arg.kind === "function") {
      const isResult = passesResultOn(run, node, arg.node);
      outcomes = outcomes.flatMap((before) => followHandedOn(run, node, arg.node, before, isResult));
      if (isResult && untyped)
        outcomes.forEach((one) => {
          openResult(one, node);
        });
    } else if (arg.kind === "object") {
      outcomes = outcomes.map((before) => ({ ...before, state: followHeld(run, arg.id, before.state) }));
    }
  }
  return mergePaths(run, outcomes, (a, b) => a.value === b.value);
}

/** Unresolved code may change what it returns. */
function openResult({ state, value }: Outcome, node: ts.CallExpression): void {
  if (value.kind !== "object") return;
  const why = "it is handed on by code that cannot be seen, and that may change it";
  const user = state.object(value.id).slots.get("user")?.value;
  for (const one of [value, user]) if (one?.kind === "object") state.addOpen(one.id, { node, why });
}

/** `listen({ onUser: () => { … } })`: functions in an object may run. */
function followHeld(run: Run, id: number, state: PathState): PathState {
  if (!state.holds(id)) return state;
  const held = [...state.object(id).slots.values()].flatMap(({ value }) =>
    value.kind === "function" ? [value.node] : [],
  );
  return held.reduce((after, one) => followUnseen(run, one, after), state);
}

/** `merge(session, { … })`: a function that returns its argument may have changed it. */
function isPassedOn(run: Run, node: ts.CallExpression, argument: ts.Expression): boolean {
  const { types } = run;
  const returned = types.awaited(types.typeAt(node));
  const given = types.withoutNullable(types.typeAt(argument));
  return types.isObject(returned) && types.isAssignable(returned, given);
}

/**
 * `enrich(session)`: a function may change a parameter of an object type. One that takes anything, as loggers do, does
 * not.
 */
function mayBeChangedBy(run: Run, node: ts.CallExpression, index: number): boolean {
  const { ts, types } = run;
  const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  if (types.isBuiltIn(types.symbolAt(callee)))
    return (
      isGlobalMethod(run, node.expression, "Reflect", "set") ||
      isGlobalMethod(run, node.expression, "Object", "defineProperty")
    );
  const type = types.parameterTaking(node, index);
  if (!type) return false;
  const taken = types.numberIndexType(type) ?? type;
  return !types.isAny(taken) && !types.isUnknown(taken);
}

/** `traced("session", async () => …)`, `load().then(() => …)`: the function's result fits the call's own type. */
function passesResultOn(run: Run, node: ts.CallExpression, inner: FunctionWithBody): boolean {
  // A package that is not installed has no types; an awaited wrapper mostly returns its function's result.
  if (isUnresolvedCall(run, node)) return isWaitedFor(run.ts, node) === true;
  const returned = run.types.returnedBy(inner);
  if (!returned) return false;
  const own = run.types.awaited(returned);
  const result = run.types.awaited(run.types.typeAt(node));
  if (run.types.isAny(result)) return run.types.isAny(own);
  return run.types.isObject(result) && run.types.isAssignable(own, result);
}

export function lostTrack(
  run: Run,
  node: ts.CallExpression,
  args: readonly AbstractValue[],
  state: PathState,
  why: string,
): Outcome {
  for (const arg of args) if (arg.kind === "object") state.addOpen(arg.id, { node, why });
  // Its result may be its argument, which then is as little known.
  const isNullable = run.types.isNullable(run.types.awaited(run.types.typeAt(node)));
  const { given } = calledBy(run, node);
  const returned = args.find((arg, index) => {
    const argument = given[index];
    return arg.kind === "object" && argument !== undefined && !isNullable && isPassedOn(run, node, argument);
  });
  return { state, value: returned ?? opaque(node) };
}

export function isGlobalMethod(run: Run, expression: ts.Expression, object: string, method: string): boolean {
  const { ts } = run;
  const callee = unwrapped(ts, expression);
  if (!ts.isPropertyAccessExpression(callee) && !ts.isElementAccessExpression(callee)) return false;
  return accessedName(ts, callee) === method && isNamed(ts, callee.expression, object);
}
