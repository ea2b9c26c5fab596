import type ts from "typescript";
import { changedBy } from "./captured.js";
import { argumentParameters } from "../../syntax/parameters.js";
import { evaluate } from "./recursion.js";
import { readSlot } from "./slots.js";
import type { PathState } from "../heap/state.js";
import { notFollowedThere, opaque, undefinedValue, type AbstractValue } from "../heap/value.js";
import type { Run, Outcome } from "./context.js";
import { memberNames } from "./names.js";
import type { FunctionWithBody } from "../../syntax/functions.js";

/** Binds a function's parameters to the arguments of a call. */
export function bindParameters(
  run: Run,
  node: FunctionWithBody,
  args: readonly AbstractValue[],
  state: PathState,
): PathState[] {
  let states = [state];
  argumentParameters(node).forEach((parameter, index) => {
    const value = parameter.dotDotDotToken ? opaque() : (args[index] ?? undefinedValue);
    const inList = parameter.dotDotDotToken ? args.slice(index) : [];
    states = states.flatMap((current) => {
      for (const one of inList)
        if (one.kind === "object") current.addOpen(one.id, { node: parameter, why: notFollowedThere });
      return bindName(run, parameter.name, value, parameter.initializer, current);
    });
  });
  return states;
}

/** Binds an identifier or a destructuring pattern of a declaration to a value. */
export function bindName(
  run: Run,
  name: ts.BindingName,
  value: AbstractValue,
  initializer: ts.Expression | undefined,
  state: PathState,
): PathState[] {
  const { ts } = run;
  return withDefault(run, value, initializer, state).flatMap((outcome) => {
    if (ts.isIdentifier(name)) {
      const symbol = run.types.symbolAt(name);
      if (symbol) outcome.state.bind(symbol, outcome.value);
      return [outcome.state];
    }
    let states = [outcome.state];
    const taken: string[] = [];
    for (const element of name.elements) {
      if (ts.isOmittedExpression(element)) continue;
      states = states
        .flatMap((before) => keyedBy(run, element, before))
        .flatMap((current) => {
          const part = elementValue(run, element, outcome.value, taken, current);
          return bindName(run, element.name, part, element.initializer, current);
        });
    }
    return states;
  });
}

/** The paths through the key of a pattern's element. */
function keyedBy(run: Run, { propertyName: key }: ts.BindingElement, state: PathState): PathState[] {
  if (!key || !run.ts.isComputedPropertyName(key)) return [state];
  return evaluate(run, key.expression, state).map((outcome) => outcome.state);
}

function elementValue(
  run: Run,
  element: ts.BindingElement,
  value: AbstractValue,
  taken: string[],
  state: PathState,
): AbstractValue {
  const { ts } = run;
  if (!ts.isObjectBindingPattern(element.parent)) return opaque();
  if (element.dotDotDotToken) {
    if (value.kind !== "object") return opaque();
    const object = state.object(value.id);
    return state.create({ ...object, slots: new Map([...object.slots].filter(([name]) => !taken.includes(name))) });
  }
  const key = element.propertyName ?? element.name;
  const names = ts.isObjectBindingPattern(key) || ts.isArrayBindingPattern(key) ? undefined : memberNames(run, key);
  const [name] = names ?? [];
  if (name === undefined || names?.length !== 1) return opaque();
  taken.push(name);
  return readSlot(run, value, name, element, state);
}

function withDefault(
  run: Run,
  value: AbstractValue,
  initializer: ts.Expression | undefined,
  state: PathState,
): Outcome[] {
  if (!initializer) return [{ state, value }];
  const isUndefined = value.kind === "oneOf" && value.values.length === 1 && value.values[0] === undefined;
  if (isUndefined) return evaluate(run, initializer, state);
  const mayBeUndefined = value.kind === "opaque" || (value.kind === "oneOf" && value.values.includes(undefined));
  if (!mayBeUndefined) return [{ state, value }];
  return withOrWithout(run, initializer, state).map((current) => ({ state: current, value: opaque() }));
}

/** The paths past a default and through it. Most defaults change nothing, and make no path of their own. */
export function withOrWithout(run: Run, initializer: ts.Expression, state: PathState): PathState[] {
  if (changedBy(run, initializer, state).size === 0) return [state];
  const through = evaluate(run, initializer, state.clone());
  return [state, ...through.map((outcome) => outcome.state)];
}
