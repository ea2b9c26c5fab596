import type ts from "typescript";
import type { TypeScript } from "../../syntax/typescript.js";
import { isAssignmentTarget } from "../../syntax/assignment-target.js";
import { openChanged } from "./captured.js";
import { opaque } from "../heap/value.js";
import type { PathState } from "../heap/state.js";
import { TooManyPaths, type Completion, type Run } from "./context.js";

/** The steps that a helper may take. */
const maxStepsOfCall = 5_000;

/** Maximum share of the remaining steps for one helper, so that later ones still have their own. */
const shareOfCall = 1 / 3;

/** The same for a statement of a callback itself. */
const shareOfStatement = 3 / 4;

/** The reason why code is not followed to its end. */
export const takesTooLong = "it takes too many steps to follow";

/**
 * Follows the call of a helper, which is given up alone.
 *
 * @param follow follows it; must not change a state that is needed afterwards
 * @returns `undefined` if it takes too much of the callback's budget
 */
export function orGivenUp<T>(run: Run, helper: ts.Node, follow: (inner: Run) => T): T | undefined {
  return within(run, helper, Math.min(maxStepsOfCall, leftOf(run) * shareOfCall), follow);
}

/**
 * Follows a statement of a callback's own body. If that takes too long, earlier knowledge stays, what the statement may
 * change is in doubt, and the rest is followed.
 *
 * @param follow must not use the state itself, but a copy
 */
export function statementOrGivenUp(
  run: Run,
  statement: ts.Statement,
  state: PathState,
  follow: (inner: Run, from: PathState) => Completion[],
): Completion[] {
  const followed = within(run, statement, leftOf(run) * shareOfStatement, (inner) => follow(inner, state.clone()));
  if (followed) return followed;
  openChanged(run, statement, state, takesTooLong);
  forgetAssigned(run, statement, state);
  const node = returnWithin(run.ts, statement);
  const returned: Completion[] = node ? [{ kind: "return", state: state.clone(), value: opaque(), node }] : [];
  return [...returned, { kind: "normal", state }];
}

/** Forgets the values of variables that code which is not followed assigns. */
export function forgetAssigned(run: Run, code: ts.Node, state: PathState): void {
  const { ts } = run;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isAssignmentTarget(ts, node)) {
      const symbol = run.types.namedValue(node);
      if (symbol && state.lookup(symbol)) state.bind(symbol, opaque());
    }
    ts.forEachChild(node, visit);
  };
  visit(code);
}

function leftOf({ effort, lastStep }: Run): number {
  return lastStep - effort.steps;
}

function within<T>(run: Run, node: ts.Node, steps: number, follow: (inner: Run) => T): T | undefined {
  const { effort } = run;
  if (effort.givenUp.has(node)) return undefined;
  try {
    return follow({ ...run, lastStep: effort.steps + steps });
  } catch (error) {
    if (!(error instanceof TooManyPaths) || effort.steps > run.lastStep) throw error;
    effort.givenUp.add(node);
    return undefined;
  }
}

/** A `return` that ends the function around a statement. */
function returnWithin(ts: TypeScript, node: ts.Node): ts.ReturnStatement | undefined {
  if (ts.isReturnStatement(node)) return node;
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return undefined;
  return ts.forEachChild(node, (child) => returnWithin(ts, child));
}
