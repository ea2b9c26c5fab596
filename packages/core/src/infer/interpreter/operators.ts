import type ts from "typescript";
import { evaluate, evaluateAll, peek } from "./recursion.js";
import { unwrapped } from "../../syntax/wrappers.js";
import { branchOn } from "./conditions.js";
import { isNothing } from "./slots.js";
import { changedBy } from "./captured.js";
import type { PathState } from "../heap/state.js";
import { assign } from "./assignment.js";
import { constant, opaque, retold, undefinedValue, type AbstractValue } from "../heap/value.js";
import type { Run, Outcome, Assigned } from "./context.js";
import { inputTruth } from "./truth.js";

export function binary(run: Run, node: ts.BinaryExpression, state: PathState): Outcome[] {
  const { SyntaxKind } = run.ts;
  const operator = node.operatorToken.kind;
  switch (operator) {
    case SyntaxKind.EqualsToken:
      return assignRight(run, node, state);
    case SyntaxKind.AmpersandAmpersandToken:
      return branchOn(run, node.left, state).flatMap((branch) =>
        branch.truth
          ? evaluate(run, node.right, branch.state)
          : [{ state: branch.state, value: falsy(run, node.left, branch.state) }],
      );
    case SyntaxKind.BarBarToken:
      return branchOn(run, node.left, state).flatMap((branch) =>
        branch.truth ? evaluate(run, node.left, branch.state) : evaluate(run, node.right, branch.state),
      );
    case SyntaxKind.QuestionQuestionToken:
      return evaluate(run, node.left, state).flatMap((left) => {
        const isGiven = inputTruth(run, node.left, left.state) === true;
        const nullish = isGiven ? false : isNullish(left.value);
        if (nullish === true) return evaluate(run, node.right, left.state);
        if (nullish === false) return [left];
        return [
          { state: left.state.clone(), value: opaque(node) },
          ...evaluate(run, node.right, left.state).map((right) =>
            right.value.kind === "opaque" ? { state: right.state, value: retold(right.value, node) } : right,
          ),
        ];
      });
    case SyntaxKind.CommaToken:
      return evaluate(run, node.left, state).flatMap((left) => evaluate(run, node.right, left.state));
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
      return branchOn(run, node, state).map((branch) => ({ state: branch.state, value: constant(branch.truth) }));
    case SyntaxKind.AmpersandAmpersandEqualsToken:
      return branchOn(run, node.left, state).flatMap((branch) =>
        branch.truth
          ? assignFrom(run, node, { expression: node }, branch.state)
          : [{ state: branch.state, value: opaque(node) }],
      );
    case SyntaxKind.BarBarEqualsToken:
      return branchOn(run, node.left, state).flatMap((branch) =>
        branch.truth ? [{ state: branch.state, value: opaque(node) }] : assignRight(run, node, branch.state),
      );
    case SyntaxKind.QuestionQuestionEqualsToken:
      // On either side the field is there afterwards, with its old value or the right side.
      return [
        ...assignedNothing(run, node, state),
        ...assignFrom(run, node, { expression: node.right, keepsBefore: true }, state),
      ];
    default:
      if (operator >= SyntaxKind.FirstCompoundAssignment && operator <= SyntaxKind.LastCompoundAssignment)
        return assignFrom(run, node, { expression: node }, state);
      return evaluateAll(run, [node.left, node.right], state).map((after) => ({ state: after, value: opaque(node) }));
  }
}

/** The path on which `??=` skips its right side, if that has other effects. */
function assignedNothing(run: Run, node: ts.BinaryExpression, state: PathState): Outcome[] {
  if (changedBy(run, node.right, state).size === 0) return [];
  const assigned: Assigned = { expression: node.right, keepsBefore: true, value: opaque(node) };
  return assign(run, node.left, assigned, state.clone()).map((after) => ({ state: after, value: opaque(node) }));
}

/** `=`, and `||=` without a truthy value to keep. */
function assignRight(run: Run, node: ts.BinaryExpression, state: PathState): Outcome[] {
  const isPlain = node.operatorToken.kind === run.ts.SyntaxKind.EqualsToken;
  return evaluate(run, node.right, state).flatMap(({ state: after, value }) => {
    // The declaration must also allow the value before.
    const keepsBefore = !isPlain && !isNothing(value);
    const assigned: Assigned = { expression: node.right, value, ...(keepsBefore && { keepsBefore }) };
    return assign(run, node.left, assigned, after).map((left) => ({ state: left, value }));
  });
}

/** A compound assignment: the target's new value is `assigned`, the value of the whole expression. */
function assignFrom(
  run: Run,
  node: ts.BinaryExpression,
  assigned: Omit<Assigned, "value">,
  state: PathState,
): Outcome[] {
  const { SyntaxKind } = run.ts;
  const operator = node.operatorToken.kind;
  const mayAssignNothing =
    operator === SyntaxKind.AmpersandAmpersandEqualsToken || operator === SyntaxKind.QuestionQuestionEqualsToken;
  return evaluate(run, node.right, state).flatMap((right) => {
    const isRight = mayAssignNothing && (isNothing(right.value) || right.value.kind === "input");
    return assign(run, node.left, { ...assigned, value: isRight ? right.value : opaque(node) }, right.state).map(
      (after) => ({ state: after, value: opaque(node) }),
    );
  });
}

function falsy(run: Run, wrapped: ts.Expression, state: PathState): AbstractValue {
  const node = unwrapped(run.ts, wrapped);
  // `user && user.role`, in a run without a user.
  if (run.ts.isIdentifier(node) || run.ts.isPropertyAccessExpression(node)) {
    if (peek(run, node, state).every(isNothing)) return undefinedValue;
  }
  // Only its falsiness counts: a spread or returned falsy value adds nothing. A `??` behind it needs more.
  const { types } = run;
  const type = types.typeAt(node);
  const mayBeNullish = types.isAny(type) || types.isUnknown(type) || types.isNullable(type);
  return mayBeNullish ? { kind: "oneOf", values: [undefined, null] } : constant(false);
}

/** Whether a value is `null` or `undefined`; `undefined` where it may be either way. */
export function isNullish(value: AbstractValue): boolean | undefined {
  switch (value.kind) {
    case "oneOf": {
      const answers = new Set(value.values.map((one) => one === null || one === undefined));
      return answers.size === 1 ? answers.has(true) : undefined;
    }
    case "input":
      return value.present === undefined ? undefined : !value.present;
    case "opaque":
      return undefined;
    case "object":
    case "function":
      return false;
  }
}
