import type ts from "typescript";
import type { ProgramView } from "../compiler/program-view.js";
import { basesOf } from "../syntax/bases.js";
import { isOwnFile } from "../compiler/own-files.js";

/**
 * Whether a base does not resolve, or extends such a type at any distance. An interface with that base may declare
 * anything.
 */
export function isUnknowableBase(view: ProgramView, base: ts.ExpressionWithTypeArguments): boolean {
  const { types } = view;
  const isUnknowable = (type: ts.Type, seen: ReadonlySet<ts.Type>): boolean => {
    // `Partial<Missing>` is a record of anything.
    const rest = types.stringIndexType(type);
    if (types.isAny(type) || (rest !== undefined && types.isAny(rest))) return true;
    return (
      !seen.has(type) && basesIn(view, type).some((one) => isUnknowable(types.typeAt(one), new Set([...seen, type])))
    );
  };
  return isUnknowable(types.typeAt(base), new Set());
}

/** The bases of the project's own interfaces in a type. */
export function basesIn({ ts, program, types }: ProgramView, type: ts.Type): ts.ExpressionWithTypeArguments[] {
  const parts = types.partsOf(type).flatMap((part) => types.intersectedIn(part));
  return parts
    .flatMap((part) => types.declarationsOf(types.symbolOf(part)))
    .filter(ts.isInterfaceDeclaration)
    .filter((declaration) => isOwnFile(program, declaration.getSourceFile()))
    .flatMap(basesOf);
}
