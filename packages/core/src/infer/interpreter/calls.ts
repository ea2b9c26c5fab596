import type ts from "typescript";
import { calledBy, spreadArguments } from "./called-by.js";
import { forgetAssigned, takesTooLong } from "./given-up.js";
import { callHelper, evaluate } from "./recursion.js";
import { isNamed, unwrapped } from "../../syntax/wrappers.js";
import { branchOn } from "./conditions.js";
import { changedBy, openChanged } from "./captured.js";
import { isGenerator, isPartOfOther, isTakenWhole } from "./generators.js";
import { followPromise, followUnseen, promiseCall } from "./handed-on.js";
import { joinedUnseen, pausing, withPauses } from "./pauses.js";
import { isWaitedFor } from "./waited.js";
import type { PathState } from "../heap/state.js";
import { constant, notFollowedThere, opaque, undefinedValue, type AbstractValue } from "../heap/value.js";
import { maxDepth, type Run, type Outcome } from "./context.js";
import { mergePaths } from "./paths.js";
import type { FunctionWithBody } from "../../syntax/functions.js";
import { isGlobalMethod, mayReach, lostTrack, callExternal } from "./external-calls.js";
import { spreadInto } from "./spread.js";

/** Follows a call; `maybe?.call(…)` may be skipped. */
export function call(run: Run, node: ts.CallExpression, state: PathState): Outcome[] {
  const isOptional = mayBePassedBy(run, node) && changedBy(run, node, state).size > 0;
  const passed = isOptional ? [{ state: state.clone(), value: opaque(node) }] : [];
  return [...passed, ...called(run, node, state)];
}

/** Whether a value before a `?.` in a chain may be missing. */
function mayBePassedBy({ ts, types }: Run, node: ts.CallExpression): boolean {
  for (let link: ts.Node = node; ts.isOptionalChain(link); link = link.expression)
    if (!ts.isNonNullExpression(link) && link.questionDotToken && types.isNullable(types.typeAt(link.expression)))
      return true;
  return false;
}

function called(run: Run, node: ts.CallExpression, state: PathState): Outcome[] {
  const { ts } = run;
  const { callee, given } = calledBy(run, node);
  const promise = promiseCall(run, node);
  if (promise) return followPromise(run, promise, state);
  if (isNamed(ts, callee, "eval")) {
    state.openAll({ node, why: "code that is a text may change it" });
    return [{ state, value: opaque(node) }];
  }
  let outcomes: { state: PathState; args: AbstractValue[] }[] = [{ state, args: [] }];
  for (const argument of given) {
    outcomes = outcomes.flatMap(({ state: current, args }) => {
      const expression = ts.isSpreadElement(argument) ? argument.expression : argument;
      return evaluate(run, expression, current).map((outcome) => ({
        state: outcome.state,
        args: [...args, outcome.value],
      }));
    });
  }
  return outcomes.flatMap(({ state: current, args }) => {
    if (isGlobalMethod(run, callee, "Object", "assign")) return [assignAll(run, node, given, args, current)];
    if (isGlobalMethod(run, callee, "Promise", "resolve"))
      return [{ state: current, value: args[0] ?? undefinedValue }];
    if (isNamed(ts, callee, "Boolean") && given[0]) {
      return branchOn(run, given[0], current).map((branch) => ({
        state: branch.state,
        value: constant(branch.truth),
      }));
    }
    return evaluate(run, callee, current).flatMap((target) => {
      const isReaching = args.some(isFollowable) || mayStandInside(run, callee);
      const own =
        target.value.kind === "function" ? target.value.node : isReaching ? run.resolver.functionOf(callee) : undefined;
      const isWorth = args.some((arg, index) => mayReach(run, arg, given[index], current));
      if (own && (isWorth || standsInside(run, own))) {
        if (run.stack.length < maxDepth && !run.stack.includes(own))
          return followHelper(run, node, own, { given, args, state: target.state });
        return [lostTrack(run, node, args, target.state, "the call is nested too deep to follow")];
      }
      return callExternal(run, node, args, target.state);
    });
  });
}

/** The outcomes of a helper of the project's own. */
function followHelper(
  run: Run,
  node: ts.CallExpression,
  own: FunctionWithBody,
  {
    given,
    args,
    state,
  }: { readonly given: readonly ts.Expression[]; readonly args: readonly AbstractValue[]; readonly state: PathState },
): Outcome[] {
  const before = state.clone();
  const handed = spreadArguments(run, given, args, own.parameters.length);
  const lost = args.filter((arg) => !handed.includes(arg));
  const stopped: Outcome[] = [];
  const isPartial = isGenerator(own) && !isTakenWhole(run.ts, node);
  const stop = (at: PathState): void => void stopped.push({ state: at.clone(), value: opaque(node) });
  const onYield = isPartial ? stop : isPartOfOther(run.ts, node) ? run.onYield : undefined;
  const waited = isGenerator(own) && !isPartial ? true : isWaitedFor(run.ts, node);
  const { run: inner, pauses } = pausing({ ...run, onYield }, waited);
  const ended = callHelper(inner, own, handed, withLost(run, node, lost, state));
  if (!ended) {
    openChanged(run, own, before);
    forgetAssigned(run, own, before);
    return [lostTrack(run, node, args, before, takesTooLong)];
  }
  // In this order, since each holds what the ones before it hold.
  if (isPartial) {
    const ran = [...stopped, ...withPauses(false, pauses, ended, opaque(node))];
    return [{ state: joinedUnseen(before, ran), value: opaque(node) }];
  }
  return mergePaths(
    run,
    withPauses(waited, pauses, ended, opaque(node)),
    (a, b) => a.value === b.value || (a.value.kind === "opaque" && b.value.kind === "opaque"),
  ).map((outcome) => (outcome.value.kind === "opaque" ? { state: outcome.state, value: opaque(node) } : outcome));
}

/** The state after a call that passes a value to an unknown parameter. */
function withLost(run: Run, node: ts.CallExpression, lost: readonly AbstractValue[], state: PathState): PathState {
  return lost.reduce((current, arg) => {
    if (arg.kind === "object") current.addOpen(arg.id, { node, why: notFollowedThere });
    return arg.kind === "function" ? followUnseen(run, arg.node, current) : current;
  }, state);
}

/** A tag is a function that gets the values in its template. */
export function taggedTemplate(run: Run, node: ts.TaggedTemplateExpression, state: PathState): Outcome[] {
  const tag = run.resolver.functionOf(node.tag);
  const { template } = node;
  const given = run.ts.isTemplateExpression(template) ? template.templateSpans.map(({ expression }) => expression) : [];
  let states = [state];
  for (const expression of given) {
    states = states.flatMap((current) =>
      evaluate(run, expression, current).map(({ state: after, value }) => {
        if (value.kind === "object") after.addOpen(value.id, { node, why: notFollowedThere });
        return value.kind === "function" ? followUnseen(run, value.node, after) : after;
      }),
    );
  }
  return states.map((after) => {
    if (tag) openChanged(run, tag, after);
    return { state: after, value: opaque(node) };
  });
}

/** `Object.assign(target, …)` changes only its first argument. */
function assignAll(
  run: Run,
  node: ts.CallExpression,
  given: readonly ts.Expression[],
  args: readonly AbstractValue[],
  state: PathState,
): Outcome {
  const [target] = args;
  if (target?.kind !== "object") {
    for (const arg of args.slice(1)) if (arg.kind === "object") state.doubtOpen([...state.object(arg.id).slots.keys()]);
    return { state, value: opaque(node) };
  }
  given.slice(1).forEach((argument, index) => {
    if (run.ts.isSpreadElement(argument))
      state.addOpen(target.id, { node: argument, why: "nobody knows how many objects the list holds" });
    else spreadInto(run, target.id, args[index + 1] ?? opaque(argument), argument, state);
  });
  return { state, value: target };
}

/**
 * A helper is followed if it can reach a followed object: by an argument, by a function among its arguments, or because
 * it stands inside a callback or another helper. Any other helper matters only by its return type.
 */
function standsInside(run: Run, own: FunctionWithBody): boolean {
  return run.stack.some(
    (outer) => own.getSourceFile() === outer.getSourceFile() && own.pos >= outer.pos && own.end <= outer.end,
  );
}

function isFollowable({ kind }: AbstractValue): boolean {
  return kind === "object" || kind === "function";
}

/**
 * Whether the function that a callee names may stand inside a followed function. Names alone decide: asking which
 * method `db.select().from(users).where` is would cost the dearest types of the program.
 */
function mayStandInside(run: Run, callee: ts.Expression, hops = 0): boolean {
  const { ts } = run;
  const node = unwrapped(ts, callee);
  if (
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isAwaitExpression(node)
  )
    return mayStandInside(run, node.expression, hops);
  if (ts.isBinaryExpression(node)) return mayStandInside(run, node.left, hops) || mayStandInside(run, node.right, hops);
  if (ts.isConditionalExpression(node))
    return mayStandInside(run, node.whenTrue, hops) || mayStandInside(run, node.whenFalse, hops);
  // A function literal stands there, and any other value is unknown.
  if (!ts.isIdentifier(node)) return true;
  const declarations = run.types.declarationsOf(run.types.symbolAt(node));
  return declarations.some((declaration) => {
    const isInside = run.stack.some((outer) => ts.findAncestor(declaration, (one) => one === outer) !== undefined);
    if (!isInside || ts.isParameter(declaration)) return false;
    const variable = ts.isBindingElement(declaration)
      ? ts.findAncestor(declaration, ts.isVariableDeclaration)
      : declaration;
    if (!variable || !ts.isVariableDeclaration(variable) || !variable.initializer) return true;
    return hops > maxDepth || mayStandInside(run, variable.initializer, hops + 1);
  });
}
