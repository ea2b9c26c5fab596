import type ts from "typescript";
import { fieldName, isNested } from "../../api/field-key.js";
import { peek } from "./recursion.js";
import type { PathState } from "../heap/state.js";
import { unwrapped } from "../../syntax/wrappers.js";
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
  const seen = look(run, node, state);
  return seen && (slotTruth(run, seen, state) ?? inputsTruth(run, seen, state) ?? nestedTruth(run, seen, state));
}

/** A name and what it stands for, or the name of a field and what stands before it. */
type Seen =
  | { readonly value: AbstractValue | undefined }
  | { readonly owner: AbstractValue | undefined; readonly of: ts.Expression; readonly name: string };

/** Looks at a name, or at what an access reads of. That has no effect that was not followed already, and it never splits a path. */
function look(run: Run, wrapped: ts.Expression, state: PathState): Seen | undefined {
  const { ts } = run;
  const node = unwrapped(ts, wrapped);
  if (ts.isIdentifier(node)) {
    const [value] = peek(run, node, state);
    return { value };
  }
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  const name = memberName(run, node);
  if (name === undefined) return undefined;
  const [owner] = peek(run, node.expression, state);
  return { owner, of: node.expression, name };
}

/** A field inside one that is always there, such as `token.account.id`: what is kept is not followed, but its type is declared. */
function nestedTruth(run: Run, seen: Seen, state: PathState): boolean | undefined {
  if (!("of" in seen) || seen.owner?.kind !== "opaque" || thereTruth(run, seen.of, state) !== true) return undefined;
  return isThereByType(run, seen.of, seen.name) ? true : undefined;
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

/** A field that is always there and always holds something true: what the library or every earlier path has put in. */
function slotTruth(run: Run, seen: Seen, state: PathState): boolean | undefined {
  const slot = slotIn(seen, state)?.slot;
  if (!slot) return undefined;
  if (slot.alwaysTrue) return true;
  const written = slot.definitelyAssigned && slot.writes.length > 0;
  return written && slot.writes.every((write) => run.types.isPresentWhenWritten(write.type)) ? true : undefined;
}

/** A field of an input that is there, declared as something that is always there itself: `user.id`. */
export function inputTruth(run: Run, node: ts.Expression, state: PathState): boolean | undefined {
  const seen = look(run, node, state);
  return seen && inputsTruth(run, seen, state);
}

function inputsTruth(run: Run, seen: Seen, state: PathState): boolean | undefined {
  if (!("of" in seen)) return truthBehind(run, seen.value, state);
  const { owner, of, name } = seen;
  if (owner?.kind !== "input" || owner.present !== true) return undefined;
  // The library gives every user an id, whatever the type says.
  if (owner.name === "user" && run.alwaysOfUser.includes(name)) return true;
  return isThereByType(run, of, name) ? true : undefined;
}

/** `const id = user?.id` and `const { id } = user`: a name stands for the field that it was read from. */
function truthBehind(run: Run, value: AbstractValue | undefined, state: PathState): boolean | undefined {
  const source = value?.kind === "opaque" ? value.source : undefined;
  if (source?.interface !== "User" || source.isKept || isNested(source)) return undefined;
  if (run.alwaysOfUser.includes(fieldName(source))) return true;
  return run.ts.isPropertyAccessExpression(source.node) ? inputTruth(run, source.node, state) : undefined;
}

/** The slot of a followed object that `node` reads. */
export function slotOf(run: Run, node: ts.Expression, state: PathState): SlotRead | undefined {
  const seen = look(run, node, state);
  return seen && slotIn(seen, state);
}

function slotIn(seen: Seen, state: PathState): SlotRead | undefined {
  if (!("of" in seen)) return slotBehind(seen.value, state);
  const { owner, name } = seen;
  // A copy that is made there is gone by the next statement.
  if (owner?.kind !== "object" || !state.holds(owner.id)) return undefined;
  return { id: owner.id, name, slot: findSlot(state, owner.id, name) };
}

/** `const { id } = session.user`: a name stands for a field for as long as that has not been assigned again. */
function slotBehind(value: AbstractValue | undefined, state: PathState): SlotRead | undefined {
  const read = value?.kind === "opaque" ? value.slot : undefined;
  return read && findSlot(state, read.id, read.name) === read.slot ? read : undefined;
}

export function findSlot(state: PathState, id: number, name: string): Slot | undefined {
  return state.object(id).slots.get(name);
}
