import type ts from "typescript";
import { keyText, type FieldKey } from "./field-key.js";
import type { InferredField, Model } from "./model.js";

/**
 * Fields of the token that are assigned what they hold already, beside other things. What they hold is learned from the other things: such a
 * field starts from nothing, `never`, and where that swallows them, as it does on the left of `??` and `||`, from `undefined`.
 */
export class SelfFed {
  readonly #restarted = new Set<string>();

  /** The type to lay over the program first: `unknown`, or what a condition leaves of that, would stay for ever. */
  firstType({ types }: Model, { type }: InferredField): ts.Type {
    return !types.isAny(type) && !types.isKnown(type) ? types.checker.getNeverType() : type;
  }

  /** The fields of which nothing has come, each to be tried once more from `undefined`. */
  toRestart({ types }: Model, fields: readonly InferredField[]): FieldKey[] {
    const keys = fields.filter(({ type }) => types.isNever(type)).map(({ key }) => key);
    const fresh = keys.filter((key) => !this.#restarted.has(keyText(key)));
    for (const key of fresh) this.#restarted.add(keyText(key));
    return fresh;
  }

  /** The fields of which nobody knows what they hold: nothing is assigned to them but themselves. */
  fromNothing({ types }: Model, fields: readonly InferredField[]): FieldKey[] {
    return fields
      .filter(({ key, type }) => this.#restarted.has(keyText(key)) && types.isNever(types.withoutNullable(type)))
      .map(({ key }) => key);
  }
}
