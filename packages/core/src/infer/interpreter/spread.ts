import type ts from "typescript";
import type { TypeScript } from "../../syntax/typescript.js";
import type { Types } from "../../compiler/types.js";
import { assertedValue, isReference, skipParentheses, type Assertion } from "../../edits/assertions.js";
import { unwrapped } from "../../syntax/wrappers.js";
import { givenBeyond } from "./given.js";
import { keptIn } from "../heap/kept.js";
import { sourcesOf } from "./provenance.js";
import type { PathState } from "../heap/state.js";
import {
  ofLibrarysType,
  opaque,
  type AbstractObject,
  type Slot,
  type AbstractValue,
  type Write,
} from "../heap/value.js";
import { internWrite, type Run } from "./context.js";
import { isNothing } from "./slots.js";
import { propertiesOfValue, type ValueProperty } from "./value-properties.js";

/**
 * A cast of a literal or a computed value to a type says what it holds. A cast to `any`, or of a typed value, only
 * silences the compiler.
 */
export function isInformative(ts: TypeScript, types: Types, cast: Assertion): boolean {
  const value = skipParentheses(ts, assertedValue(ts, cast));
  return !isReference(ts, value) && !types.isAny(types.typeAt(cast));
}

/**
 * `{ ...object, ...source }` and `Object.assign(object, source)`: the source's named fields go over into the object.
 */
export function spreadInto(
  run: Run,
  targetId: number,
  source: AbstractValue,
  node: ts.Expression,
  state: PathState,
): void {
  if (source.kind === "object") {
    const from = state.object(source.id);
    if (from.copyOf && !state.object(targetId).copyOf) state.markCopy(targetId, from.copyOf);
    for (const cause of from.open) state.addOpen(targetId, cause);
    // Fields that an earlier run has put into the token come along.
    if (!from.closed) state.markIncomplete(targetId);
    const slots = from.isFinished ? forwardedSlots(run, from, { node, expression: node }) : from.slots;
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
    const write = internWrite(run, node, name, () => ({
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
      definitelyAssigned: !optional && !mayBeMissing,
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

/** A user may hold more than its type says: fields from a provider or `signIn`. */
function openByGivers(run: Run, targetId: number, type: ts.Type, node: ts.Expression, state: PathState): void {
  const isNew = (name: string): boolean => run.types.property(type, name) === undefined;
  const hasMore = (user: ts.Type): boolean =>
    run.types.hasUnnamedProperties(user) || run.types.propertiesOf(user).some(({ name }) => isNew(name));
  if (run.givenUsers().users.some(hasMore))
    state.addOpen(targetId, { node, why: "a provider gives the user more than its type says" });
  if (run.writtenAtSignIn().some(isNew))
    state.addOpen(targetId, { node, why: "the signIn callback gives the user more than its type says" });
}

/**
 * The fields of another callback's object, as `node` passes them on. Like a spread's fields they are written there,
 * with their declared types, or else with those that the other callback assigns.
 */
export function forwardedSlots(
  run: Run,
  from: AbstractObject,
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
    // For a base field the library's type says less than the other callback's write.
    const isKnownBetter = isWritten && property?.isOwn !== true;
    const known = (isKnownBetter ? assigned : property?.type) ?? run.types.unknownType();
    const handed = isAlwaysTrue ? run.types.withoutUndefined(known) : known;
    const isLoose = isKnownBetter ? slot.writes.every((one) => one.looselyGiven) : property?.isLoose === true;
    const write = internWrite(run, node, name, () => ({
      node,
      type: handed,
      widened: handed,
      value: undefined,
      sources: from.owner ? [{ interface: from.owner, names: [name], node }] : [],
      bySpread: true,
      ...(run.types.isUnresolved(handed) && { unresolved: [node] }),
      ...(isLoose && { looselyGiven: true }),
    }));
    // A field that nobody wrote was filled by the library.
    const definitelyAssigned = isAlwaysTrue || (isKnownBetter ? slot.definitelyAssigned : property?.optional !== true);
    slots.set(name, {
      value: opaque(),
      writes: [write],
      definitelyAssigned,
      ...(isAlwaysTrue && { alwaysTrue: true }),
    });
  }
  return slots;
}

/** `{ … } as AppUser`: the asserted type gives the fields and their types. */
export function assertSlots(run: Run, id: number, node: ts.Expression, state: PathState): void {
  for (const property of run.types.propertiesOf(run.types.typeAt(node))) {
    const { name } = property;
    const slot = state.object(id).slots.get(name);
    if (slot?.writes.length === 0) continue;
    // `{ … } as Session` adds nothing to `Session`.
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
    const write = internWrite(run, node, name, () => assert(last));
    state.setSlot(id, name, {
      value: slot?.value ?? opaque(),
      writes: [write],
      definitelyAssigned: slot?.definitelyAssigned ?? true,
    });
  }
}

/** A field after another value may or must have replaced its value. */
function overlaid(before: Slot | undefined, after: Slot): Slot {
  if (after.definitelyAssigned || !before || isNothing(after.value)) return after;
  return {
    value: opaque(),
    writes: [...before.writes, ...after.writes],
    definitelyAssigned: before.definitelyAssigned,
    ...((before.inDoubt ?? after.inDoubt) && { inDoubt: true }),
  };
}

/** An optional property of a value, in what it is spread into: there with a value, or not there. */
function spreadProperties({ types }: Run, type: ts.Type): ValueProperty[] {
  return propertiesOfValue(types, type).map((one) =>
    one.optional ? { ...one, type: types.withoutUndefined(one.type) } : one,
  );
}
