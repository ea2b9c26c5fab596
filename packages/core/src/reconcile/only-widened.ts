import type ts from "typescript";
import { fitsUncast, propertyFitsUncast } from "../compiler/uncast.js";
import { fieldName, type FieldKey } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import type { Write } from "../infer/heap/value.js";

/** Whether what is assigned fits the declared type, and only a cast, or what else its author has made wider, keeps the compiler from seeing that. */
export function isOnlyWidened(
  { types, workspace: { ts: tsModule } }: Model,
  key: FieldKey,
  write: Write,
  declared: ts.Type,
): boolean {
  const { node, value, bySpread } = write;
  if (value) return fitsUncast(tsModule, types.checker, value, declared);
  return (
    bySpread && isSpread(tsModule, node) && propertyFitsUncast(tsModule, types.checker, node, fieldName(key), declared)
  );
}

/** Whether a node is what is spread, and not what is assigned: `...token`, `Object.assign(user, token)`. */
function isSpread(tsModule: typeof ts, node: ts.Node): node is ts.Expression {
  const { parent } = node;
  return tsModule.isSpreadAssignment(parent) || (tsModule.isCallExpression(parent) && parent.expression !== node);
}
