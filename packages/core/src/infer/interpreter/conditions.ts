import type ts from "typescript";
import { fieldName } from "../../api/field-key.js";
import { evaluate } from "./recursion.js";
import type { PathState } from "../heap/state.js";
import { isComma, isWrapper, unwrapped, unwrappedText } from "../../syntax/wrappers.js";
import type { SlotRead, AbstractValue } from "../heap/value.js";
import type { Run, Branch } from "./context.js";
import { literalNames } from "./names.js";
import { truthOf, slotOf, thereTruth, findSlot } from "./truth.js";

/**
 * Follows a condition: one branch if the library's guarantees decide it, two if it may go either way. A path that has
 * already taken the same condition takes it the same way again.
 */
export function branchOn(run: Run, node: ts.Expression, state: PathState): Branch[] {
  const { ts } = run;
  const { SyntaxKind } = ts;
  if (isWrapper(ts, node)) return branchOn(run, node.expression, state);
  if (isComma(ts, node))
    return evaluate(run, node.left, state).flatMap((left) => branchOn(run, node.right, left.state));
  if (ts.isBinaryExpression(node)) {
    switch (node.operatorToken.kind) {
      case SyntaxKind.AmpersandAmpersandToken:
        return branchOn(run, node.left, state).flatMap((left) =>
          left.truth ? branchOn(run, node.right, left.state) : [left],
        );
      case SyntaxKind.BarBarToken:
        return branchOn(run, node.left, state).flatMap((left) =>
          left.truth ? [left] : branchOn(run, node.right, left.state),
        );
      case SyntaxKind.EqualsEqualsEqualsToken:
      case SyntaxKind.EqualsEqualsToken:
        return branchOnEquality(run, node, state);
      case SyntaxKind.ExclamationEqualsEqualsToken:
      case SyntaxKind.ExclamationEqualsToken:
        return branchOnEquality(run, node, state).map((branch) => ({ state: branch.state, truth: !branch.truth }));
      case SyntaxKind.InKeyword:
        return branchOnMembership(run, node, state);
      default:
    }
  }
  const list = ts.isCallExpression(node) ? listAsked(run, node) : undefined;
  if (list) {
    return list.elements.reduce<Branch[]>(
      (branches, element) =>
        branches.flatMap((branch) =>
          branch.truth ? [branch] : branchOnComparison(run, list.subject, element, branch.state),
        ),
      [{ state, truth: false }],
    );
  }
  return evaluate(run, node, state).flatMap(({ state: after, value }) => {
    const truth = truthOf(value);
    const mayBeMissing = slotOf(run, node, after)?.slot?.definitelyAssigned === false;
    const known = mayBeMissing && truth !== false ? undefined : (truth ?? thereTruth(run, node, after));
    if (known !== undefined) return [{ state: after, truth: known }];
    return either(run, conditionKey(run, node), after, (branch) => {
      if (branch.truth) noteThere(run, node, branch.state);
    });
  });
}

/** `["signIn", "signUp"].includes(trigger)`, with the list written there or in a constant. */
function listAsked(
  { ts, resolver }: Run,
  { expression, arguments: [subject, ...rest] }: ts.CallExpression,
): { readonly elements: readonly ts.Expression[]; readonly subject: ts.Expression } | undefined {
  const callee = unwrapped(ts, expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "includes") return undefined;
  if (!subject || rest.length > 0) return undefined;
  const list = resolver.resolve(callee.expression);
  if (!ts.isArrayLiteralExpression(list) || !list.elements.every(ts.isStringLiteralLike)) return undefined;
  // A list that starts empty is filled elsewhere.
  if (list.elements.length === 0) return undefined;
  return { elements: list.elements, subject };
}

/** `"user" in session`. */
function branchOnMembership(run: Run, node: ts.BinaryExpression, state: PathState): Branch[] {
  const key = unwrapped(run.ts, node.left);
  return evaluate(run, node.right, state).flatMap(({ state: after, value }): Branch[] => {
    const [name, ...others] = literalNames(run, key) ?? [];
    if (value.kind !== "object" || name === undefined || others.length > 0)
      return either(run, conditionKey(run, node), after);
    const slot = findSlot(after, value.id, name);
    if (slot?.definitelyAssigned) return [{ state: after, truth: true }];
    return either(run, conditionKey(run, node), after, (branch) => {
      if (branch.truth) markThere({ id: value.id, name, slot }, branch.state);
    });
  });
}

/** `typeof token.sub === "string"` of a field that is always there: true if its type has no other values. */
function typeofTruth(
  run: Run,
  wrapped: ts.Expression,
  literal: AbstractValue & { kind: "oneOf" },
  state: PathState,
): boolean | undefined {
  const node = unwrapped(run.ts, wrapped);
  if (!run.ts.isTypeOfExpression(node) || thereTruth(run, node.expression, state) !== true) return undefined;
  const type = run.types.withoutNullable(run.types.typeAt(node.expression));
  return run.types.typeofText(type) === literal.values[0] ? true : undefined;
}

function branchOnEquality(run: Run, node: ts.BinaryExpression, state: PathState): Branch[] {
  const { SyntaxKind } = run.ts;
  const { kind } = node.operatorToken;
  const loose = kind === SyntaxKind.EqualsEqualsToken || kind === SyntaxKind.ExclamationEqualsToken;
  return branchOnComparison(run, node.left, node.right, state, loose);
}

/** `a === b` in an `if` or a `switch`, as callbacks make it: with a literal, `null` or `undefined`. */
export function branchOnComparison(
  run: Run,
  leftNode: ts.Expression,
  rightNode: ts.Expression,
  state: PathState,
  loose = false,
): Branch[] {
  return evaluate(run, leftNode, state).flatMap((left) =>
    evaluate(run, rightNode, left.state).flatMap(({ state: after, value: right }) => {
      const known = equal(left.value, right, loose);
      if (known !== undefined) return [{ state: after, truth: known }];
      const [subject, compared, literal] = isLiteral(right)
        ? [leftNode, left.value, right]
        : [rightNode, right, left.value];
      if (!isLiteral(literal)) {
        const [a, b] = [conditionKey(run, leftNode), conditionKey(run, rightNode)];
        return either(run, a === undefined || b === undefined ? undefined : `${a} === ${b}`, after);
      }
      const expected = literal.values[0];
      if (compared.kind === "opaque" && isOnlyLeft(run, subject, expected)) return [{ state: after, truth: true }];
      if (typeofTruth(run, subject, literal, after)) return [{ state: after, truth: true }];
      // A value that is always truthy is never null.
      if (expected == null && thereTruth(run, subject, after) === true) return [{ state: after, truth: false }];
      const text = conditionKey(run, subject);
      const prefix = `${text ?? ""} === `;
      const key = prefix + (loose && expected == null ? "nullish" : JSON.stringify(expected ?? String(expected)));
      // One value cannot equal two literals.
      const isAnother = [...after.conditions()].some(
        ([other, truth]) => truth && other !== key && other.startsWith(prefix),
      );
      if (isAnother && after.assumed(key) === undefined) return [{ state: after, truth: false }];
      if (isLastProvider(run, compared, prefix, key, after)) return [{ state: after, truth: true }];
      const isTestOfPresence = expected === undefined || (loose && expected === null);
      return either(run, text === undefined ? undefined : key, after, (branch) => {
        if (isTestOfPresence && !branch.truth) noteThere(run, subject, branch.state);
      });
    }),
  );
}

/** `account.provider` after a comparison with all other providers, whose number the config tells. */
function isLastProvider(
  { providerCount }: Run,
  compared: AbstractValue,
  prefix: string,
  key: string,
  state: PathState,
): boolean {
  const source = compared.kind === "opaque" ? compared.source : undefined;
  if (source?.interface !== "Account" || fieldName(source) !== "provider") return false;
  // Only names count: the value of another compared expression is unknown.
  const refuted = [...state.conditions()].filter(
    ([other, truth]) => !truth && other !== key && other.startsWith(`${prefix}"`),
  );
  return refuted.length + 1 === providerCount && providerCount > 1;
}

/**
 * Whether the earlier comparisons have left only this literal. The library's types do not say that `user?.plan` may be
 * missing.
 */
function isOnlyLeft({ ts, types }: Run, subject: ts.Expression, literal: unknown): boolean {
  if (ts.isOptionalChain(unwrapped(ts, subject))) return false;
  const value = types.literalValue(types.typeAt(subject));
  return value !== undefined && value === literal;
}

function isLiteral(value: AbstractValue): value is AbstractValue & { kind: "oneOf" } {
  return value.kind === "oneOf" && value.values.length === 1;
}

function equal(a: AbstractValue, b: AbstractValue, loose: boolean): boolean | undefined {
  const [literal, other] = isLiteral(b) ? [b, a] : isLiteral(a) ? [a, b] : [undefined, undefined];
  if (!literal) return undefined;
  const expected = literal.values[0];
  const matches = (value: unknown): boolean => value === expected || (loose && value == null && expected == null);
  switch (other.kind) {
    case "oneOf":
      if (other.values.every(matches)) return true;
      return other.values.some(matches) ? undefined : false;
    case "object":
    case "function":
      return false;
    case "input":
      return expected == null && other.present !== undefined ? !other.present : undefined;
    case "opaque":
      return undefined;
  }
}

/** On a branch with `token.x` true, or not `undefined`, `token.x` is there. */
function noteThere(run: Run, node: ts.Expression, state: PathState): void {
  const found = slotOf(run, node, state);
  if (found) markThere(found, state);
}

function markThere({ id, name, slot }: SlotRead, state: PathState): void {
  const before = [...state.conditions()];
  state.setSlot(id, name, { value: { kind: "opaque" }, writes: [], ...slot, definitelyAssigned: true });
  // Nothing was assigned, so that other conditions on this field stay known.
  for (const [condition, truth] of before) state.assume(condition, truth);
}

/** The condition's text, if only an assignment can change its parts. */
function conditionKey(run: Run, node: ts.Expression): string | undefined {
  const { ts } = run;
  const isStable = (part: ts.Node): boolean => {
    if (ts.isCallExpression(part) || ts.isNewExpression(part) || ts.isAwaitExpression(part) || ts.isFunctionLike(part))
      return false;
    return ts.forEachChild(part, (child) => (isStable(child) ? undefined : true)) !== true;
  };
  return isStable(node) ? inOneWay(unwrappedText(ts, node)) : undefined;
}

/** The same text for `token?.["a.b"]` and `token['a.b']`; the text in quotes is no code. */
function inOneWay(text: string): string {
  const parts = /("(?:[^"\\]|\\.)*")|'([^'"\\]*)'|`([^`"\\$]*)`|('(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)|\?\.(\[)?/gs;
  return text.replace(parts, (...[, double, single, template, other, bracket]: (string | undefined)[]) => {
    const inner = single ?? template;
    return double ?? (inner === undefined ? (other ?? bracket ?? ".") : `"${inner}"`);
  });
}

/** Both ways, or the one that this path has taken before. */
function either(
  run: Run,
  key: string | undefined,
  state: PathState,
  onBranch: (branch: Branch) => void = () => undefined,
): Branch[] {
  const assumed = key === undefined ? undefined : state.assumed(key);
  if (assumed !== undefined) return [{ state, truth: assumed }];
  const branches: Branch[] = [
    { state: state.clone(), truth: true },
    { state, truth: false },
  ];
  for (const branch of branches) {
    if (key !== undefined) branch.state.assume(key, branch.truth);
    onBranch(branch);
  }
  return branches;
}
