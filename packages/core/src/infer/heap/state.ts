import type ts from "typescript";
import { declarationsOf } from "../../compiler/symbols.js";
import { isIdentifierName } from "../../syntax/names.js";
import {
  type ObjectId,
  type AbstractObject,
  type AbstractValue,
  type Slot,
  type OpenCause,
  opaque,
  type Kept,
} from "./value.js";
import { allInDoubt, sameObject, sameValue, joinObjects } from "./join.js";

/** One path through a callback: the fields of every followed object, the values of names, and the path condition. */
export class PathState {
  private readonly objects: Map<ObjectId, AbstractObject>;
  private readonly bindings: Map<ts.Symbol, AbstractValue>;
  private readonly assumptions: Map<string, boolean>;
  /** Shared by all paths of one run, so that an identity never means two objects. */
  private readonly ids: { next: ObjectId };

  constructor(from?: PathState) {
    this.objects = new Map(from?.objects);
    this.bindings = new Map(from?.bindings);
    this.assumptions = new Map(from?.assumptions);
    this.ids = from?.ids ?? { next: 0 };
  }

  clone(): PathState {
    return new PathState(this);
  }

  create(object: AbstractObject): AbstractValue & { kind: "object" } {
    const id = this.ids.next++;
    this.objects.set(id, object);
    return { kind: "object", id };
  }

  object(id: ObjectId): AbstractObject {
    const object = this.objects.get(id);
    if (!object) throw new Error(`no followed object ${String(id)} on this path`);
    return object;
  }

  /** Whether an object is known on this path. */
  holds(id: ObjectId): boolean {
    return this.objects.has(id);
  }

  lookup(symbol: ts.Symbol): AbstractValue | undefined {
    return this.bindings.get(symbol);
  }

  bind(symbol: ts.Symbol, value: AbstractValue): void {
    this.bindings.set(symbol, value);
    this.forget(symbol.name);
  }

  setSlot(id: ObjectId, name: string, slot: Slot): void {
    const object = this.object(id);
    this.objects.set(id, { ...object, slots: new Map(object.slots).set(name, slot) });
    this.forget(name);
  }

  deleteSlot(id: ObjectId, name: string): void {
    const object = this.object(id);
    const slots = new Map(object.slots);
    slots.delete(name);
    this.objects.set(id, { ...object, slots });
    this.forget(name);
  }

  /** Opens all objects, since nobody sees what happens to them. */
  openAll(cause: OpenCause): void {
    for (const id of [...this.objects.keys()]) this.addOpen(id, cause);
  }

  /** Opens an object and its values: a field that cannot be named may hold them. */
  addOpen(id: ObjectId, cause: OpenCause): void {
    if (!this.openAlone(id, cause)) return;
    for (const { value } of this.object(id).slots.values()) if (value.kind === "object") this.addOpen(value.id, cause);
  }

  /** `box.own.plan = undefined`: a value that is not followed may be any of the objects that went where nobody follows. */
  doubtOpen(names: readonly string[]): void {
    for (const [id, { open, slots }] of this.objects) {
      if (open.every(({ sparesNamed }) => sparesNamed)) continue;
      for (const name of names) {
        const slot = slots.get(name);
        if (slot?.definitelyAssigned && slot.writes.length > 0)
          this.setSlot(id, name, { ...slot, definitelyAssigned: false, inDoubt: true });
      }
    }
  }

  /** @returns whether this cause is new to it */
  private openAlone(id: ObjectId, cause: OpenCause): boolean {
    const object = this.object(id);
    if (object.open.some((known) => known.node === cause.node)) return false;
    const slots = cause.sparesNamed ? object.slots : allInDoubt(object.slots);
    this.objects.set(id, { ...object, slots, open: [...object.open, cause] });
    return true;
  }

  /** Marks an object as a copy of an input, beside its own slots. */
  markCopy(id: ObjectId, copyOf: Kept): void {
    this.objects.set(id, { ...this.object(id), copyOf });
  }

  /** Marks an object as holding fields beyond its slots. */
  markIncomplete(id: ObjectId): void {
    this.objects.set(id, { ...this.object(id), closed: false });
  }

  assume(condition: string, truth: boolean): void {
    this.assumptions.set(condition, truth);
  }

  assumed(condition: string): boolean | undefined {
    return this.assumptions.get(condition);
  }

  /** The path condition: each condition with the way it went. */
  conditions(): IterableIterator<[string, boolean]> {
    return this.assumptions.entries();
  }

  /** An assignment to a name makes a condition that mentions the name meaningless. */
  private forget(name: string): void {
    const mentions = isIdentifierName(name) ? mentionsWord : mayMention;
    for (const condition of this.assumptions.keys()) {
      if (mentions(condition, name)) this.assumptions.delete(condition);
    }
  }

  /** True if both paths have come to the same state and may be followed as one. */
  agreesWith(other: PathState): boolean {
    if (this.objects.size !== other.objects.size || this.bindings.size !== other.bindings.size) return false;
    for (const [id, object] of this.objects) {
      const otherObject = other.objects.get(id);
      if (otherObject !== object && (!otherObject || !sameObject(object, otherObject))) return false;
    }
    for (const [symbol, value] of this.bindings) {
      const otherValue = other.bindings.get(symbol);
      if (otherValue !== value && (!otherValue || !sameValue(value, otherValue))) return false;
    }
    return true;
  }

  /**
   * Joins another path into a copy of this one. What only one of them has becomes uncertain.
   *
   * @param isUnseen whether the other path may have run unseen, which leaves its own fields in doubt
   */
  join(other: PathState, isUnseen = false): PathState {
    const joined = this.clone();
    for (const [condition, truth] of this.assumptions) {
      if (other.assumptions.get(condition) !== truth) joined.assumptions.delete(condition);
    }
    for (const [id, object] of other.objects) {
      const own = joined.objects.get(id);
      const joinValues = (a: AbstractValue, b: AbstractValue): AbstractValue => joined.joinValues(a, b, other);
      joined.objects.set(id, own ? joinObjects(own, object, joinValues, isUnseen) : object);
    }
    for (const [symbol, value] of other.bindings) {
      const own = joined.bindings.get(symbol);
      joined.bindings.set(symbol, own ? joined.joinValues(own, value, other) : value);
      if (own && !sameValue(own, value)) joined.openNamed([own, value], symbol);
    }
    return joined;
  }

  /** A write by a name that may stand for one of several objects, or for none, is seen in none of them. */
  private openNamed(values: readonly AbstractValue[], symbol: ts.Symbol): void {
    const [node] = declarationsOf(symbol);
    if (!node) return;
    const cause: OpenCause = { node, why: "a name may stand for it or for something else" };
    // Their values are excluded, which go by the same name in all of them.
    for (const value of values) if (value.kind === "object" && this.holds(value.id)) this.openAlone(value.id, cause);
  }

  private joinValues(a: AbstractValue, b: AbstractValue, other: PathState): AbstractValue {
    if (sameValue(a, b)) return a;
    if (a.kind === "oneOf" && b.kind === "oneOf")
      return { kind: "oneOf", values: [...new Set([...a.values, ...b.values])] };
    if (a.kind === "object" && b.kind === "object") {
      // An object that was joined before may hold one that only the other path has made.
      const find = ({ id }: { readonly id: ObjectId }): AbstractObject => this.objects.get(id) ?? other.object(id);
      return this.create(joinObjects(find(a), find(b), (x, y) => this.joinValues(x, y, other)));
    }
    return opaque();
  }
}

/** A name that is no identifier may be written in many ways. */
function mayMention(condition: string): boolean {
  return condition.includes("[") || condition.includes(" in ");
}

function mentionsWord(condition: string, name: string): boolean {
  let index = condition.indexOf(name);
  while (index !== -1) {
    const isWordPart = (character: string | undefined): boolean =>
      character !== undefined && /[\p{ID_Continue}$]/u.test(character);
    if (!isWordPart(condition[index - 1]) && !isWordPart(condition[index + name.length])) return true;
    index = condition.indexOf(name, index + 1);
  }
  return false;
}
