import type ts from "typescript";
import { isStrictNullChecks } from "../compiler/options.js";
import { isSameField, keyText, type FieldKey } from "../api/field-key.js";
import type { Types } from "../compiler/types.js";
import type { Model } from "../model/model.js";
import type { InferredField } from "../model/fields.js";

/**
 * Token fields that are assigned their own value beside others: `token.count = (token.count ?? 0) + 1`. The other
 * values give the type: such a field starts from `never`, and if that swallows them, as on the left of `??` and `||`,
 * from `undefined`.
 */
export class SelfFed {
  readonly #restarted = new Set<string>();

  /** The type to lay over the program first; `unknown`, or what follows from it, would stay forever. */
  firstType(current: Model, field: InferredField): ts.Type {
    return isFedByNothing(current, field) ? current.types.neverType() : field.type;
  }

  /** The fields that got no type, each to be tried once more from `undefined`. */
  toRestart({ types, workspace }: Model, fields: readonly InferredField[]): FieldKey[] {
    if (!isStrictNullChecks(workspace.ts, workspace.program.getCompilerOptions())) return [];
    const keys = fields.filter((field) => isEmpty(types, field)).map(({ key }) => key);
    const fresh = keys.filter((key) => !this.#restarted.has(keyText(key)));
    for (const key of fresh) this.#restarted.add(keyText(key));
    return fresh;
  }

  /** The fields without a known type, to which nothing but themselves is assigned. */
  fromNothing({ types }: Model, fields: readonly InferredField[]): FieldKey[] {
    const isNothing = (type: ts.Type): boolean => !types.isKnown(type) || types.isNever(types.withoutNullable(type));
    return fields
      .filter((field) => {
        const { key, type } = field;
        return isEmpty(types, field) || (this.#restarted.has(keyText(key)) && isNothing(type));
      })
      .map(({ key }) => key);
  }
}

/** Whether a field has no value, or only the `undefined` that it reads of itself. */
function isEmpty(types: Types, { key, type, writes }: InferredField): boolean {
  const readsItself = writes.some(({ sources }) => sources.some((source) => isSameField(source, key)));
  return types.isNever(type) || (readsItself && types.isSame(type, types.undefinedType()));
}

/** Whether a field's value rests on an undeclared token field, and so tells nothing so far. */
function isFedByNothing({ types, declared }: Model, { type, writes }: InferredField): boolean {
  const isUndeclared = (key: FieldKey): boolean => key.interface === "JWT" && !declared.field(key);
  const isFed = writes.some(({ sources }) => sources.some(isUndeclared));
  return (!types.isAny(type) && !types.isKnown(type)) || (isFed && (!types.isKnown(type) || types.holdsAny(type)));
}
