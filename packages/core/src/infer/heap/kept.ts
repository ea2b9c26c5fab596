import type { PathState } from "./state.js";
import { type AbstractObject, type AbstractValue, type Kept, inputInterfaces } from "./value.js";

/** A value as another run reads it back: an input, or a copy of one, stays known, an object only by its type. */
export function putAway(value: AbstractValue, state: PathState): AbstractValue {
  if (value.kind !== "input" && value.kind !== "object") return value;
  const kept = keptIn(value, state);
  return kept ? { kind: "opaque", kept } : { kind: "opaque" };
}

/** The input that a value is or copies. */
export function keptIn(value: AbstractValue, state: PathState): Kept | undefined {
  switch (value.kind) {
    case "input": {
      const name = value.present === false ? undefined : inputInterfaces[value.name];
      return name && { interface: name, except: [] };
    }
    case "object":
      return state.holds(value.id) ? ofCopy(state.object(value.id)) : undefined;
    case "opaque":
      return value.kept;
    default:
      return undefined;
  }
}

function ofCopy({ copyOf, slots }: AbstractObject): Kept | undefined {
  if (!copyOf) return undefined;
  const own = [...slots].flatMap(([name, { writes }]) => (writes.some(({ bySpread }) => !bySpread) ? [name] : []));
  return { interface: copyOf.interface, except: [...new Set([...copyOf.except, ...own])] };
}

/** The interface of a field that is read from a kept input. */
export function keptOwner(value: AbstractValue, name: string): Kept["interface"] | undefined {
  if (value.kind !== "opaque" || !value.kept || value.kept.except.includes(name)) return undefined;
  return value.kept.interface;
}
