import type ts from "typescript";
import { skipParentheses } from "./edits/assertions.js";
import { keyText, type FieldKey } from "./field-key.js";
import type { Write } from "./infer/state.js";
import type { Model } from "./model.js";
import { unwrapped } from "./syntax/wrappers.js";

/** The field that is assigned as it is: `session.user.role = token.role`. */
export function takenAsIs({ workspace: { ts: tsModule } }: Model, { value, sources }: Write): FieldKey | undefined {
  const source = sources.find(({ node }) => value !== undefined && skipParentheses(tsModule, value) === node);
  return source && { interface: source.interface, path: source.path };
}

/**
 * What the project declares of the fields that an input goes into as it is, by way of the token or directly: of an input that no provider tells
 * anything of, its author has said the type there. Nothing where two of them differ.
 */
export function typeOfTargets(model: Model, input: FieldKey): ts.Type | undefined {
  const types = targetTypes(model, input, new Set());
  const [first] = types;
  return first && types.every((type) => model.types.text(type) === model.types.text(first)) ? first : undefined;
}

function targetTypes(model: Model, source: FieldKey, seen: Set<string>): ts.Type[] {
  if (seen.has(keyText(source))) return [];
  seen.add(keyText(source));
  return [...model.fields.values()].flatMap(({ key, writes }): ts.Type[] => {
    const isTarget = writes.some(({ value, sources }) => {
      const taken = value && unwrapped(model.workspace.ts, value);
      return sources.some((one) => one.node === taken && keyText(one) === keyText(source));
    });
    if (!isTarget) return [];
    const declared = model.declared.field(key);
    if (declared?.own) return model.types.isKnown(declared.type) ? [declared.type] : [];
    return key.interface === "JWT" && !declared ? targetTypes(model, key, seen) : [];
  });
}
