import type ts from "typescript";
import { skipParentheses } from "../edits/assertions.js";
import { keyText, type FieldKey } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { Write } from "../infer/heap/value.js";

/** The field that is assigned as it is: `session.user.role = token.role`. */
export function takenAsIs({ workspace: { ts } }: Model, { value, sources }: Write): FieldKey | undefined {
  const source = sources.find(({ node }) => value !== undefined && skipParentheses(ts, value) === node);
  return source && { interface: source.interface, names: source.names };
}

/**
 * What the project declares of the fields that an input goes into as it is, by way of the token or directly: of an input that no provider tells
 * anything of, its author has said the type there. Nothing where two of them differ.
 *
 * @param current the program whose checker's type it is to be
 */
export function typeOfTargets(base: Model, current: Model, input: FieldKey): ts.Type | undefined {
  const types = targetsOf(base, input, new Set()).flatMap((key) => current.declared.field(key)?.type ?? []);
  const [first] = types;
  if (!first || !current.types.isKnown(first)) return undefined;
  return types.every((type) => current.types.text(type) === current.types.text(first)) ? first : undefined;
}

/** The declared fields that something is assigned to as it is, and those behind token fields that nobody declares. */
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
