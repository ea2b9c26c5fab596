import type { AbstractObject, AbstractValue, Slot, Kept } from "./value.js";

/**
 * Joins two objects field by field; by default both come from other runs.
 *
 * @param isUnseen whether the code that turned `a` into `b` may have run unseen
 */
export function joinObjects(
  a: AbstractObject,
  b: AbstractObject,
  joinValues: (a: AbstractValue, b: AbstractValue) => AbstractValue = joinPutAway,
  isUnseen = false,
): AbstractObject {
  if (a === b) return a;
  return {
    slots: joinSlots(
      { slots: a.slots, mayHoldMore: isUnseen || mayHoldMore(a) },
      { slots: b.slots, mayHoldMore: mayHoldMore(b) },
      joinValues,
    ),
    open: [...new Set([...a.open, ...b.open])],
    closed: a.closed && b.closed,
    ...(a.owner && a.owner === b.owner && { owner: a.owner }),
    ...(a.isFinished && b.isFinished && { isFinished: true }),
    ...(a.copyOf && a.copyOf.interface === b.copyOf?.interface && { copyOf: a.copyOf }),
  };
}

/** Whether a field without a seen write may be there all the same. */
export function mayHoldMore({ open }: Pick<AbstractObject, "open">): boolean {
  return open.some(({ sparesNamed }) => !sparesNamed);
}

const noSlots: ReadonlyMap<string, Slot> = new Map();

/** The fields of an object on one of two paths. */
interface Side {
  readonly slots: ReadonlyMap<string, Slot>;
  readonly mayHoldMore: boolean;
}

function joinSlots(
  a: Side,
  b: Side,
  joinValues: (a: AbstractValue, b: AbstractValue) => AbstractValue,
): Map<string, Slot> {
  const slots = new Map<string, Slot>();
  const insideOf = ({ mayHoldMore: more }: Side, slot: Slot | undefined): Side => ({
    slots: slot?.inner ?? noSlots,
    mayHoldMore: more,
  });
  const isPossible = (side: Side, slot: Slot | undefined): boolean =>
    slot?.definitelyAssigned === true || slot?.inDoubt === true || side.mayHoldMore;
  for (const name of new Set([...a.slots.keys(), ...b.slots.keys()])) {
    const left = a.slots.get(name);
    const right = b.slots.get(name);
    const inner = joinSlots(insideOf(a, left), insideOf(b, right), joinValues);
    const definitelyAssigned = left?.definitelyAssigned === true && right?.definitelyAssigned === true;
    const presence = {
      definitelyAssigned,
      ...(!definitelyAssigned && isPossible(a, left) && isPossible(b, right) && { inDoubt: true }),
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

/** The fields of an object, with the uncertain ones in doubt: code that is not followed may add any. */
export function allInDoubt(slots: ReadonlyMap<string, Slot>): ReadonlyMap<string, Slot> {
  if ([...slots.values()].every(({ definitelyAssigned, inDoubt }) => definitelyAssigned || inDoubt)) return slots;
  return new Map([...slots].map(([name, slot]) => [name, slot.definitelyAssigned ? slot : { ...slot, inDoubt: true }]));
}

export function sameObject(a: AbstractObject, b: AbstractObject): boolean {
  return (
    a.closed === b.closed && a.copyOf === b.copyOf && a.open.length === b.open.length && sameSlots(a.slots, b.slots)
  );
}

function sameSlots(a: ReadonlyMap<string, Slot>, b: ReadonlyMap<string, Slot>): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([name, slot]) => {
    const other = b.get(name);
    if (other === slot) return true;
    return (
      other?.definitelyAssigned === slot.definitelyAssigned &&
      (slot.definitelyAssigned || other.inDoubt === slot.inDoubt) &&
      other.writes.length === slot.writes.length &&
      sameValue(slot.value, other.value) &&
      slot.writes.every((write, index) => write === other.writes[index]) &&
      sameSlots(slot.inner ?? noSlots, other.inner ?? noSlots)
    );
  });
}

export function sameValue(a: AbstractValue, b: AbstractValue): boolean {
  if (a.kind === "object" && b.kind === "object") return a.id === b.id;
  if (a.kind === "oneOf" && b.kind === "oneOf") {
    return a.values.length === b.values.length && a.values.every((value) => b.values.includes(value));
  }
  if (a.kind === "input" && b.kind === "input") return a.name === b.name && a.present === b.present;
  if (a.kind === "function" && b.kind === "function") return a.node === b.node;
  if (a.kind !== "opaque" || b.kind !== "opaque") return false;
  return a.from === b.from && a.source === b.source && a.slot?.slot === b.slot?.slot && a.kept === b.kept;
}

/**
 * The join of two values that other runs have put in one place. Different values join to nothing known, unless both are
 * the same kept input.
 */
export function joinPutAway(a: AbstractValue, b: AbstractValue): AbstractValue {
  if (a === b) return a;
  const kept = joinKept(a, b);
  return kept ? { kind: "opaque", kept } : { kind: "opaque" };
}

function joinKept(a: AbstractValue, b: AbstractValue): Kept | undefined {
  const [left, right] = [a, b].map((value) => (value.kind === "opaque" ? value.kept : undefined));
  if (left && right) {
    if (left.interface !== right.interface) return undefined;
    return { interface: left.interface, except: [...new Set([...left.except, ...right.except])] };
  }
  if (left) return isNeverThere(b) ? left : undefined;
  return right && isNeverThere(a) ? right : undefined;
}

/** `null` and `undefined` have no fields. */
function isNeverThere(value: AbstractValue): boolean {
  return value.kind === "oneOf" && value.values.every((one) => one === null || one === undefined);
}
