import type ts from "typescript";
import { skipParentheses } from "../edits/assertions.js";
import { keyText, type FieldKey } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { Write } from "../infer/heap/value.js";

/** The field whose value is assigned unchanged: `session.user.role = token.role`. */
export function takenAsIs({ workspace: { ts } }: Model, { value, sources }: Write): FieldKey | undefined {
  const source = sources.find(({ node }) => value !== undefined && skipParentheses(ts, value) === node);
  return source && { interface: source.interface, names: source.names };
}

/**
 * The declared type of the fields that take an input unchanged, directly or through the token: for an input without a
 * provider's type, its author has given the type there. Nothing if two of them differ.
 *
 * @param current the program whose type is wanted
 */
export function typeOfTargets(base: Model, current: Model, input: FieldKey): ts.Type | undefined {
  const types = targetsOf(base, input, new Set()).flatMap((key) => current.declared.field(key)?.type ?? []);
  const [first] = types;
  if (!first || !current.types.isKnown(first)) return undefined;
  return types.every((type) => current.types.text(type) === current.types.text(first)) ? first : undefined;
}

/** The declared fields that take a source unchanged, and those behind undeclared token fields. */
function targetsOf(model: Model, source: FieldKey, seen: Set<string>): FieldKey[] {
  if (seen.has(keyText(source))) return [];
  seen.add(keyText(source));
  return [...model.fields.values()].flatMap(({ key, writes }): FieldKey[] => {
    const isTarget = writes.some(({ value, sources }) => {
      const taken = value && unwrapped(model.workspace.ts, value);
      return sources.some((one) => one.node === taken && keyText(one) === keyText(source));
    });
    if (!isTarget) return [];
    const declared = model.declared.field(key);
    if (declared?.own) return [key];
    return key.interface === "JWT" && !declared ? targetsOf(model, key, seen) : [];
  });
}
