import type { Observations } from "./interpreter/observer.js";
import type { AbstractObject, OpenCause, Slot, Write } from "./heap/value.js";

/** What the callbacks do to one field. */
export interface FieldFacts {
  readonly writes: readonly Write[];
  /** Some path to a return leaves it out. */
  readonly optional: boolean;
  /** Of an optional one: no path was seen to leave it out. */
  readonly inDoubt: boolean;
  /** What is written into it afterwards. */
  readonly inner: ReadonlyMap<string, FieldFacts>;
}

/** What one config's callbacks make of one of the library's objects. */
export interface ObjectFacts {
  readonly fields: ReadonlyMap<string, FieldFacts>;
  /** What the library has put there and every path leaves as it was. */
  readonly untouched: readonly string[];
  /** Expressions that may add fields that cannot be named: nothing may be said to be unassigned here. */
  readonly open: readonly OpenCause[];
}

/** What one config's callbacks make of the session and the token, and what was seen on the way. */
export interface CallbackFacts {
  readonly session: ObjectFacts;
  readonly sessionUser: ObjectFacts;
  /** Whether every session that is handed out holds the user that the library has put there, or another object in its place. */
  readonly keepsUser: boolean;
  readonly token: ObjectFacts;
  /** What `signIn` writes on the user, before `jwt` gets it. */
  readonly signedInUser: ObjectFacts;
  readonly seen: Observations;
}

export interface InferOptions {
  readonly signInFields: "required" | "optional";
  /** Patterns of files whose auth configs do not count. */
  readonly ignoreConfigs?: readonly string[];
}

export const nothing: ObjectFacts = { fields: new Map(), untouched: [], open: [] };

export function factsOf({ slots, open }: AbstractObject): ObjectFacts {
  const untouched = [...slots].flatMap(([name, { definitelyAssigned, writes }]) =>
    definitelyAssigned && writes.length === 0 ? [name] : [],
  );
  return { fields: fieldFacts(slots), untouched, open };
}

function fieldFacts(slots: ReadonlyMap<string, Slot>): Map<string, FieldFacts> {
  const fields = new Map<string, FieldFacts>();
  for (const [name, slot] of slots) {
    const inner = fieldFacts(slot.inner ?? new Map<string, Slot>());
    if (slot.writes.length > 0 || inner.size > 0)
      fields.set(name, {
        writes: slot.writes,
        optional: !slot.definitelyAssigned,
        inDoubt: !slot.definitelyAssigned && slot.inDoubt === true,
        inner,
      });
  }
  return fields;
}
