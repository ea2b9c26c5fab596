import type ts from "typescript";
import type { Types } from "./compiler/types.js";
import type { FieldKey } from "./field-key.js";
import type { InferredField, Model } from "./model.js";

/** Whether what is assigned to a field rests on a field of the token that nobody has declared yet, and so tells nothing by now. */
export function isFedByNothing({ types, declared }: Model, { type, writes }: InferredField): boolean {
  const isUndeclared = (key: FieldKey): boolean => key.interface === "JWT" && !declared.field(key);
  const isFed = writes.some(({ sources }) => sources.some(isUndeclared));
  return types.isUnknown(type) || (isFed && (!types.isKnown(type) || types.holdsAny(type)));
}

/** Whether a type says of some value what it is, beside that it may not be there. */
export function holdsSomething(types: Types, type: ts.Type): boolean {
  return types.isKnown(type) && !types.isNever(types.withoutNullable(type));
}
