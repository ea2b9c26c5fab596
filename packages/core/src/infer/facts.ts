import type { Observations } from "./interpreter/observer.js";
import type { AbstractObject, OpenCause, Slot, Write } from "./heap/value.js";

/** The writes of the callbacks to one field. */
export interface FieldFacts {
  readonly writes: readonly Write[];
  /** Some path to a return leaves it out. */
  readonly optional: boolean;
  /** An optional field that no path was seen to leave out. */
  readonly inDoubt: boolean;
  /** The fields written into its value afterwards. */
  readonly inner: ReadonlyMap<string, FieldFacts>;
}

/** One of the library's objects as one config's callbacks leave it. */
export interface ObjectFacts {
  readonly fields: ReadonlyMap<string, FieldFacts>;
  /** Fields that the library has filled and every path leaves unchanged. */
  readonly untouched: readonly string[];
  /** Expressions that may add unnamed fields: no field of this object may be called unassigned. */
  readonly open: readonly OpenCause[];
}

/** The session and the token of one config's callbacks, and the observations on the way. */
export interface CallbackFacts {
  readonly session: ObjectFacts;
  readonly sessionUser: ObjectFacts;
  /** Whether every session that is handed out keeps the library's user, or another object in its place. */
  readonly keepsUser: boolean;
  readonly token: ObjectFacts;
  /** The user after `signIn`, before `jwt` gets it. */
  readonly signedInUser: ObjectFacts;
  readonly seen: Observations;
}

export interface InferOptions {
  readonly signInFields: "required" | "optional";
  /** Patterns of files whose auth configs are ignored. */
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
