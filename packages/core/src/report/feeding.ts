import { keyText, type FieldKey } from "../api/field-key.js";
import type { Diagnosis } from "../diagnose/diagnosis.js";

/** Fields and all fields that feed them, by their text. */
export function fieldsFeeding({ base }: Diagnosis, fields: readonly FieldKey[]): ReadonlyMap<string, FieldKey> {
  const feeding = new Map<string, FieldKey>();
  const visit = (key: FieldKey): void => {
    if (feeding.has(keyText(key))) return;
    feeding.set(keyText(key), key);
    for (const { sources } of base.fields.get(keyText(key))?.writes ?? []) sources.forEach(visit);
  };
  fields.forEach(visit);
  return feeding;
}
