import type ts from "typescript";
import type { Run } from "./context.js";
import { accessedName, propertyName } from "../../syntax/names.js";

/** The names that an access may mean: the literal one, or those of its key's type; `undefined` if it may be any. */
export function accessedNames(
  run: Run,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): readonly string[] | undefined {
  const name = accessedName(run.ts, node);
  if (name !== undefined) return [name];
  return run.ts.isElementAccessExpression(node) ? literalNames(run, node.argumentExpression) : undefined;
}

/** The names that a member of a literal may get. */
export function memberNames(run: Run, name: ts.PropertyName): readonly string[] | undefined {
  const known = propertyName(run.ts, name);
  if (known !== undefined) return [known];
  return run.ts.isComputedPropertyName(name) ? literalNames(run, name.expression) : undefined;
}

/** The single name that an access means, a constant's too; none for an index, which mostly leads into a list. */
export function memberName(
  run: Run,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  const [name, ...others] = accessedNames(run, node) ?? [];
  const isIndex =
    run.ts.isElementAccessExpression(node) &&
    run.types.typeofText(run.types.typeAt(node.argumentExpression)) === "number";
  return others.length > 0 || isIndex ? undefined : name;
}

/**
 * The values of a key whose type is a union of literals, sorted: the order of a union's members is that in which its
 * checker has met them.
 */
export function literalNames({ types }: Pick<Run, "types">, key: ts.Expression): string[] | undefined {
  const values = types.partsOf(types.typeAt(key)).map((part) => types.literalValue(part));
  const [only] = values.length === 1 ? values : [];
  if (typeof only === "number") return [String(only)];
  const names = values.filter((value) => typeof value === "string");
  return names.length === values.length ? names.sort() : undefined;
}
