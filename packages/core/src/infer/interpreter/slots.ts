import type ts from "typescript";
import { unknownType, type Types } from "../../compiler/types.js";
import { assertedValue, isReference, skipParentheses, type Assertion } from "../../edits/assertions.js";
import { isPrototype } from "../../api/field-key.js";
import { unwrapped } from "../../syntax/wrappers.js";
import { givenBeyond } from "./given.js";
import { keptIn, keptOwner } from "../heap/kept.js";
import { unresolvedIn } from "../unresolved.js";
import { sourcesOf } from "./provenance.js";
import type { State } from "../heap/state.js";
import { widenedType } from "../../compiler/widen.js";
import {
  ofLibrarysType,
  opaque,
  undefinedValue,
  type FollowedObject,
  type Slot,
  type Source,
  type Value,
  type Write,
  inputInterfaces,
} from "../heap/value.js";
import { joinPutAway } from "../heap/join.js";
import { writeAt, type Run } from "./context.js";

/** What `value.name` is. A read of a field that nobody has written is undefined where the object is fully known. */
export function readSlot(run: Run, value: Value, name: string, node: ts.Node, state: State): Value {
  const owner = isPrototype(name) ? undefined : ownerOf(value, state);
  const source: Source | undefined = owner && { interface: owner, names: [name], node };
  if (source) run.observer.onRead(source);
  const keeper = isPrototype(name) ? undefined : keptOwner(value, name);
  if (keeper) run.observer.onRead({ interface: keeper, names: [name], node, isKept: true });
  const object = value.kind === "object" ? state.object(value.id) : undefined;
  const slot = object?.slots.get(name);
  const read: Value = {
    kind: "opaque",
    ...(run.ts.isExpression(node) && { from: node }),
    ...(source && { source }),
    ...(value.kind === "object" && { slot: { id: value.id, name, slot } }),
  };
  if (!object) return read;

  if (slot?.value.kind === "oneOf" && !slot.certain)
    return { kind: "oneOf", values: [...slot.value.values, undefined] };
  if (slot?.value.kind === "opaque") return slot.value.kept ? { ...read, kept: slot.value.kept } : read;
  if (slot) return slot.value;
  return object.complete && object.open.length === 0 ? undefinedValue : read;
}

/** The interface whose fields a value holds. */
export function ownerOf(value: Value, state: State): Source["interface"] | undefined {
  if (value.kind === "input") return inputInterfaces[value.name];
  return value.kind === "object" ? state.object(value.id).owner : undefined;
}

/** What is written to a field: the place, and the value as far as it is known. */
export interface Written {
  readonly node: ts.Node;
  readonly expression: ts.Expression | undefined;
  readonly type?: ts.Type;
  readonly value: Value;
  /** What the field held before may still be there. */
  readonly keepsBefore?: boolean;
  readonly oneOfSeveral?: true;
}

/** `object[key] = value`: each of several names may be the one. */
export function writeNames(
  run: Run,
  { id }: Value & { kind: "object" },
  names: readonly string[],
  written: Written,
  state: State,
): void {
  const isOneOfSeveral = names.length !== 1;
  const hasNothing = isNothing(written.value);
  // `token.plan ??= user?.plan`, in a run without a user: what is there stays, unless it is null.
  const isIdle = hasNothing && written.keepsBefore === true;
  for (const name of names) {
    // What is assigned to it becomes the prototype, and does not travel.
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
      // `undefined` takes the place of what was there.
      certain: !hasNothing && (before?.certain === true || (!isOneOfSeveral && after.certain)),
    });
  }
}

/** What is kept, or takes the place of what is not there. */
function eitherValue(before: Value | undefined, after: Value): Value {
  if (before) return joinPutAway(before, after);
  return isNothing(after) ? opaque() : after;
}

/** Whether a field is there, and what is written to it is never `null`. */
function isNeverNull(run: Run, { certain, writes }: Slot): boolean {
  return certain && writes.length > 0 && !writes.some(({ type }) => run.types.isNullable(type));
}

/** `object.name = value`. */
function writeSlot(run: Run, id: number, name: string, written: Written, state: State): Slot {
  if (state.object(id).owner === "JWT") run.observer.onTokenWrite(name);
  const slot = writtenSlot(run, name, written, state);
  state.setSlot(id, name, slot);
  return slot;
}

/** `object.….name = value`, where what stands between is no object that is followed. */
export function writeInner(run: Run, { id, names }: InnerPath, name: string, written: Written, state: State): void {
  const [outer, ...rest] = names;
  if (outer === undefined || [...names, name].some(isPrototype)) return;
  const inside = (slot: Slot | undefined, path: readonly string[]): Slot => {
    const [next, ...further] = path;
    const inner = new Map(slot?.inner);
    if (next === undefined) inner.set(name, writtenSlot(run, name, written, state));
    else inner.set(next, inside(inner.get(next), further));
    return { value: opaque(), writes: [], certain: false, ...slot, inner };
  };
  state.setSlot(id, outer, inside(state.object(id).slots.get(outer), rest));
}

/** A followed object, and the names that lead from it into a value that is not followed. */
export interface InnerPath {
  readonly id: number;
  readonly names: readonly string[];
}

function writtenSlot(run: Run, name: string, written: Written, state: State): Slot {
  const { node, expression, type: known, value, oneOfSeveral } = written;
  const write = writeAt(run, node, name, () => {
    const unresolved = expression ? unresolvedIn(run.ts, run.types, expression) : [];
    const type = known ?? (expression ? run.types.typeAt(expression) : run.checker.getAnyType());
    return {
      node,
      type,
      widened: expression && !known ? widenedType(run.ts, run.checker, expression) : type,
      value: expression,
      sources: expression ? sourcesOf(run, expression, state) : [],
      bySpread: false,
      ...(value.kind === "opaque" && value.slot?.slot?.alwaysTrue && { alwaysThere: true }),
      ...(oneOfSeveral && { oneOfSeveral }),
      ...(unresolved.length > 0 && { unresolved }),
    };
  });
  return { value, writes: [write], certain: !isNothing(value) && !isReadTooEarly(value, state) };
}

/**
 * `session.plan`, where nothing has been put into the session yet, or only under a name that may be another: its type speaks of the session
 * that is handed out in the end.
 */
function isReadTooEarly(value: Value, state: State): boolean {
  const read = value.kind === "opaque" ? value.slot : undefined;
  if (!read || !state.holds(read.id)) return false;
  const { slot } = read;
  if (slot) return !slot.certain && slot.writes.length > 0 && slot.writes.every((write) => write.oneOfSeveral);
  const { owner, open } = state.object(read.id);
  return owner === undefined && open.length === 0;
}

/** `user?.role` in a run without a user, of which the types say nothing: what it is assigned to is as good as missing. */
export function isNothing(value: Value): boolean {
  if (value.kind === "input") return value.present === false;
  return value.kind === "oneOf" && value.values.every((one) => one === undefined);
}

/**
 * The cast of a literal or of a computed value to a type says what it holds; that to `any`, or of something that has a type
 * already, only silences the compiler.
 */
export function isInformative(tsModule: typeof ts, types: Types, cast: Assertion): boolean {
  const value = skipParentheses(tsModule, assertedValue(tsModule, cast));
  return !isReference(tsModule, value) && !types.isAny(types.typeAt(cast));
}

/** `{ ...object, ...source }` and `Object.assign(object, source)`: what the source holds by name goes over into the object. */
export function spreadInto(run: Run, targetId: number, source: Value, node: ts.Expression, state: State): void {
  if (source.kind === "object") {
    const from = state.object(source.id);
    if (from.copyOf && !state.object(targetId).copyOf) state.markCopy(targetId, from.copyOf);
    for (const cause of from.open) state.addOpen(targetId, cause);
    // What an earlier run has put into the token comes along.
    if (!from.complete) state.markIncomplete(targetId);
    const slots = from.isFinished ? handedOn(run, from, { node, expression: node }) : from.slots;
    for (const [name, slot] of slots)
      state.setSlot(targetId, name, overlaid(state.object(targetId).slots.get(name), slot));
    return;
  }
  if (source.kind === "input" && source.present === false) return;
  if (
    source.kind === "oneOf" &&
    source.values.every((value) => value === undefined || value === null || value === false)
  )
    return;

  const type = run.types.typeAt(node);
  if (run.types.hasUnnamedProperties(type)) {
    state.addOpen(targetId, { node, why: "it may hold fields that its type does not name" });
  }
  if (run.types.isLibrarys(type)) state.addOpen(targetId, { node, why: ofLibrarysType });
  const kept = keptIn(source, state);
  if (kept?.interface === "User") openByGivers(run, targetId, type, node, state);
  const mayBeMissing = run.types.isNullable(type);
  const sources = sourcesOf(run, node, state);
  for (const { name, type: propertyType, optional, inDoubt, isLoose } of spreadProperties(run, type)) {
    const write = writeAt(run, node, name, () => ({
      node,
      type: propertyType,
      widened: propertyType,
      value: undefined,
      sources,
      bySpread: true,
      ...(run.types.isUnresolved(propertyType) && { unresolved: [node] }),
      ...(isLoose && { looselyGiven: true }),
    }));
    const slot: Slot = {
      value: opaque(),
      writes: [write],
      certain: !optional && !mayBeMissing,
      ...(inDoubt && { inDoubt }),
    };
    state.setSlot(targetId, name, overlaid(state.object(targetId).slots.get(name), slot));
  }
  if (!kept) return;
  state.markCopy(targetId, kept);
  if (kept.interface !== "User") return;
  for (const [name, slot] of givenBeyond(run, type, node)) {
    if (kept.except.includes(name)) continue;
    state.setSlot(targetId, name, overlaid(state.object(targetId).slots.get(name), slot));
  }
}

/** A user may hold more than its type says: what a provider or `signIn` has given it. */
function openByGivers(run: Run, targetId: number, type: ts.Type, node: ts.Expression, state: State): void {
  const isNew = (name: string): boolean => run.types.property(type, name) === undefined;
  const hasMore = (user: ts.Type): boolean =>
    run.types.hasUnnamedProperties(user) || run.types.propertiesOf(user).some(({ name }) => isNew(name));
  if (run.givenUsers().users.some(hasMore))
    state.addOpen(targetId, { node, why: "a provider gives the user more than its type says" });
  if (run.writtenAtSignIn().some(isNew))
    state.addOpen(targetId, { node, why: "the signIn callback gives the user more than its type says" });
}

/**
 * The fields of an object that another callback has made, as `node` hands them on: like a spread's they are written there, with
 * the types that are declared, or else with those that the other callback assigns.
 */
export function handedOn(
  run: Run,
  from: FollowedObject,
  { node, expression }: { readonly node: ts.Node; readonly expression: ts.Expression },
): Map<string, Slot> {
  const type = run.types.typeAt(unwrapped(run.ts, expression));
  const declared = new Map(spreadProperties(run, type).map((property) => [property.name, property]));
  const slots = new Map<string, Slot>();
  for (const name of new Set([...from.slots.keys(), ...declared.keys()])) {
    const property = declared.get(name);
    const slot = from.slots.get(name);
    const isWritten = slot !== undefined && slot.writes.length > 0;
    const assigned = isWritten ? run.types.joinWritten(slot.writes) : undefined;
    const isAlwaysTrue = slot?.alwaysTrue === true;
    // Of a base field the library's type says less than what the other callback has written.
    const isKnownBetter = isWritten && property?.isOwn !== true;
    const known = (isKnownBetter ? assigned : property?.type) ?? unknownType(run.checker);
    const handed = isAlwaysTrue ? run.types.withoutUndefined(known) : known;
    const isLoose = isKnownBetter ? slot.writes.every((one) => one.looselyGiven) : property?.isLoose === true;
    const write = writeAt(run, node, name, () => ({
      node,
      type: handed,
      widened: handed,
      value: undefined,
      sources: from.owner ? [{ interface: from.owner, names: [name], node }] : [],
      bySpread: true,
      ...(run.types.isUnresolved(handed) && { unresolved: [node] }),
      ...(isLoose && { looselyGiven: true }),
    }));
    // What nobody wrote the library has put in.
    const certain = isAlwaysTrue || (isKnownBetter ? slot.certain : property?.optional !== true);
    slots.set(name, { value: opaque(), writes: [write], certain, ...(isAlwaysTrue && { alwaysTrue: true }) });
  }
  return slots;
}

/** `{ … } as AppUser`: the asserted type says which fields there are and what they hold. */
export function assertSlots(run: Run, id: number, node: ts.Expression, state: State): void {
  for (const property of run.types.propertiesOf(run.types.typeAt(node))) {
    const { name } = property;
    const slot = state.object(id).slots.get(name);
    if (slot?.writes.length === 0) continue;
    // `{ … } as Session` says nothing of the session that `Session` does not say already.
    if (run.types.isOfLibraryInterface(property)) continue;
    if (!slot && run.types.isOptionalProperty(property)) continue;
    const propertyType = run.types.typeOfProperty(property);
    const assert = (write: Write | undefined): Write => ({
      node: write?.node ?? node,
      type: propertyType,
      widened: propertyType,
      value: write?.value,
      sources: write?.sources ?? [],
      bySpread: write?.bySpread ?? false,
      ...(run.types.isUnresolved(propertyType) && { unresolved: [node] }),
    });
    const [last] = slot?.writes ?? [];
    const write = writeAt(run, node, name, () => assert(last));
    state.setSlot(id, name, { value: slot?.value ?? opaque(), writes: [write], certain: slot?.certain ?? true });
  }
}

/** A field after another value may or must have replaced it. */
function overlaid(before: Slot | undefined, after: Slot): Slot {
  if (after.certain || !before || isNothing(after.value)) return after;
  return {
    value: opaque(),
    writes: [...before.writes, ...after.writes],
    certain: before.certain,
    ...((before.inDoubt ?? after.inDoubt) && { inDoubt: true }),
  };
}

interface SpreadProperty {
  readonly name: string;
  readonly type: ts.Type;
  readonly optional: boolean;
  /** Only parts of the type that a dependency declares lack it: a value of these may hold it all the same. */
  readonly inDoubt: boolean;
  /** The project's own code declares it. */
  readonly isOwn: boolean;
  /** The library's type says what any provider may give. */
  readonly isLoose: boolean;
}

function spreadProperties(run: Run, type: ts.Type): SpreadProperty[] {
  const object = run.types.withoutNullable(type);
  const members = object.isUnion() ? object.types : [object];
  const names = new Map<string, ts.Symbol[]>();
  for (const member of members) {
    for (const property of run.types.propertiesOf(member)) {
      // Methods stand on a prototype and are not spread.
      if ((property.flags & run.ts.SymbolFlags.Method) !== 0 || !run.types.travels(property)) continue;
      names.set(property.name, [...(names.get(property.name) ?? []), property]);
    }
  }
  return [...names].map(([name, symbols]) => {
    const first = symbols[0];
    const common = run.types.property(object, name) ?? first;
    const optional = symbols.length < members.length || symbols.some((symbol) => run.types.isOptionalProperty(symbol));
    const propertyType = common ? run.types.typeOfProperty(common) : unknownType(run.checker);
    const isOwn = symbols.some((symbol) => run.types.isOwnProperty(symbol));
    const isLoose = symbols.every((symbol) => run.types.isLooselyGiven(symbol));
    const lacking = members.filter((member) => !run.types.property(member, name));
    return {
      name,
      type: optional ? run.types.withoutUndefined(propertyType) : propertyType,
      optional,
      inDoubt:
        lacking.length > 0 &&
        lacking.every((member) => run.types.isOfDependency(member)) &&
        !symbols.some((symbol) => run.types.isOptionalProperty(symbol)),
      isOwn,
      isLoose,
    };
  });
}
