import { callFunction } from "./interpreter/recursion.js";
import { putAway } from "./heap/kept.js";
import type { PathState } from "./heap/state.js";
import {
  type AbstractObject,
  type OpenCause,
  type Slot,
  type AbstractValue,
  ofLibrarysType,
  opaque,
} from "./heap/value.js";
import { joinObjects } from "./heap/join.js";
import { maxSteps, newBudget, TooManyPaths, type Run, type Outcome, internWrite } from "./interpreter/context.js";
import { propertiesOfValue } from "./interpreter/value-properties.js";
import type { FunctionWithBody } from "../syntax/functions.js";
import type ts from "typescript";

/** Follows a callback on every path; with too many paths its result may hold anything. */
export function follow(run: Run, node: FunctionWithBody, argument: AbstractValue, state: PathState): Outcome[] {
  const before = state.clone();
  try {
    return callFunction({ ...run, effort: newBudget(), lastStep: maxSteps }, node, [argument], state);
  } catch (error) {
    if (!(error instanceof TooManyPaths)) throw error;
    const open: OpenCause[] = [{ node, why: "it has more paths than can be followed" }];
    return [{ state: before, value: before.create({ slots: new Map(), open, closed: false }) }];
  }
}

/**
 * A copy of an object for another run to start from, whose values belong to their own run and are no longer followed.
 */
export function detached(object: AbstractObject, state: PathState): AbstractObject {
  const slots = [...object.slots].map(([name, slot]): [string, Slot] => [
    name,
    { ...slot, value: putAway(slot.value, state) },
  ]);
  return { ...object, slots: new Map(slots) };
}

/** The callback's one argument, which most authors destructure and some do not. */
export function parameterObject(state: PathState, values: Readonly<Record<string, AbstractValue>>): AbstractValue {
  const slots = Object.entries(values).map(([name, value]): [string, Slot] => [
    name,
    { value, writes: [], definitelyAssigned: true },
  ]);
  return state.create({ slots: new Map(slots), open: [], closed: false });
}

/**
 * The object that a callback returns on one path. A path that returns nothing or `null` ends the session and says
 * nothing about its fields.
 */
export function returnedObject(run: Run, { state, value }: Outcome, node: FunctionWithBody): AbstractObject[] {
  if (value.kind === "object") return [state.object(value.id)];
  if (value.kind !== "opaque") return [];
  if (value.from) return [objectOfType(run, run.types.typeAt(value.from), value.from, false)];
  return [{ slots: new Map(), open: [{ node, why: "what it returns cannot be seen through" }], closed: false }];
}

/** The join of several objects: a field that only some have is uncertain. */
export function joined(objects: readonly AbstractObject[]): AbstractObject | undefined {
  // A field that a path was seen to leave out stays so, even beside paths that may hold anything.
  const isOpen = ({ open }: AbstractObject): boolean => open.length > 0;
  const [first, ...rest] = [...objects.filter((one) => !isOpen(one)), ...objects.filter(isOpen)];
  return first && rest.reduce((a, b) => joinObjects(a, b), first);
}

export const nothingReturned: AbstractObject = { slots: new Map(), open: [], closed: true };

/** An object whose fields are known only by its type: each is written where the whole is. */
export function objectOfType(run: Run, type: ts.Type, node: ts.Node, bySpread: boolean): AbstractObject {
  const slots = new Map<string, Slot>();
  const awaited = run.types.awaited(type);
  if (!run.types.isObject(awaited)) {
    return { slots, open: [{ node, why: "its type does not say what it holds" }], closed: false };
  }
  const isLibrarys = run.types.isLibrarys(awaited);
  for (const { name, type: propertyType, optional, inDoubt, isOwn, isLoose } of propertiesOfValue(run.types, awaited)) {
    const write = internWrite(run, node, name, () => ({
      node,
      type: propertyType,
      widened: propertyType,
      value: undefined,
      sources: [],
      // The fields of a dependency's whole row have been named by nobody.
      bySpread: bySpread || !isOwn,
      ...(isLoose && { looselyGiven: true }),
    }));
    slots.set(name, {
      value: opaque(),
      writes: [write],
      definitelyAssigned: !optional && !run.types.isNullable(awaited),
      ...((isLibrarys || inDoubt) && { inDoubt: true }),
    });
  }
  const open: OpenCause[] = run.types.hasUnnamedProperties(awaited)
    ? [{ node, why: "it may hold fields that its type does not name" }]
    : isLibrarys
      ? [{ node, why: ofLibrarysType }]
      : [];
  return { slots, open, closed: true };
}
