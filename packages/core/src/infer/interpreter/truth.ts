import type ts from "typescript";
import { fieldName, isNested } from "../../api/field-key.js";
import { evaluate } from "./recursion.js";
import { silent } from "./observer.js";
import type { PathState } from "../heap/state.js";
import { isWrapper, unwrapped } from "../../syntax/wrappers.js";
import type { Slot, SlotRead, AbstractValue } from "../heap/value.js";
import type { Run } from "./context.js";
import { memberName } from "./names.js";

export function truthOf(value: AbstractValue): boolean | undefined {
  switch (value.kind) {
    case "object":
    case "function":
      return true;
    case "input":
      return value.present;
    case "oneOf": {
      const truths = new Set(value.values.map(Boolean));
      return truths.size === 1 ? truths.has(true) : undefined;
    }
    case "opaque":
      return undefined;
  }
}

/** Whether a field is always there and always truthy. */
export function thereTruth(run: Run, node: ts.Expression, state: PathState): boolean | undefined {
  return slotTruth(run, node, state) ?? inputTruth(run, node, state) ?? nestedTruth(run, node, state);
}

/**
 * A field inside one that is always there, such as `token.account.id`: the kept value is not followed, but its type is
 * declared.
 */
function nestedTruth(run: Run, wrapped: ts.Expression, state: PathState): boolean | undefined {
  const node = unwrapped(run.ts, wrapped);
  const name = accessedName(run, node);
  if (!name) return undefined;
  const [owner] = evaluate({ ...run, observer: silent }, name.of, state.clone());
  if (owner?.value.kind !== "opaque" || thereTruth(run, unwrapped(run.ts, name.of), state) !== true) return undefined;
  return isThereByType(run, name.of, name.text) ? true : undefined;
}

/** The object and the name of `a.b` and `a["b"]`. */
function accessedName(
  run: Run,
  node: ts.Expression,
): { readonly of: ts.Expression; readonly text: string } | undefined {
  const { ts } = run;
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  const text = memberName(run, node);
  return text === undefined ? undefined : { of: node.expression, text };
}

/** Whether a type declares a field as always truthy, as far as the callbacks' writes go. */
function isThereByType({ types }: Run, of: ts.Expression, name: string): boolean {
  const property = types.property(types.typeAt(of), name);
  return (
    property !== undefined &&
    !types.isOptionalProperty(property) &&
    types.isPresentWhenWritten(types.typeOfProperty(property))
  );
}

/** A field that is always there and truthy, filled by the library or on every earlier path. */
function slotTruth(run: Run, node: ts.Expression, state: PathState): boolean | undefined {
  const found = slotOf(run, node, state);
  if (!found?.slot) return undefined;
  const { slot } = found;
  if (slot.alwaysTrue) return true;
  const written = slot.definitelyAssigned && slot.writes.length > 0;
  return written && slot.writes.every((write) => run.types.isPresentWhenWritten(write.type)) ? true : undefined;
}

/** A field of a present input that is declared as always there: `user.id`. */
export function inputTruth(run: Run, wrapped: ts.Expression, state: PathState): boolean | undefined {
  const { ts } = run;
  const node = unwrapped(ts, wrapped);
  if (ts.isIdentifier(node)) return truthBehind(run, node, state);
  const name = accessedName(run, node);
  if (!name) return undefined;
  const [owner] = evaluate({ ...run, observer: silent }, name.of, state.clone());
  if (owner?.value.kind !== "input" || owner.value.present !== true) return undefined;
  // The library gives every user an id, whatever the type says.
  if (owner.value.name === "user" && run.alwaysOfUser.includes(name.text)) return true;
  return isThereByType(run, name.of, name.text) ? true : undefined;
}

/** `const id = user?.id` and `const { id } = user`: a name stands for the field it was read from. */
function truthBehind(run: Run, node: ts.Identifier, state: PathState): boolean | undefined {
  const [outcome] = evaluate({ ...run, observer: silent }, node, state.clone());
  const source = outcome?.value.kind === "opaque" ? outcome.value.source : undefined;
  if (source?.interface !== "User" || source.isKept || isNested(source)) return undefined;
  if (run.alwaysOfUser.includes(fieldName(source))) return true;
  return run.ts.isPropertyAccessExpression(source.node) ? inputTruth(run, source.node, state) : undefined;
}

/** The slot of a followed object that `node` reads. */
export function slotOf(run: Run, node: ts.Expression, state: PathState): SlotRead | undefined {
  const { ts } = run;
  if (isWrapper(ts, node)) return slotOf(run, node.expression, state);
  if (ts.isIdentifier(node)) return slotBehind(run, node, state);
  const name = accessedName(run, node);
  if (!name) return undefined;
  // Reading the object again has no new effect and never splits a path.
  const [outcome] = evaluate({ ...run, observer: silent }, name.of, state.clone());
  // A copy made in the expression is gone by the next statement.
  if (outcome?.value.kind !== "object" || !state.holds(outcome.value.id)) return undefined;
  return { id: outcome.value.id, name: name.text, slot: findSlot(state, outcome.value.id, name.text) };
}

/** `const { id } = session.user`: a name stands for a field until that is assigned again. */
function slotBehind(run: Run, node: ts.Identifier, state: PathState): SlotRead | undefined {
  const [outcome] = evaluate({ ...run, observer: silent }, node, state.clone());
  const read = outcome?.value.kind === "opaque" ? outcome.value.slot : undefined;
  return read && findSlot(state, read.id, read.name) === read.slot ? read : undefined;
}

export function findSlot(state: PathState, id: number, name: string): Slot | undefined {
  return state.object(id).slots.get(name);
}
