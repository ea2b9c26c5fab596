import type ts from "typescript";
import type { TypeScript } from "../../syntax/typescript.js";
import { evaluate, evaluateAll } from "./recursion.js";
import { isAssertion, isObjectLiteral } from "../../edits/assertions.js";
import { isPrototype } from "../../api/field-key.js";
import { isNamed, isWrapper, unwrapped } from "../../syntax/wrappers.js";
import { branchOn } from "./conditions.js";
import { readSlot, writeNames, type Written } from "./slots.js";
import { absentParameter } from "./observer.js";
import { isWithin, openChanged } from "./captured.js";
import { followExecutor, followUnseen } from "./handed-on.js";
import type { PathState } from "../heap/state.js";
import { assign } from "./assignment.js";
import { constant, notFollowedThere, opaque, retold, undefinedValue, type AbstractValue } from "../heap/value.js";
import { takeStep, type Run, type Outcome } from "./context.js";
import { mergePaths } from "./paths.js";
import { accessedNames, memberNames } from "./names.js";
import { propertyName } from "../../syntax/names.js";
import { ownerOf } from "./provenance.js";
import { call, taggedTemplate } from "./calls.js";
import { binary, isNullish } from "./operators.js";
import { assertSlots, isInformative, spreadInto } from "./spread.js";

/** Follows an expression on every path, with its effects on followed objects. The given state must not be used afterwards. */
export function evaluateExpression(run: Run, node: ts.Expression, state: PathState): Outcome[] {
  const { ts } = run;
  const { SyntaxKind } = ts;
  takeStep(run);

  if (ts.isAwaitExpression(node)) {
    return evaluate(run, node.expression, state).map((outcome) => {
      run.onPause?.(outcome.state);
      return throughAssertion(run, outcome, node);
    });
  }
  if (ts.isParenthesizedExpression(node)) return evaluate(run, node.expression, state);
  if (isWrapper(ts, node)) {
    return evaluate(run, node.expression, state).map((outcome) => throughAssertion(run, outcome, node));
  }
  if (ts.isIdentifier(node)) return [{ state, value: nameValue(run, node, state) }];
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return access(run, node, state);
  if (ts.isObjectLiteralExpression(node)) return objectLiteral(run, node, state);
  if (ts.isBinaryExpression(node)) return binary(run, node, state);
  if (ts.isConditionalExpression(node)) {
    return branchOn(run, node.condition, state).flatMap((branch) =>
      evaluate(run, branch.truth ? node.whenTrue : node.whenFalse, branch.state),
    );
  }
  if (ts.isCallExpression(node)) return call(run, node, state);
  if (ts.isArrayLiteralExpression(node) || ts.isNewExpression(node)) return collection(run, node, state);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return [{ state, value: { kind: "function", node } }];
  if (ts.isDeleteExpression(node)) return remove(run, node, state);
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
    const branches = branchOn(run, node.operand, state);
    return branches.map((branch) => ({ state: branch.state, value: constant(!branch.truth) }));
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { operator } = node;
    if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken) {
      return assign(run, node.operand, { expression: node, value: opaque(node) }, state).map((after) => ({
        state: after,
        value: opaque(node),
      }));
    }
  }
  if (ts.isStringLiteralLike(node)) return [{ state, value: constant(node.text) }];
  if (ts.isNumericLiteral(node)) return [{ state, value: constant(Number(node.text)) }];
  if (node.kind === SyntaxKind.TrueKeyword) return [{ state, value: constant(true) }];
  if (node.kind === SyntaxKind.FalseKeyword) return [{ state, value: constant(false) }];
  if (node.kind === SyntaxKind.NullKeyword) return [{ state, value: constant(null) }];
  if (ts.isClassExpression(node)) {
    openChanged(run, node, state);
    return [{ state, value: opaque(node) }];
  }
  if (ts.isTaggedTemplateExpression(node)) return taggedTemplate(run, node, state);
  if (ts.isYieldExpression(node)) return yielded(run, node, state);
  if (ts.isVoidExpression(node))
    return evaluateAll(run, [node.expression], state).map((after) => ({ state: after, value: undefinedValue }));

  return evaluateAll(run, childExpressions(ts, node), state).map((after) => ({
    state: after,
    value: opaque(node),
  }));
}

/** A generator may stay at a `yield` for ever. */
function yielded(run: Run, node: ts.YieldExpression, state: PathState): Outcome[] {
  return evaluateAll(run, childExpressions(run.ts, node), state).map((after) => {
    run.onYield?.(after);
    return { state: after, value: opaque(node) };
  });
}

/**
 * A list or an instance may hold followed objects and functions, but is not followed itself. Code that takes them out
 * again may use them.
 */
function collection(run: Run, node: ts.ArrayLiteralExpression | ts.NewExpression, state: PathState): Outcome[] {
  const isPromise = run.ts.isNewExpression(node) && isNamed(run.ts, node.expression, "Promise");
  let states = [state];
  for (const child of childExpressions(run.ts, node)) {
    states = states.flatMap((current) =>
      evaluate(run, child, current).flatMap(({ state: after, value }) => {
        if (value.kind === "function")
          return isPromise ? followExecutor(run, node, value.node, after) : [followUnseen(run, value.node, after)];
        if (value.kind === "object") after.addOpen(value.id, { node: child, why: notFollowedThere });
        return [after];
      }),
    );
  }
  const made = run.ts.isNewExpression(node) ? classOf(run, node.expression) : undefined;
  return states.map((after) => {
    // Its fields hold what the names in it mean by now.
    if (made) openChanged(run, made, after);
    return { state: after, value: opaque(node) };
  });
}

/** The class that is declared in the code which is followed. */
function classOf(run: Run, callee: ts.Expression): ts.Node | undefined {
  const { ts, types } = run;
  const named = unwrapped(ts, callee);
  if (!ts.isIdentifier(named)) return undefined;
  const value = run.resolver.resolve(named);
  const found = ts.isClassExpression(value) ? value : types.declarationsOf(types.symbolAt(named)).find(ts.isClassLike);
  return found && isWithin(run, found) ? found : undefined;
}

/**
 * A cast or `!` keeps the abstract value of a followed value. For any other value, the outer expression has the better
 * type, and the field that it was read from stays known.
 */
function throughAssertion(run: Run, outcome: Outcome, node: ts.Expression): Outcome {
  const { state, value } = outcome;
  const isFollowed = value.kind === "object" || value.kind === "input";
  const isBlinded = value.kind === "opaque" && value.kept !== undefined && run.types.isAny(run.types.typeAt(node));
  if ((isFollowed || isBlinded) && isAssertion(run.ts, node) && !isInformative(run.ts, run.types, node))
    run.observer.onCast(node);
  if (value.kind === "object") {
    const isCast = run.ts.isAsExpression(node) || run.ts.isTypeAssertionExpression(node);
    if (isCast && isObjectLiteral(run.ts, node.expression)) assertSlots(run, value.id, node, state);
    return outcome;
  }
  return value.kind !== "opaque" || value.source ? outcome : { state, value: retold(value, node) };
}

function nameValue(run: Run, node: ts.Identifier, state: PathState): AbstractValue {
  if (node.text === "undefined") return undefinedValue;
  const symbol = run.types.namedValue(node);
  const bound = symbol && state.lookup(symbol);
  if (bound) return bound;
  const declaration = run.resolver.functionOf(node);
  return declaration ? { kind: "function", node: declaration } : opaque(node);
}

function access(run: Run, node: ts.PropertyAccessExpression | ts.ElementAccessExpression, state: PathState): Outcome[] {
  return evaluate(run, node.expression, state).flatMap((outcome) => {
    const absent = node.questionDotToken ? undefined : absentParameter(outcome.value);
    if (absent) run.observer.onAbsentAccess({ node, name: absent });
    const names = accessedNames(run, node);
    const [name] = names ?? [];
    if (name !== undefined && names?.length === 1) {
      const read = readSlot(run, outcome.value, name, node, outcome.state);
      // `account?.provider.length`, in a run without an account.
      const isCutShort = run.ts.isOptionalChain(node) && isNullish(outcome.value) === true;
      const value = isCutShort ? undefinedValue : read;
      const key = run.ts.isElementAccessExpression(node) ? unwrapped(run.ts, node.argumentExpression) : undefined;
      // A key that is more than a name may have effects.
      if (!key || !run.ts.isBinaryExpression(key)) return [{ state: outcome.state, value }];
      return evaluateAll(run, [key], outcome.state).map((after) => ({ state: after, value }));
    }
    if (!run.ts.isElementAccessExpression(node)) return [{ state: outcome.state, value: opaque(node) }];
    return evaluate(run, node.argumentExpression, outcome.state).map((key) => {
      if (outcome.value.kind === "object") openHeld(key.state, outcome.value.id, node, names);
      return { state: key.state, value: opaque(node) };
    });
  });
}

/** A followed object that an access by a computed name may reach escapes there. */
function openHeld(state: PathState, id: number, node: ts.Node, names: readonly string[] | undefined): void {
  for (const [name, { value }] of state.object(id).slots) {
    if (value.kind === "object" && (names?.includes(name) ?? true))
      state.addOpen(value.id, { node, why: "it may be reached by a computed name", sparesNamed: true });
  }
}

function objectLiteral(run: Run, node: ts.ObjectLiteralExpression, state: PathState): Outcome[] {
  const { ts } = run;
  let outcomes: { state: PathState; id: number }[] = [
    { state, id: state.create({ slots: new Map(), open: [], closed: true }).id },
  ];
  for (const member of node.properties) {
    outcomes = outcomes.flatMap(({ state: before, id }) =>
      namedBy(run, member, before).map((state) => ({ state, id })),
    );
    outcomes = outcomes.flatMap(({ state: current, id }) => {
      const object = { kind: "object", id } as const;
      if (ts.isSpreadAssignment(member)) {
        return evaluate(run, member.expression, current).map((spread) => {
          spreadInto(run, id, spread.value, member.expression, spread.state);
          return { state: spread.state, id };
        });
      }
      const names = memberNames(run, member.name);
      if (!names) current.addOpen(id, { node: member, why: "its name is computed", sparesNamed: true });
      const write = (written: Pick<Written, "expression" | "value" | "type">, after: PathState): void => {
        writeNames(run, object, names ?? [], { node: member.name, ...written }, after);
      };
      if (ts.isPropertyAssignment(member)) {
        const { initializer: expression } = member;
        return evaluate(run, expression, current).map(({ state: after, value }) => {
          write({ expression, value }, after);
          return { state: after, id };
        });
      }
      if (ts.isShorthandPropertyAssignment(member)) {
        const { name: expression } = member;
        write({ expression, value: nameValue(run, expression, current) }, current);
        return [{ state: current, id }];
      }
      // A method or an accessor.
      if (runsUnasked(ts, member)) openChanged(run, member.body ?? member, current);
      write({ expression: undefined, value: opaque(), type: run.types.typeAt(member) }, current);
      return [{ state: current, id }];
    });
    // Each conditional spread doubles them.
    outcomes = mergePaths(run, outcomes, () => true);
  }
  return outcomes.map(({ state: after, id }) => ({ state: after, value: { kind: "object", id } }));
}

/** The paths through the computed name of a member. */
function namedBy(run: Run, { name }: ts.ObjectLiteralElementLike, state: PathState): PathState[] {
  if (!name || !run.ts.isComputedPropertyName(name)) return [state];
  return evaluate(run, name.expression, state).map((outcome) => outcome.state);
}

/** Whether the language itself may call a member: an accessor, `toJSON()`, `[Symbol.iterator]()`. */
function runsUnasked(ts: TypeScript, member: ts.MethodDeclaration | ts.AccessorDeclaration): boolean {
  const name = propertyName(ts, member.name);
  return !ts.isMethodDeclaration(member) || name === undefined || unasked.includes(name);
}

const unasked: readonly string[] = ["then", "toJSON", "toString", "valueOf"];

function remove(run: Run, node: ts.DeleteExpression, state: PathState): Outcome[] {
  const { ts } = run;
  const target = unwrapped(ts, node.expression);
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) {
    return evaluateAll(run, [node.expression], state).map((after) => ({ state: after, value: constant(true) }));
  }
  return evaluate(run, target.expression, state).map((outcome) => {
    const { state: after, value: object } = outcome;
    const owner = ownerOf(object, after);
    const names = accessedNames(run, target) ?? [];
    const [name] = names;
    if (owner && name !== undefined && names.length === 1 && !isPrototype(name))
      run.observer.onDelete({ interface: owner, names: [name], node: target });
    // A key that may be any name may have removed nothing important: no field changes.
    if (object.kind === "object") removeNames(after, object.id, names);
    if (object.kind === "opaque") after.doubtOpen(names);
    return { state: after, value: constant(true) };
  });
}

function removeNames(state: PathState, id: number, names: readonly string[]): void {
  for (const name of names) {
    const { owner, slots } = state.object(id);
    const slot = slots.get(name);
    // A value from `signIn` still says what the user may hold by that name.
    if (owner === "User" && slot)
      state.setSlot(id, name, { ...slot, value: undefinedValue, definitelyAssigned: false });
    else if (names.length === 1) state.deleteSlot(id, name);
    else if (slot) state.setSlot(id, name, { ...slot, definitelyAssigned: false });
  }
}

function childExpressions(ts: TypeScript, node: ts.Node): ts.Expression[] {
  const found: ts.Expression[] = [];
  ts.forEachChild(node, (child) => {
    if (ts.isExpression(child)) found.push(child);
    else if (ts.isTemplateSpan(child)) found.push(child.expression);
  });
  return found;
}
