import type ts from "typescript";
import { isStrictNullChecks } from "../compiler/options.js";
import { keyText, type FieldKey } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import type { InferredField } from "../model/fields.js";

/**
 * Fields of the token that are assigned what they hold already, beside other things: `token.count = (token.count ?? 0) + 1`. What they hold is
 * learned from the other things: such a field starts from nothing, `never`, and where that swallows them, as it does on the left of `??` and
 * `||`, from `undefined`.
 */
export class SelfFed {
  readonly #restarted = new Set<string>();

  /** The type to lay over the program first: `unknown`, or what comes of that, would stay for ever. */
  firstType(current: Model, field: InferredField): ts.Type {
    return isFedByNothing(current, field) ? current.types.neverType() : field.type;
  }

  /** The fields of which nothing has come, each to be tried once more from `undefined`. */
  toRestart({ types, workspace }: Model, fields: readonly InferredField[]): FieldKey[] {
    if (!isStrictNullChecks(workspace.ts, workspace.program.getCompilerOptions())) return [];
    const keys = fields.filter(({ type }) => types.isNever(type)).map(({ key }) => key);
    const fresh = keys.filter((key) => !this.#restarted.has(keyText(key)));
    for (const key of fresh) this.#restarted.add(keyText(key));
    return fresh;
  }

  /** The fields of which nobody knows what they hold: nothing is assigned to them but themselves. */
  fromNothing({ types }: Model, fields: readonly InferredField[]): FieldKey[] {
    const isNothing = (type: ts.Type): boolean => !types.isKnown(type) || types.isNever(types.withoutNullable(type));
    return fields
      .filter(({ key, type }) => types.isNever(type) || (this.#restarted.has(keyText(key)) && isNothing(type)))
      .map(({ key }) => key);
  }
}

/** Whether what is assigned to a field rests on a field of the token that nobody has declared yet, and so tells nothing by now. */
function isFedByNothing({ types, declared }: Model, { type, writes }: InferredField): boolean {
  const isUndeclared = (key: FieldKey): boolean => key.interface === "JWT" && !declared.field(key);
  const isFed = writes.some(({ sources }) => sources.some(isUndeclared));
  return (!types.isAny(type) && !types.isKnown(type)) || (isFed && (!types.isKnown(type) || types.holdsAny(type)));
}
