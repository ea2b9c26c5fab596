import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { fieldName, type FieldKey } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import type { Write } from "../infer/heap/value.js";

/**
 * Whether a value fits the declared type, and only a cast or another widening by the author hides that from the
 * compiler.
 */
export function isOnlyWidened(
  { types, workspace: { ts } }: Model,
  key: FieldKey,
  write: Write,
  declared: ts.Type,
): boolean {
  const { node, value, bySpread } = write;
  if (value) return types.fitsUncast(value, declared);
  return bySpread && isSpread(ts, node) && types.propertyFitsUncast(node, fieldName(key), declared);
}

/** Whether a node is spread rather than assigned: `...token`, `Object.assign(user, token)`. */
function isSpread(ts: TypeScript, node: ts.Node): node is ts.Expression {
  const { parent } = node;
  return ts.isSpreadAssignment(parent) || ts.isCallExpression(parent);
}
