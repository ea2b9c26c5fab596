import type { FollowedObject, Source, State, Value } from "./state.js";

/** The interface that an input's fields belong to; an absent token has none. */
export const inputInterfaces = { user: "User", account: "Account", profile: "Profile", token: undefined } as const;

/** An input that a callback has put away as a whole, in the token as a rule: `token.user = user`, or a copy of it. */
export interface Kept {
  readonly interface: Exclude<Source["interface"], "JWT">;
  /** Fields that the callback itself has put beside those of the input. */
  readonly except: readonly string[];
}

/** What a value will be once another run reads it back: an input, or a copy of one, is still known as such, an object only by its type. */
export function putAway(value: Value, state: State): Value {
  if (value.kind !== "input" && value.kind !== "object") return value;
  const kept = keptIn(value, state);
  return kept ? { kind: "opaque", kept } : { kind: "opaque" };
}

/** The input that a value is, or is a copy of. */
export function keptIn(value: Value, state: State): Kept | undefined {
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

function ofCopy({ copyOf, slots }: FollowedObject): Kept | undefined {
  if (!copyOf) return undefined;
  const own = [...slots].flatMap(([name, { writes }]) => (writes.some(({ bySpread }) => !bySpread) ? [name] : []));
  return { interface: copyOf.interface, except: [...new Set([...copyOf.except, ...own])] };
}

/** The interface that a field belongs to which is read from an input that was kept. */
export function keptOwner(value: Value, name: string): Kept["interface"] | undefined {
  if (value.kind !== "opaque" || !value.kept || value.kept.except.includes(name)) return undefined;
  return value.kept.interface;
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
