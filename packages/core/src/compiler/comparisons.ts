import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Checker } from "../api/program.js";

/** Whether two types are the same: the compiler has one object for each type, but a second one for a named union. */
export function isSame(one: ts.Type, other: ts.Type): boolean {
  if (one === other) return true;
  return (
    one.isUnion() &&
    other.isUnion() &&
    one.types.length === other.types.length &&
    one.types.every((part) => other.types.includes(part))
  );
}

/** Whether two types of one property are the same for its readers. */
export function isSameToReaders(ts: TypeScript, checker: Checker, one: ts.Type, other: ts.Type): boolean {
  // An unresolved type contradicts nothing.
  if (((one.flags | other.flags) & ts.TypeFlags.Any) !== 0) return true;
  // `{ id: string }` and `{ id: string; role?: string }` are assignable to each other, and yet `role` is lost.
  const names = (type: ts.Type): string =>
    JSON.stringify(
      checker
        .getPropertiesOfType(type)
        .map(({ name }) => name)
        .sort(),
    );
  return (
    checker.isTypeAssignableTo(one, other) && checker.isTypeAssignableTo(other, one) && names(one) === names(other)
  );
}
