import type { FollowedObject, Value, Slot, Kept } from "./value.js";

/**
 * Joins two objects field by field; unless told otherwise, both are what other runs have left.
 *
 * @param isUnseen whether `a` may have been through what has made `b` of it
 */
export function joinObjects(
  a: FollowedObject,
  b: FollowedObject,
  joinValues: (a: Value, b: Value) => Value = joinPutAway,
  isUnseen = false,
): FollowedObject {
  if (a === b) return a;
  return {
    slots: joinSlots(
      { slots: a.slots, mayHoldMore: isUnseen || mayHoldMore(a) },
      { slots: b.slots, mayHoldMore: mayHoldMore(b) },
      joinValues,
    ),
    open: [...new Set([...a.open, ...b.open])],
    complete: a.complete && b.complete,
    ...(a.owner && a.owner === b.owner && { owner: a.owner }),
    ...(a.isFinished && b.isFinished && { isFinished: true }),
    ...(a.copyOf && a.copyOf.interface === b.copyOf?.interface && { copyOf: a.copyOf }),
  };
}

/** Whether a field that was not seen to be written may be there all the same. */
export function mayHoldMore({ open }: Pick<FollowedObject, "open">): boolean {
  return open.some(({ sparesNamed }) => !sparesNamed);
}

const noSlots: ReadonlyMap<string, Slot> = new Map();

/** The fields of an object on one of two paths. */
interface Side {
  readonly slots: ReadonlyMap<string, Slot>;
  readonly mayHoldMore: boolean;
}

function joinSlots(a: Side, b: Side, joinValues: (a: Value, b: Value) => Value): Map<string, Slot> {
  const slots = new Map<string, Slot>();
  const insideOf = ({ mayHoldMore: more }: Side, slot: Slot | undefined): Side => ({
    slots: slot?.inner ?? noSlots,
    mayHoldMore: more,
  });
  const isPossible = (side: Side, slot: Slot | undefined): boolean =>
    slot?.certain === true || slot?.inDoubt === true || side.mayHoldMore;
  for (const name of new Set([...a.slots.keys(), ...b.slots.keys()])) {
    const left = a.slots.get(name);
    const right = b.slots.get(name);
    const inner = joinSlots(insideOf(a, left), insideOf(b, right), joinValues);
    const certain = left?.certain === true && right?.certain === true;
    const presence = {
      certain,
      ...(!certain && isPossible(a, left) && isPossible(b, right) && { inDoubt: true }),
      ...(inner.size > 0 && { inner }),
    };
    if (left && right) {
      slots.set(name, {
        value: joinValues(left.value, right.value),
        writes: [...new Set([...left.writes, ...right.writes])],
        ...(left.alwaysTrue && right.alwaysTrue && { alwaysTrue: true }),
        ...presence,
      });
    } else {
      const one = left ?? right;
      if (one) slots.set(name, { value: one.value, writes: one.writes, ...presence });
    }
  }
  return slots;
}

/** The fields of an object to which code that is not followed may add any. */
export function allInDoubt(slots: ReadonlyMap<string, Slot>): ReadonlyMap<string, Slot> {
  if ([...slots.values()].every(({ certain, inDoubt }) => certain || inDoubt)) return slots;
  return new Map([...slots].map(([name, slot]) => [name, slot.certain ? slot : { ...slot, inDoubt: true }]));
}

export function sameObject(a: FollowedObject, b: FollowedObject): boolean {
  return (
    a.complete === b.complete && a.copyOf === b.copyOf && a.open.length === b.open.length && sameSlots(a.slots, b.slots)
  );
}

function sameSlots(a: ReadonlyMap<string, Slot>, b: ReadonlyMap<string, Slot>): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([name, slot]) => {
    const other = b.get(name);
    if (other === slot) return true;
    return (
      other?.certain === slot.certain &&
      (slot.certain || other.inDoubt === slot.inDoubt) &&
      other.writes.length === slot.writes.length &&
      sameValue(slot.value, other.value) &&
      slot.writes.every((write, index) => write === other.writes[index]) &&
      sameSlots(slot.inner ?? noSlots, other.inner ?? noSlots)
    );
  });
}

export function sameValue(a: Value, b: Value): boolean {
  if (a.kind === "object" && b.kind === "object") return a.id === b.id;
  if (a.kind === "oneOf" && b.kind === "oneOf") {
    return a.values.length === b.values.length && a.values.every((value) => b.values.includes(value));
  }
  if (a.kind === "input" && b.kind === "input") return a.name === b.name && a.present === b.present;
  if (a.kind === "function" && b.kind === "function") return a.node === b.node;
  if (a.kind !== "opaque" || b.kind !== "opaque") return false;
  return a.from === b.from && a.source === b.source && a.slot?.slot === b.slot?.slot && a.kept === b.kept;
}

/** What holds of two values that other runs have put in one place: of values that differ nothing, save that both are the same kept input. */
export function joinPutAway(a: Value, b: Value): Value {
  if (a === b) return a;
  const kept = joinKept(a, b);
  return kept ? { kind: "opaque", kept } : { kind: "opaque" };
}

function joinKept(a: Value, b: Value): Kept | undefined {
  const [left, right] = [a, b].map((value) => (value.kind === "opaque" ? value.kept : undefined));
  if (left && right) {
    if (left.interface !== right.interface) return undefined;
    return { interface: left.interface, except: [...new Set([...left.except, ...right.except])] };
  }
  if (left) return isNeverThere(b) ? left : undefined;
  return right && isNeverThere(a) ? right : undefined;
}

/** `null` and `undefined` have no fields. */
function isNeverThere(value: Value): boolean {
  return value.kind === "oneOf" && value.values.every((one) => one === null || one === undefined);
}
