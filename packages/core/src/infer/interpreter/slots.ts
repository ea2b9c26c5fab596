import type ts from "typescript";
import { isPrototype } from "../../api/field-key.js";
import { keptOwner } from "../heap/kept.js";
import { unresolvedIn } from "../unresolved.js";
import { sourcesOf, ownerOf } from "./provenance.js";
import type { PathState } from "../heap/state.js";
import { opaque, undefinedValue, type Slot, type SlotRead, type Source, type AbstractValue } from "../heap/value.js";
import { joinPutAway } from "../heap/join.js";
import { internWrite, type Run } from "./context.js";

/** The value of `value.name`. An unwritten field of a fully known object is undefined. */
export function readSlot(run: Run, value: AbstractValue, name: string, node: ts.Node, state: PathState): AbstractValue {
  const owner = isPrototype(name) ? undefined : ownerOf(value, state);
  const source: Source | undefined = owner && { interface: owner, names: [name], node };
  if (source) run.observer.onRead(source);
  const keeper = isPrototype(name) ? undefined : keptOwner(value, name);
  if (keeper) run.observer.onRead({ interface: keeper, names: [name], node, isKept: true });
  const object = value.kind === "object" ? state.object(value.id) : undefined;
  const slot = object?.slots.get(name);
  const read: AbstractValue = {
    kind: "opaque",
    ...(run.ts.isExpression(node) && { from: node }),
    ...(source && { source }),
    ...(value.kind === "object" && { slot: { id: value.id, name, slot } }),
  };
  if (!object) return read;

  if (slot?.value.kind === "oneOf" && slot.mayBeCleared) return read;
  if (slot?.value.kind === "oneOf" && !slot.definitelyAssigned)
    return { kind: "oneOf", values: [...slot.value.values, undefined] };
  if (slot?.value.kind === "opaque") return slot.value.kept ? { ...read, kept: slot.value.kept } : read;
  if (slot) return slot.value;
  return object.closed && object.open.length === 0 ? undefinedValue : read;
}

/** A write to a field: the place, and the value as far as it is known. */
export interface Written {
  readonly node: ts.Node;
  readonly expression: ts.Expression | undefined;
  readonly type?: ts.Type;
  readonly value: AbstractValue;
  /** The field's value before may still be there. */
  readonly keepsBefore?: boolean;
  readonly oneOfSeveral?: true;
}

/** `object[key] = value`: each of several names may be the written one. */
export function writeNames(
  run: Run,
  { id }: AbstractValue & { kind: "object" },
  names: readonly string[],
  written: Written,
  state: PathState,
): void {
  const isOneOfSeveral = names.length !== 1;
  const hasNothing = isNothing(written.value);
  // `token.plan ??= user?.plan`, in a run without a user: the value stays, unless it is null.
  const isIdle = hasNothing && written.keepsBefore === true;
  for (const name of names) {
    // The assigned value becomes the prototype and is not sent.
    if (isPrototype(name)) continue;
    const before = state.object(id).slots.get(name);
    if (isIdle && before && isNeverNull(run, before)) continue;
    const after = writeSlot(run, id, name, isOneOfSeveral ? { ...written, oneOfSeveral: true } : written, state);
    if (!isOneOfSeveral && !written.keepsBefore) continue;
    const writes = [...(before?.writes ?? []), ...after.writes];
    state.setSlot(id, name, {
      ...after,
      writes,
      ...(written.keepsBefore && { value: eitherValue(before?.value, after.value) }),
      // `undefined` replaces the value before.
      definitelyAssigned:
        !hasNothing && (before?.definitelyAssigned === true || (!isOneOfSeveral && after.definitelyAssigned)),
    });
  }
}

/** The kept value, or the one that replaces a missing one. */
function eitherValue(before: AbstractValue | undefined, after: AbstractValue): AbstractValue {
  if (before) return joinPutAway(before, after);
  return isNothing(after) ? opaque() : after;
}

/** Whether a field is there and its writes are never `null`. */
function isNeverNull(run: Run, { definitelyAssigned, writes }: Slot): boolean {
  return definitelyAssigned && writes.length > 0 && !writes.some(({ type }) => run.types.isNullable(type));
}

/** `object.name = value`. */
function writeSlot(run: Run, id: number, name: string, written: Written, state: PathState): Slot {
  if (state.object(id).owner === "JWT") run.observer.onTokenWrite(name);
  const slot = writtenSlot(run, name, written, state);
  state.setSlot(id, name, slot);
  return slot;
}

/** `object.….name = value` without a followed object in between. */
export function writeInner(run: Run, { id, names }: InnerPath, name: string, written: Written, state: PathState): void {
  const [outer, ...rest] = names;
  if (outer === undefined || [...names, name].some(isPrototype)) return;
  const inside = (slot: Slot | undefined, path: readonly string[]): Slot => {
    const [next, ...further] = path;
    const inner = new Map(slot?.inner);
    if (next === undefined) inner.set(name, writtenSlot(run, name, written, state));
    else inner.set(next, inside(inner.get(next), further));
    return { value: opaque(), writes: [], definitelyAssigned: false, ...slot, inner };
  };
  state.setSlot(id, outer, inside(state.object(id).slots.get(outer), rest));
}

/** A followed object, and the names from it into a value that is not followed. */
export interface InnerPath {
  readonly id: number;
  readonly names: readonly string[];
}

function writtenSlot(run: Run, name: string, written: Written, state: PathState): Slot {
  const { node, expression, type: known, value, oneOfSeveral } = written;
  const write = internWrite(run, node, name, () => {
    const unresolved = expression ? unresolvedIn(run, expression) : [];
    const type = known ?? (expression ? run.types.typeAt(expression) : run.types.anyType());
    return {
      node,
      type,
      widened: expression && !known ? run.types.widenedType(expression) : type,
      value: expression,
      sources: expression ? sourcesOf(run, expression, state) : [],
      bySpread: false,
      ...(value.kind === "opaque" && value.slot?.slot?.alwaysTrue && { alwaysThere: true }),
      ...(oneOfSeveral && { oneOfSeveral }),
      ...(unresolved.length > 0 && { unresolved }),
    };
  });
  const isInDoubt = value.kind === "opaque" && value.slot !== undefined && isUncertain(value.slot, state);
  return {
    value,
    writes: [write],
    definitelyAssigned: !isNothing(value) && !isReadTooEarly(value, state) && !isInDoubt,
    ...(isInDoubt && { inDoubt: true }),
  };
}

/** Whether a read field may have been cleared, or not set before it was read, by code that is not followed. */
function isUncertain({ id, slot }: SlotRead, state: PathState): boolean {
  if (slot) return slot.mayBeCleared === true;
  if (!state.holds(id)) return false;
  const { closed, open } = state.object(id);
  return closed && open.length > 0;
}

/**
 * `session.plan` before anything was put into the session, or only under a name that may be another: its type is that
 * of the session handed out in the end.
 */
function isReadTooEarly(value: AbstractValue, state: PathState): boolean {
  const read = value.kind === "opaque" ? value.slot : undefined;
  if (!read || !state.holds(read.id)) return false;
  const { slot } = read;
  if (slot)
    return !slot.definitelyAssigned && slot.writes.length > 0 && slot.writes.every((write) => write.oneOfSeveral);
  const { owner, open } = state.object(read.id);
  return owner === undefined && open.length === 0;
}

/** `user?.role` in a run without a user, which the types do not tell: a field that gets it counts as missing. */
export function isNothing(value: AbstractValue): boolean {
  if (value.kind === "input") return value.present === false;
  return value.kind === "oneOf" && value.values.every((one) => one === undefined);
}
