import type ts from "typescript";
import { namedValue } from "../../compiler/types.js";
import { hasBody, propertyName, type FunctionWithBody } from "../../discover/resolve.js";
import { isAssertion, isObjectLiteral } from "../../edits/assertions.js";
import { isUnresolvedCall } from "../../discover/unresolved-wrappers.js";
import { isPrototype } from "../../api/field-key.js";
import { isNamed, isWrapper, unwrapped } from "../../syntax/wrappers.js";
import { callHelper } from "./interpreter.js";
import { inputTruth, splitOn } from "./conditions.js";
import {
  assertSlots,
  isInformative,
  isNothing,
  ownerOf,
  readSlot,
  spreadInto,
  writeNames,
  type Written,
} from "./slots.js";
import { absentParameter, blind } from "./observer.js";
import { changedBy, openChanged } from "./captured.js";
import { isGenerator, isTakenWhole } from "./generators.js";
import { followExecutor, followHandedOn, followPromise, followUnseen, joinedUnseen, promiseCall } from "./handed-on.js";
import { forgetAssigned, takesTooLong } from "./given-up.js";
import type { State } from "../heap/state.js";
import { assign } from "./assignment.js";
import { isWaitedFor } from "./waited.js";
import { constant, notFollowedThere, opaque, undefinedValue, type Value } from "../heap/value.js";
import { maxDepth, takeStep, type Run, type Outcome, type Assigned } from "./context.js";
import { mergePaths } from "./paths.js";
import { accessedNames, memberNames } from "./names.js";
import { accessedName } from "./provenance.js";
import { calledBy } from "./called-by.js";

/** Follows an expression on every path, with its effects on followed objects. The given state must not be used afterwards. */
export function evaluate(run: Run, node: ts.Expression, state: State): Outcome[] {
  const { ts: tsModule } = run;
  const { SyntaxKind } = tsModule;
  takeStep(run);

  if (isWrapper(tsModule, node) || tsModule.isAwaitExpression(node)) {
    return evaluate(run, node.expression, state).map((outcome) => seenThrough(run, outcome, node));
  }
  if (tsModule.isIdentifier(node)) return [{ state, value: nameValue(run, node, state) }];
  if (tsModule.isPropertyAccessExpression(node) || tsModule.isElementAccessExpression(node))
    return access(run, node, state);
  if (tsModule.isObjectLiteralExpression(node)) return objectLiteral(run, node, state);
  if (tsModule.isBinaryExpression(node)) return binary(run, node, state);
  if (tsModule.isConditionalExpression(node)) {
    return splitOn(run, node.condition, state).flatMap((branch) =>
      evaluate(run, branch.truth ? node.whenTrue : node.whenFalse, branch.state),
    );
  }
  if (tsModule.isCallExpression(node)) return call(run, node, state);
  if (tsModule.isArrayLiteralExpression(node) || tsModule.isNewExpression(node)) return holder(run, node, state);
  if (tsModule.isArrowFunction(node) || tsModule.isFunctionExpression(node))
    return [{ state, value: { kind: "function", node } }];
  if (tsModule.isDeleteExpression(node)) return remove(run, node, state);
  if (tsModule.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
    const branches = splitOn(run, node.operand, state);
    return branches.map((branch) => ({ state: branch.state, value: constant(!branch.truth) }));
  }
  if (tsModule.isPrefixUnaryExpression(node) || tsModule.isPostfixUnaryExpression(node)) {
    const { operator } = node;
    if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken) {
      return assign(run, node.operand, { expression: node, value: opaque(node) }, state).map((after) => ({
        state: after,
        value: opaque(node),
      }));
    }
  }
  if (tsModule.isStringLiteralLike(node)) return [{ state, value: constant(node.text) }];
  if (tsModule.isNumericLiteral(node)) return [{ state, value: constant(Number(node.text)) }];
  if (node.kind === SyntaxKind.TrueKeyword) return [{ state, value: constant(true) }];
  if (node.kind === SyntaxKind.FalseKeyword) return [{ state, value: constant(false) }];
  if (node.kind === SyntaxKind.NullKeyword) return [{ state, value: constant(null) }];
  if (tsModule.isClassExpression(node)) {
    openChanged(run, node, state);
    return [{ state, value: opaque(node) }];
  }
  if (tsModule.isTaggedTemplateExpression(node)) return taggedTemplate(run, node, state);
  if (tsModule.isVoidExpression(node))
    return evaluateAll(run, [node.expression], state).map((after) => ({ state: after, value: undefinedValue }));

  return evaluateAll(run, childExpressions(tsModule, node), state).map((after) => ({
    state: after,
    value: opaque(node),
  }));
}

/** Follows expressions one after the other for their effects. */
function evaluateAll(run: Run, nodes: readonly ts.Expression[], state: State): State[] {
  let states = [state];
  for (const node of nodes)
    states = states.flatMap((current) => evaluate(run, node, current).map((outcome) => outcome.state));
  return states;
}

/** A list or an instance may hold followed objects and functions, and is not followed itself: who takes them out again may use them. */
function holder(run: Run, node: ts.ArrayLiteralExpression | ts.NewExpression, state: State): Outcome[] {
  const isPromise = run.ts.isNewExpression(node) && isNamed(run.ts, node.expression, "Promise");
  let states = [state];
  for (const child of childExpressions(run.ts, node)) {
    states = states.flatMap((current) =>
      evaluate(run, child, current).flatMap(({ state: after, value }) => {
        if (value.kind === "function")
          return isPromise ? followExecutor(run, value.node, after) : [followUnseen(run, value.node, after)];
        if (value.kind === "object") after.addOpen(value.id, { node: child, why: notFollowedThere });
        return [after];
      }),
    );
  }
  return states.map((after) => ({ state: after, value: opaque(node) }));
}

/** A cast or `!` keeps what is known of a followed value; of an untracked one the outer expression has the better type. */
function seenThrough(run: Run, outcome: Outcome, node: ts.Expression): Outcome {
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
  return value.kind !== "opaque" || value.source ? outcome : { state, value: opaque(node) };
}

function nameValue(run: Run, node: ts.Identifier, state: State): Value {
  if (node.text === "undefined") return undefinedValue;
  const symbol = namedValue(run.ts, run.checker, node);
  const bound = symbol && state.lookup(symbol);
  if (bound) return bound;
  const declaration = run.resolver.functionOf(node);
  return declaration ? { kind: "function", node: declaration } : opaque(node);
}

function access(run: Run, node: ts.PropertyAccessExpression | ts.ElementAccessExpression, state: State): Outcome[] {
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
      // A key that is more than a name may do something on its way.
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

/** A followed object that an access by a computed name may have reached is out of sight from there on. */
function openHeld(state: State, id: number, node: ts.Node, names: readonly string[] | undefined): void {
  for (const [name, { value }] of state.object(id).slots) {
    if (value.kind === "object" && (names?.includes(name) ?? true))
      state.addOpen(value.id, { node, why: "it may be reached by a computed name", sparesNamed: true });
  }
}

function objectLiteral(run: Run, node: ts.ObjectLiteralExpression, state: State): Outcome[] {
  const { ts: tsModule } = run;
  let outcomes: { state: State; id: number }[] = [
    { state, id: state.create({ slots: new Map(), open: [], complete: true }).id },
  ];
  for (const member of node.properties) {
    outcomes = outcomes.flatMap(({ state: before, id }) =>
      namedBy(run, member, before).map((state) => ({ state, id })),
    );
    outcomes = outcomes.flatMap(({ state: current, id }) => {
      const object = { kind: "object", id } as const;
      if (tsModule.isSpreadAssignment(member)) {
        return evaluate(run, member.expression, current).map((spread) => {
          spreadInto(run, id, spread.value, member.expression, spread.state);
          return { state: spread.state, id };
        });
      }
      const names = memberNames(run, member.name);
      if (!names) current.addOpen(id, { node: member, why: "its name is computed", sparesNamed: true });
      const write = (written: Pick<Written, "expression" | "value" | "type">, after: State): void => {
        writeNames(run, object, names ?? [], { node: member.name, ...written }, after);
      };
      if (tsModule.isPropertyAssignment(member)) {
        const { initializer: expression } = member;
        return evaluate(run, expression, current).map(({ state: after, value }) => {
          write({ expression, value }, after);
          return { state: after, id };
        });
      }
      if (tsModule.isShorthandPropertyAssignment(member)) {
        const { name: expression } = member;
        write({ expression, value: nameValue(run, expression, current) }, current);
        return [{ state: current, id }];
      }
      // A method or an accessor.
      if (runsUnasked(tsModule, member)) openChanged(run, member.body ?? member, current);
      write({ expression: undefined, value: opaque(), type: run.types.typeAt(member) }, current);
      return [{ state: current, id }];
    });
    // Each conditional spread doubles them.
    outcomes = mergePaths(run, outcomes, () => true);
  }
  return outcomes.map(({ state: after, id }) => ({ state: after, value: { kind: "object", id } }));
}

/** The paths through what a member's name is computed from. */
function namedBy(run: Run, { name }: ts.ObjectLiteralElementLike, state: State): State[] {
  if (!name || !run.ts.isComputedPropertyName(name)) return [state];
  return evaluate(run, name.expression, state).map((outcome) => outcome.state);
}

/** Whether the language itself may call a member: an accessor, `toJSON()`, `[Symbol.iterator]()`. */
function runsUnasked(tsModule: typeof ts, member: ts.MethodDeclaration | ts.AccessorDeclaration): boolean {
  const name = propertyName(tsModule, member.name);
  return !tsModule.isMethodDeclaration(member) || name === undefined || unasked.includes(name);
}

const unasked: readonly string[] = ["then", "toJSON", "toString", "valueOf"];

function binary(run: Run, node: ts.BinaryExpression, state: State): Outcome[] {
  const { SyntaxKind } = run.ts;
  const operator = node.operatorToken.kind;
  switch (operator) {
    case SyntaxKind.EqualsToken:
      return assignRight(run, node, state);
    case SyntaxKind.AmpersandAmpersandToken:
      return splitOn(run, node.left, state).flatMap((branch) =>
        branch.truth
          ? evaluate(run, node.right, branch.state)
          : [{ state: branch.state, value: falsy(run, node.left, branch.state) }],
      );
    case SyntaxKind.BarBarToken:
      return splitOn(run, node.left, state).flatMap((branch) =>
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
            right.value.kind === "opaque" ? { state: right.state, value: opaque(node) } : right,
          ),
        ];
      });
    case SyntaxKind.CommaToken:
      return evaluate(run, node.left, state).flatMap((left) => evaluate(run, node.right, left.state));
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
      return splitOn(run, node, state).map((branch) => ({ state: branch.state, value: constant(branch.truth) }));
    case SyntaxKind.AmpersandAmpersandEqualsToken:
      return splitOn(run, node.left, state).flatMap((branch) =>
        branch.truth
          ? assignFrom(run, node, { expression: node }, branch.state)
          : [{ state: branch.state, value: opaque(node) }],
      );
    case SyntaxKind.BarBarEqualsToken:
      return splitOn(run, node.left, state).flatMap((branch) =>
        branch.truth ? [{ state: branch.state, value: opaque(node) }] : assignRight(run, node, branch.state),
      );
    case SyntaxKind.QuestionQuestionEqualsToken:
      // Whichever side is taken, the field is there afterwards: with what it held, or with the right side.
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

/** The path on which `??=` leaves its right side alone, where that changes something else besides. */
function assignedNothing(run: Run, node: ts.BinaryExpression, state: State): Outcome[] {
  if (changedBy(run, node.right, state).size === 0) return [];
  const assigned: Assigned = { expression: node.right, keepsBefore: true, value: opaque(node) };
  return assign(run, node.left, assigned, state.clone()).map((after) => ({ state: after, value: opaque(node) }));
}

/** `=`, and `||=` where there is nothing true to keep. */
function assignRight(run: Run, node: ts.BinaryExpression, state: State): Outcome[] {
  const isPlain = node.operatorToken.kind === run.ts.SyntaxKind.EqualsToken;
  return evaluate(run, node.right, state).flatMap(({ state: after, value }) => {
    // The declaration must allow what was there before, too.
    const keepsBefore = !isPlain && !isNothing(value);
    const assigned: Assigned = { expression: node.right, value, ...(keepsBefore && { keepsBefore }) };
    return assign(run, node.left, assigned, after).map((left) => ({ state: left, value }));
  });
}

/** A compound assignment: what the target holds afterwards is `assigned`, the value of the whole expression. */
function assignFrom(run: Run, node: ts.BinaryExpression, assigned: Omit<Assigned, "value">, state: State): Outcome[] {
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

function remove(run: Run, node: ts.DeleteExpression, state: State): Outcome[] {
  const { ts: tsModule } = run;
  const target = unwrapped(tsModule, node.expression);
  if (!tsModule.isPropertyAccessExpression(target) && !tsModule.isElementAccessExpression(target)) {
    return evaluateAll(run, [node.expression], state).map((after) => ({ state: after, value: constant(true) }));
  }
  return evaluate(run, target.expression, state).map((outcome) => {
    const { state: after, value: object } = outcome;
    const owner = ownerOf(object, after);
    const names = accessedNames(run, target) ?? [];
    const [name] = names;
    if (owner && name !== undefined && names.length === 1 && !isPrototype(name))
      run.observer.onDelete({ interface: owner, names: [name], node: target });
    // A key that may be any name may have removed nothing that matters: nothing is said of it.
    if (object.kind === "object") removeNames(after, object.id, names);
    return { state: after, value: constant(true) };
  });
}

function removeNames(state: State, id: number, names: readonly string[]): void {
  for (const name of names) {
    const { owner, slots } = state.object(id);
    const slot = slots.get(name);
    // What `signIn` has written there still says what the user may hold by that name.
    if (owner === "User" && slot) state.setSlot(id, name, { ...slot, value: undefinedValue, certain: false });
    else if (names.length === 1) state.deleteSlot(id, name);
    else if (slot) state.setSlot(id, name, { ...slot, certain: false });
  }
}

/** A call; `maybe?.call(…)` may be passed by. */
function call(run: Run, node: ts.CallExpression, state: State): Outcome[] {
  const isOptional = mayBePassedBy(run, node) && changedBy(run, node, state).size > 0;
  const passed = isOptional ? [{ state: state.clone(), value: opaque(node) }] : [];
  return [...passed, ...called(run, node, state)];
}

/** Whether something that `?.` asks for in a chain may be missing. */
function mayBePassedBy({ ts: tsModule, types }: Run, node: ts.CallExpression): boolean {
  for (let link: ts.Node = node; tsModule.isOptionalChain(link); link = link.expression)
    if (!tsModule.isNonNullExpression(link) && link.questionDotToken && types.isNullable(types.typeAt(link.expression)))
      return true;
  return false;
}

function called(run: Run, node: ts.CallExpression, state: State): Outcome[] {
  const { ts: tsModule } = run;
  const { callee, given } = calledBy(run, node);
  const promise = promiseCall(run, node);
  if (promise) return followPromise(run, promise, state);
  if (isNamed(tsModule, callee, "eval")) {
    state.openAll({ node, why: "code that is a text may change it" });
    return [{ state, value: opaque(node) }];
  }
  let outcomes: { state: State; args: Value[] }[] = [{ state, args: [] }];
  for (const argument of given) {
    outcomes = outcomes.flatMap(({ state: current, args }) => {
      const expression = tsModule.isSpreadElement(argument) ? argument.expression : argument;
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
    if (isNamed(tsModule, callee, "Boolean") && given[0]) {
      return splitOn(run, given[0], current).map((branch) => ({
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
        if (run.stack.length < maxDepth && !run.stack.includes(own)) {
          const before = target.state.clone();
          const outcomes = callHelper(run, own, args, target.state);
          if (!outcomes) {
            openChanged(run, own, before);
            forgetAssigned(run, own, before);
            return [lostTrack(run, node, args, before, takesTooLong)];
          }
          if (isGenerator(own) && !isTakenWhole(tsModule, node))
            return [{ state: joinedUnseen(before, outcomes), value: opaque(node) }];
          return mergePaths(
            run,
            outcomes,
            (a, b) => a.value === b.value || (a.value.kind === "opaque" && b.value.kind === "opaque"),
          ).map((outcome) =>
            outcome.value.kind === "opaque" ? { state: outcome.state, value: opaque(node) } : outcome,
          );
        }
        return [lostTrack(run, node, args, target.state, "the call is nested too deep to follow")];
      }
      return callOutside(run, node, args, target.state);
    });
  });
}

/** A tag is a function that gets what stands in its template. */
function taggedTemplate(run: Run, node: ts.TaggedTemplateExpression, state: State): Outcome[] {
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

/** `Object.assign(target, …)` changes its first argument only. */
function assignAll(
  run: Run,
  node: ts.CallExpression,
  given: readonly ts.Expression[],
  args: readonly Value[],
  state: State,
): Outcome {
  const [target] = args;
  if (target?.kind !== "object") return { state, value: opaque(node) };
  given.slice(1).forEach((argument, index) => {
    if (run.ts.isSpreadElement(argument))
      state.addOpen(target.id, { node: argument, why: "nobody knows how many objects the list holds" });
    else spreadInto(run, target.id, args[index + 1] ?? opaque(argument), argument, state);
  });
  return { state, value: target };
}

/**
 * A helper is followed when it can reach a followed object: as an argument, by a function that it is given, or because it stands
 * inside a callback or another helper. Of any other nothing matters but the type of what it gives back.
 */
function standsInside(run: Run, own: FunctionWithBody): boolean {
  return run.stack.some(
    (outer) => own.getSourceFile() === outer.getSourceFile() && own.pos >= outer.pos && own.end <= outer.end,
  );
}

function isFollowable({ kind }: Value): boolean {
  return kind === "object" || kind === "function";
}

/** Whether a call can do something to what is followed by an argument: not by `{ where: { id: token.sub } }`, which nobody else has. */
function mayReach(run: Run, value: Value, argument: ts.Expression | undefined, state: State): boolean {
  if (value.kind !== "object") return value.kind === "function";
  const isInPlace = argument !== undefined && isObjectLiteral(run.ts, argument);
  return !isInPlace || holdsFollowed(value.id, state);
}

function holdsFollowed(id: number, state: State): boolean {
  const { owner, isFinished, complete, open, slots } = state.object(id);
  if (owner !== undefined || isFinished || !complete || open.length > 0) return true;
  return [...slots.values()].some(
    ({ value }) => value.kind === "function" || (value.kind === "object" && holdsFollowed(value.id, state)),
  );
}

/**
 * Whether the function that a callee names may stand inside a function that is followed. Told by names alone: which method
 * `db.select().from(users).where` is would be a question about the dearest types of the whole program.
 */
function mayStandInside(run: Run, callee: ts.Expression, hops = 0): boolean {
  const { ts: tsModule } = run;
  const node = unwrapped(tsModule, callee);
  if (
    tsModule.isPropertyAccessExpression(node) ||
    tsModule.isElementAccessExpression(node) ||
    tsModule.isCallExpression(node) ||
    tsModule.isAwaitExpression(node)
  )
    return mayStandInside(run, node.expression, hops);
  if (tsModule.isBinaryExpression(node))
    return mayStandInside(run, node.left, hops) || mayStandInside(run, node.right, hops);
  if (tsModule.isConditionalExpression(node))
    return mayStandInside(run, node.whenTrue, hops) || mayStandInside(run, node.whenFalse, hops);
  // What is made in place stands there, and of anything else nobody knows.
  if (!tsModule.isIdentifier(node)) return true;
  const declarations = run.checker.getSymbolAtLocation(node)?.declarations ?? [];
  return declarations.some((declaration) => {
    const isInside = run.stack.some(
      (outer) => tsModule.findAncestor(declaration, (one) => one === outer) !== undefined,
    );
    if (!isInside || tsModule.isParameter(declaration)) return false;
    const variable = tsModule.isBindingElement(declaration)
      ? tsModule.findAncestor(declaration, tsModule.isVariableDeclaration)
      : declaration;
    if (!variable || !tsModule.isVariableDeclaration(variable) || !variable.initializer) return true;
    return hops > maxDepth || mayStandInside(run, variable.initializer, hops + 1);
  });
}

/** A call whose body is not the project's own. Functions given to it may run; what it does with followed objects depends on its type. */
function callOutside(run: Run, node: ts.CallExpression, args: readonly Value[], state: State): Outcome[] {
  const { given } = calledBy(run, node);
  // A call that is given nothing to follow is not looked into: its overloads may be the dearest types of the whole program.
  const isReaching = args.some((arg, index) => mayReach(run, arg, given[index], state));
  if (!isReaching) return [{ state, value: opaque(node) }];
  const declaration = run.checker.getResolvedSignature(node)?.declaration;
  // `let decorate = …`, `helpers[name](session)`: a function of the project's own, and it may be another one at run time.
  if (declaration && hasBody(run.ts, declaration) && args.some((arg) => arg.kind === "object"))
    return [lostTrack(run, node, args, state, "nobody knows which function is called")];
  const untyped = run.types.isAny(run.types.typeAt(node.expression));
  const isReached = (arg: Value, index: number): boolean =>
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

/** What code that does not resolve hands on, it may change. */
function openResult({ state, value }: Outcome, node: ts.CallExpression): void {
  if (value.kind !== "object") return;
  const why = "it is handed on by code that cannot be seen, and that may change it";
  const user = state.object(value.id).slots.get("user")?.value;
  for (const one of [value, user]) if (one?.kind === "object") state.addOpen(one.id, { node, why });
}

/** `listen({ onUser: () => { … } })`: what an object holds may run. */
function followHeld(run: Run, id: number, state: State): State {
  if (!state.holds(id)) return state;
  const held = [...state.object(id).slots.values()].flatMap(({ value }) =>
    value.kind === "function" ? [value.node] : [],
  );
  return held.reduce((after, one) => followUnseen(run, one, after), state);
}

/** `merge(session, { … })`: a function that gives back what it is given is one that may have changed it. */
function isPassedOn(run: Run, node: ts.CallExpression, argument: ts.Expression): boolean {
  const { types } = run;
  const returned = types.awaited(types.typeAt(node));
  const given = types.withoutNullable(types.typeAt(argument));
  return types.isObject(returned) && types.isAssignable(returned, given);
}

/** `enrich(session)`: a function may change what it takes as an object; one that takes anything, as loggers do, has no use for that. */
function mayBeChangedBy(run: Run, node: ts.CallExpression, index: number): boolean {
  const { ts: tsModule, checker, types } = run;
  const callee = tsModule.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  if (types.isBuiltIn(checker.getSymbolAtLocation(callee)))
    return (
      isGlobalMethod(run, node.expression, "Reflect", "set") ||
      isGlobalMethod(run, node.expression, "Object", "defineProperty")
    );
  const parameters = checker.getResolvedSignature(node)?.parameters ?? [];
  const parameter = parameters[Math.min(index, parameters.length - 1)];
  if (!parameter) return false;
  const type = checker.getTypeOfSymbolAtLocation(parameter, node);
  const taken = type.getNumberIndexType() ?? type;
  return !types.isAny(taken) && !types.isUnknown(taken);
}

/** `traced("session", async () => …)`, `load().then(() => …)`: what the function answers with fits the call's own type. */
function passesResultOn(run: Run, node: ts.CallExpression, inner: FunctionWithBody): boolean {
  // Of a package that is not installed nobody knows the types; a wrapper that is waited for mostly hands on what it is given.
  if (isUnresolvedCall(run.ts, run.types, node)) return isWaitedFor(run.ts, node) === true;
  const signature = run.checker.getSignatureFromDeclaration(inner);
  if (!signature) return false;
  const own = run.types.awaited(run.checker.getReturnTypeOfSignature(signature));
  const result = run.types.awaited(run.types.typeAt(node));
  if (run.types.isAny(result)) return run.types.isAny(own);
  return run.types.isObject(result) && run.types.isAssignable(own, result);
}

function lostTrack(run: Run, node: ts.CallExpression, args: readonly Value[], state: State, why: string): Outcome {
  for (const arg of args) if (arg.kind === "object") state.addOpen(arg.id, { node, why });
  // What it gives back may be what it was given: then that is as little known.
  const isNullable = run.types.isNullable(run.types.awaited(run.types.typeAt(node)));
  const { given } = calledBy(run, node);
  const returned = args.find((arg, index) => {
    const argument = given[index];
    return arg.kind === "object" && argument !== undefined && !isNullable && isPassedOn(run, node, argument);
  });
  return { state, value: returned ?? opaque(node) };
}

function isGlobalMethod(run: Run, expression: ts.Expression, object: string, method: string): boolean {
  const { ts: tsModule } = run;
  const callee = unwrapped(tsModule, expression);
  if (!tsModule.isPropertyAccessExpression(callee) && !tsModule.isElementAccessExpression(callee)) return false;
  return accessedName(tsModule, callee) === method && isNamed(tsModule, callee.expression, object);
}

function falsy(run: Run, wrapped: ts.Expression, state: State): Value {
  const node = unwrapped(run.ts, wrapped);
  // `user && user.role`, in a run without a user.
  if (run.ts.isIdentifier(node) || run.ts.isPropertyAccessExpression(node)) {
    const known = evaluate({ ...run, observer: blind }, node, state.clone());
    if (known.every(({ value }) => isNothing(value))) return undefinedValue;
  }
  // Only its falsiness counts: spread or returned, every falsy value adds nothing. A `??` behind it asks for more.
  const { types } = run;
  const type = types.typeAt(node);
  const mayBeNullish = types.isAny(type) || types.isUnknown(type) || types.isNullable(type);
  return mayBeNullish ? { kind: "oneOf", values: [undefined, null] } : constant(false);
}

/** Whether a value is `null` or `undefined`; `undefined` where it may be either way. */
function isNullish(value: Value): boolean | undefined {
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

function childExpressions(tsModule: typeof ts, node: ts.Node): ts.Expression[] {
  const found: ts.Expression[] = [];
  tsModule.forEachChild(node, (child) => {
    if (tsModule.isExpression(child)) found.push(child);
    else if (tsModule.isTemplateSpan(child)) found.push(child.expression);
  });
  return found;
}
