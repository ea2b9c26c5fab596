import type ts from "typescript";
import type { FunctionWithBody } from "../../discover/resolve.js";
import type { FieldKey } from "../../api/field-key.js";
import { isIdentifierName } from "../../syntax/names.js";
import { joinPutAway, type Kept } from "./kept.js";

/** Identity of an object that the analysis follows: the session, its user, the token, or a literal built on the way. */
export type ObjectId = number;

/** A parameter of a callback that is only read, by its name in the library's types; the token where there is none. */
type InputName = "user" | "account" | "profile" | "token";

/** What is known of a value. */
export type Value =
  /** A followed object. */
  | { readonly kind: "object"; readonly id: ObjectId }
  /** One of a few literals; a single one is a known constant. */
  | { readonly kind: "oneOf"; readonly values: readonly (string | number | boolean | null | undefined)[] }
  /** A parameter such as `user`; `present` where the library says whether it is there in this run. */
  | { readonly kind: "input"; readonly name: InputName; readonly present?: boolean }
  | { readonly kind: "function"; readonly node: FunctionWithBody }
  /** Anything else: the expression that computed it, or the field of an input or of the token that it was read from. */
  | {
      readonly kind: "opaque";
      readonly from?: ts.Expression;
      readonly source?: Source;
      readonly slot?: SlotRead;
      readonly kept?: Kept;
    };

export const undefinedValue: Value = { kind: "oneOf", values: [undefined] };
export const opaque = (from?: ts.Expression): Value => (from ? { kind: "opaque", from } : { kind: "opaque" });
export const constant = (value: string | number | boolean | null | undefined): Value => ({
  kind: "oneOf",
  values: [value],
});

/** The field of a followed object that a value was read from, as it was then. */
export interface SlotRead {
  readonly id: ObjectId;
  readonly name: string;
  readonly slot: Slot | undefined;
}

/** One assignment to a field. */
export interface Write {
  /** The target expression, the property's name in a literal, or the spread. */
  readonly node: ts.Node;
  /** Type of the value at this place. */
  readonly type: ts.Type;
  /** The same, as TypeScript widens it for a mutable property. */
  readonly widened: ts.Type;
  /** The assigned expression; absent where a spread brings the field. */
  readonly value: ts.Expression | undefined;
  /** Where the value comes from: fields of the token, the user, the account, the profile. */
  readonly sources: readonly Source[];
  readonly bySpread: boolean;
  /** Its target's key may be one of several: `session.user[key] = …`, in a loop over all of them perhaps. */
  readonly oneOfSeveral?: true;
  /** The names that stand for nothing, and on which its type rests. */
  readonly unresolved?: readonly ts.Node[];
  /** The library always fills what is assigned here, whatever its type says: `token.sub`. */
  readonly alwaysThere?: true;
  /** Its type is the library's, of what any provider may give. This project's own may always give more: `user.id` is there. */
  readonly looselyGiven?: true;
  /** A provider gives it, and no type of the program says so. */
  readonly isOnlyGiven?: true;
}

/** A read of an input's field on the way into a write. */
export interface Source extends FieldKey {
  readonly interface: "JWT" | "User" | "Account" | "Profile";
  readonly node: ts.Node;
  /** It is read back from where the whole input was kept: `token.user.role`. */
  readonly isKept?: true;
  /** The field of the session that it becomes, where the input goes there as a whole and nobody names the field. */
  readonly becomes?: FieldKey;
}

/** A field of a followed object. */
export interface Slot {
  readonly value: Value;
  readonly writes: readonly Write[];
  /** Whether the field is there on this path; false after a spread of an optional property or a merge. */
  readonly certain: boolean;
  /** Of a field that is not certain: no path was seen to leave it out. Code that is not followed may have put it there. */
  readonly inDoubt?: boolean;
  /** The library always fills it with something that is true in a condition. */
  readonly alwaysTrue?: boolean;
  /** What was written into the value afterwards: `token.data.plan = …`. */
  readonly inner?: ReadonlyMap<string, Slot>;
}

/** An expression that may add fields we cannot name. */
export interface OpenCause {
  readonly node: ts.Node;
  readonly why: string;
  /** A field that is written by its name is taken to be another than those that are added here. */
  readonly sparesNamed?: boolean;
}

/** Of a session or a token whose type is the library's. */
export const ofLibrarysType = "its type does not say what was put into it";

/** Of an object in a list or an instance. */
export const notFollowedThere = "it is put where it is not followed";

export interface FollowedObject {
  /** Set on the token itself, and on the user of a sign-in, so that a read of a field of it can be told from other reads. */
  readonly owner?: "JWT" | "User";
  /** Set where another callback has made it: whoever takes its fields over writes them anew. */
  readonly isFinished?: boolean;
  readonly slots: ReadonlyMap<string, Slot>;
  readonly open: readonly OpenCause[];
  /** Fields not among `slots` are known to be absent, rather than unknown. */
  readonly complete: boolean;
  /** The input whose fields have been spread into it. */
  readonly copyOf?: Kept;
}

/** One path through a callback: what every followed object holds, what names stand for, and which conditions were taken how. */
export class State {
  private readonly objects: Map<ObjectId, FollowedObject>;
  private readonly bindings: Map<ts.Symbol, Value>;
  private readonly assumptions: Map<string, boolean>;
  /** Shared by all paths of one run, so that an identity never means two objects. */
  private readonly ids: { next: ObjectId };

  constructor(from?: State) {
    this.objects = new Map(from?.objects);
    this.bindings = new Map(from?.bindings);
    this.assumptions = new Map(from?.assumptions);
    this.ids = from?.ids ?? { next: 0 };
  }

  clone(): State {
    return new State(this);
  }

  create(object: FollowedObject): Value & { kind: "object" } {
    const id = this.ids.next++;
    this.objects.set(id, object);
    return { kind: "object", id };
  }

  object(id: ObjectId): FollowedObject {
    const object = this.objects.get(id);
    if (!object) throw new Error(`no followed object ${String(id)} on this path`);
    return object;
  }

  /** Whether an object is known on this path. */
  holds(id: ObjectId): boolean {
    return this.objects.has(id);
  }

  lookup(symbol: ts.Symbol): Value | undefined {
    return this.bindings.get(symbol);
  }

  bind(symbol: ts.Symbol, value: Value): void {
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

  /** Notes that nobody sees what happens to any of the objects. */
  openAll(cause: OpenCause): void {
    for (const id of [...this.objects.keys()]) this.addOpen(id, cause);
  }

  /** Opens an object, and what it holds: a field that cannot be named may be the one that held it. */
  addOpen(id: ObjectId, cause: OpenCause): void {
    if (!this.openAlone(id, cause)) return;
    for (const { value } of this.object(id).slots.values()) if (value.kind === "object") this.addOpen(value.id, cause);
  }

  /** @returns whether it was not open by this cause already */
  private openAlone(id: ObjectId, cause: OpenCause): boolean {
    const object = this.object(id);
    if (object.open.some((known) => known.node === cause.node)) return false;
    const slots = cause.sparesNamed ? object.slots : allInDoubt(object.slots);
    this.objects.set(id, { ...object, slots, open: [...object.open, cause] });
    return true;
  }

  /** Says that an object holds the fields of an input, beside those that are among its slots. */
  markCopy(id: ObjectId, copyOf: Kept): void {
    this.objects.set(id, { ...this.object(id), copyOf });
  }

  /** Says that an object may hold fields that are not among its slots. */
  markIncomplete(id: ObjectId): void {
    this.objects.set(id, { ...this.object(id), complete: false });
  }

  assume(condition: string, truth: boolean): void {
    this.assumptions.set(condition, truth);
  }

  assumed(condition: string): boolean | undefined {
    return this.assumptions.get(condition);
  }

  /** The conditions this path has taken, with the way each went. */
  conditions(): IterableIterator<[string, boolean]> {
    return this.assumptions.entries();
  }

  /** A condition that mentions a name says nothing any more once something of that name was assigned. */
  private forget(name: string): void {
    const mentions = isIdentifierName(name) ? mentionsWord : mayMention;
    for (const condition of this.assumptions.keys()) {
      if (mentions(condition, name)) this.assumptions.delete(condition);
    }
  }

  /** True when both paths have led to the same: they need not be followed apart. */
  agreesWith(other: State): boolean {
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
   * Joins another path into a copy of this one: what only one of them has becomes uncertain.
   *
   * @param isUnseen whether nobody can tell if the other path has run as well: what only that one has, is in doubt then
   */
  join(other: State, isUnseen = false): State {
    const joined = this.clone();
    for (const [condition, truth] of this.assumptions) {
      if (other.assumptions.get(condition) !== truth) joined.assumptions.delete(condition);
    }
    for (const [id, object] of other.objects) {
      const own = joined.objects.get(id);
      const joinValues = (a: Value, b: Value): Value => joined.joinValues(a, b, other);
      joined.objects.set(id, own ? joinObjects(own, object, joinValues, isUnseen) : object);
    }
    for (const [symbol, value] of other.bindings) {
      const own = joined.bindings.get(symbol);
      joined.bindings.set(symbol, own ? joined.joinValues(own, value, other) : value);
      if (own && !sameValue(own, value)) joined.openNamed([own, value], symbol);
    }
    return joined;
  }

  /** What is written by a name that may stand for one of several objects, or for none, is not seen in any of them. */
  private openNamed(values: readonly Value[], { declarations: [node] = [] }: ts.Symbol): void {
    if (!node) return;
    const cause: OpenCause = { node, why: "a name may stand for it or for something else" };
    // Not what they hold: that goes by the same name in all of them.
    for (const value of values) if (value.kind === "object" && this.holds(value.id)) this.openAlone(value.id, cause);
  }

  private joinValues(a: Value, b: Value, other: State): Value {
    if (sameValue(a, b)) return a;
    if (a.kind === "oneOf" && b.kind === "oneOf")
      return { kind: "oneOf", values: [...new Set([...a.values, ...b.values])] };
    if (a.kind === "object" && b.kind === "object") {
      // What was joined before may hold an object that only the other path has brought along.
      const find = ({ id }: { readonly id: ObjectId }): FollowedObject => this.objects.get(id) ?? other.object(id);
      return this.create(joinObjects(find(a), find(b), (x, y) => this.joinValues(x, y, other)));
    }
    return opaque();
  }
}

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
function allInDoubt(slots: ReadonlyMap<string, Slot>): ReadonlyMap<string, Slot> {
  if ([...slots.values()].every(({ certain, inDoubt }) => certain || inDoubt)) return slots;
  return new Map([...slots].map(([name, slot]) => [name, slot.certain ? slot : { ...slot, inDoubt: true }]));
}

function sameObject(a: FollowedObject, b: FollowedObject): boolean {
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

function sameValue(a: Value, b: Value): boolean {
  if (a.kind === "object" && b.kind === "object") return a.id === b.id;
  if (a.kind === "oneOf" && b.kind === "oneOf") {
    return a.values.length === b.values.length && a.values.every((value) => b.values.includes(value));
  }
  if (a.kind === "input" && b.kind === "input") return a.name === b.name && a.present === b.present;
  if (a.kind === "function" && b.kind === "function") return a.node === b.node;
  if (a.kind !== "opaque" || b.kind !== "opaque") return false;
  return a.from === b.from && a.source === b.source && a.slot?.slot === b.slot?.slot && a.kept === b.kept;
}

/** What is no identifier may be written in many ways. */
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
