import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { isOwnFile } from "../compiler/module-names.js";
import type { Types } from "../compiler/types.js";
import { basesOf } from "../compiler/base-types.js";
import { partsOf } from "../compiler/unions.js";

/**
 * Whether a base is something that does not resolve, or extends such a thing at whatever distance: what extends it may declare anything.
 */
export function isUnknowableBase(
  ts: TypeScript,
  program: ts.Program,
  types: Types,
  base: ts.ExpressionWithTypeArguments,
): boolean {
  const isUnknowable = (type: ts.Type, seen: ReadonlySet<ts.Type>): boolean => {
    // `Partial<Missing>` is a record of anything.
    const rest = type.getStringIndexType();
    if (types.isAny(type) || (rest !== undefined && types.isAny(rest))) return true;
    return (
      !seen.has(type) &&
      basesIn(ts, program, type).some((one) => isUnknowable(types.typeAt(one), new Set([...seen, type])))
    );
  };
  return isUnknowable(types.typeAt(base), new Set());
}

/** What the project's own interfaces extend of which a type is made. */
export function basesIn(ts: TypeScript, program: ts.Program, type: ts.Type): ts.ExpressionWithTypeArguments[] {
  const parts = partsOf(type).flatMap((part) => (part.isIntersection() ? part.types : [part]));
  return parts
    .flatMap((part) => part.getSymbol()?.declarations ?? [])
    .filter(ts.isInterfaceDeclaration)
    .filter((declaration) => isOwnFile(program, declaration.getSourceFile()))
    .flatMap(basesOf);
}
