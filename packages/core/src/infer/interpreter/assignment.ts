import type ts from "typescript";
import { isAssertion } from "../../edits/assertions.js";
import { isWrapper, unwrapped } from "../../syntax/wrappers.js";
import { withOrWithout } from "./binding.js";
import { evaluate, peek } from "./recursion.js";
import { silent } from "./observer.js";
import { isNothing, writeInner, writeNames, type InnerPath, type Written } from "./slots.js";
import type { PathState } from "../heap/state.js";
import { opaque } from "../heap/value.js";
import type { Run, Assigned } from "./context.js";
import { accessedNames, memberName, memberNames } from "./names.js";

/** Assigns to a target: a name, a property on any path, or a destructuring pattern. */
export function assign(run: Run, target: ts.Expression, assigned: Assigned, state: PathState): PathState[] {
  const { ts } = run;
  if (isWrapper(ts, target)) {
    if (isAssertion(ts, target)) run.observer.onCast(target);
    return assign(run, target.expression, assigned, state);
  }
  if (ts.isIdentifier(target)) {
    const symbol = run.types.namedValue(target);
    if (symbol) state.bind(symbol, assigned.value);
    return [state];
  }
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    return assignProperty(run, target, assigned, state);
  }
  if (ts.isArrayLiteralExpression(target)) {
    const types = tupleTypes(run, assigned);
    return target.elements.reduce<PathState[]>(
      (states, element, index) =>
        states.flatMap((current) => {
          // The type of a rest is not needed.
          if (ts.isSpreadElement(element))
            return assign(run, element.expression, part(run, assigned, undefined), current);
          return assignPart(run, element, assigned, types[index], current);
        }),
      [state],
    );
  }
  if (ts.isObjectLiteralExpression(target)) return assignPattern(run, target, assigned, state);
  return evaluate(run, target, state).map((outcome) => outcome.state);
}

function assignProperty(
  run: Run,
  target: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  assigned: Assigned,
  state: PathState,
): PathState[] {
  // `token.data.plan = …` reads `token.data` only to reach into it.
  const quiet: Run = { ...run, observer: { ...run.observer, onRead: silent.onRead } };
  return evaluate(quiet, target.expression, state).map(({ state: current, value: object }) => {
    const names = accessedNames(run, target);
    const written: Written = { ...assigned, node: target };
    const only = memberName(run, target);
    const inner = innerPath(run, target.expression, current);
    if (inner && only !== undefined) writeInner(run, inner, only, written, current);
    if (object.kind !== "object") {
      if (object.kind === "opaque" && mayBeUndefined(run, assigned)) current.doubtOpen(names ?? []);
      return current;
    }
    if (!names) {
      // A field that is written by its name is taken to be another one. To call it uncertain would be a false alarm in
      // most projects.
      current.addOpen(object.id, { node: target, why: "its name is computed", sparesNamed: true });
      return current;
    }
    writeNames(run, object, names, written, current);
    return current;
  });
}

function mayBeUndefined({ types }: Run, { type, expression, value }: Assigned): boolean {
  const given = type ?? types.typeAt(expression);
  return isNothing(value) || types.includesUndefined(given) || !types.isConcrete(given);
}

/**
 * The path to the value of `token.data`, if the project's own code has put it there. The library's own value
 * (`session.user`) is followed itself.
 */
function innerPath(run: Run, expression: ts.Expression, state: PathState): InnerPath | undefined {
  const node = unwrapped(run.ts, expression);
  if (!run.ts.isPropertyAccessExpression(node) && !run.ts.isElementAccessExpression(node)) return undefined;
  const name = memberName(run, node);
  if (name === undefined) return undefined;
  const [owner] = peek(run, node.expression, state);
  if (owner?.kind !== "object") {
    const outer = innerPath(run, node.expression, state);
    return outer && { id: outer.id, names: [...outer.names, name] };
  }
  if (!state.holds(owner.id)) return undefined;
  const slot = state.object(owner.id).slots.get(name);
  const isLibrarys = slot?.value.kind === "object" && slot.writes.length === 0;
  return isLibrarys ? undefined : { id: owner.id, names: [name] };
}

function assignPattern(
  run: Run,
  target: ts.ObjectLiteralExpression,
  assigned: Assigned,
  state: PathState,
): PathState[] {
  const { ts } = run;
  const type = assigned.type ?? run.types.typeAt(assigned.expression);
  let states = [state];
  for (const member of target.properties) {
    const inner = ts.isPropertyAssignment(member)
      ? member.initializer
      : ts.isShorthandPropertyAssignment(member)
        ? member.name
        : ts.isSpreadAssignment(member)
          ? member.expression
          : undefined;
    if (!inner) continue;
    const names = member.name && memberNames(run, member.name);
    const [name] = names?.length === 1 ? names : [];
    const held = name === undefined ? undefined : run.types.propertyType(type, name);
    const byDefault = ts.isShorthandPropertyAssignment(member) ? member.objectAssignmentInitializer : undefined;
    states = states
      .flatMap((current) => (byDefault ? withOrWithout(run, byDefault, current) : [current]))
      .flatMap((current) => assignPart(run, inner, assigned, held, current));
  }
  return states;
}

/** Assigns a part of a destructured value, which may have a default: `[session.plan = "free"] = row`. */
function assignPart(
  run: Run,
  target: ts.Expression,
  assigned: Assigned,
  type: ts.Type | undefined,
  state: PathState,
): PathState[] {
  if (!run.ts.isBinaryExpression(target)) return assign(run, target, part(run, assigned, type), state);
  const byDefault = run.types.widenedType(target.right);
  const either = type && run.types.union([run.types.withoutUndefined(type), byDefault]);
  return withOrWithout(run, target.right, state).flatMap((current) =>
    assign(run, target.left, part(run, assigned, either), current),
  );
}

function part(run: Run, assigned: Assigned, type: ts.Type | undefined): Assigned {
  return {
    expression: assigned.expression,
    value: opaque(assigned.expression),
    type: type ?? run.types.unknownType(),
  };
}

function tupleTypes(run: Run, assigned: Assigned): readonly ts.Type[] {
  const type = assigned.type ?? run.types.typeAt(assigned.expression);
  const elements = run.types.tupleTypes(type);
  if (elements) return elements;
  const element = run.types.numberIndexType(type);
  return element ? Array.from({ length: 16 }, () => element) : [];
}
