import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Program } from "../api/program.js";

/**
 * Whether a file exports the same types in two programs that differ only in the bodies of its functions. Then all other
 * files have the same errors in both. False if that cannot be told.
 */
export function keepsExports(ts: TypeScript, before: Program, after: Program, fileName: string): boolean {
  const told = typesTold(ts, before, fileName);
  return told !== undefined && told === typesTold(ts, after, fileName);
}

/** The types of a module's exports, as text; `undefined` if a name in that text may depend on function bodies. */
function typesTold(ts: TypeScript, program: Program, fileName: string): string | undefined {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(fileName);
  const symbol = file && checker.getSymbolAtLocation(file);
  if (!symbol || dependsOnBodies(ts, file)) return undefined;
  const { NoTruncation, InTypeAlias, UseFullyQualifiedType } = ts.TypeFormatFlags;
  const text = checker
    .getExportsOfModule(symbol)
    .map((exported) => {
      const type = checker.getTypeOfSymbol(exported);
      return `${exported.name}: ${checker.typeToString(type, file, NoTruncation | InTypeAlias | UseFullyQualifiedType)}`;
    })
    .join("\n");
  // The text of a namespace, or of a function with properties, is only its name.
  return /\btypeof\b/.test(text) ? undefined : text;
}

/** Whether the file makes a type from a value, with `typeof` or a class. */
function dependsOnBodies(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isTypeQueryNode(node) ||
    ts.isClassLike(node) ||
    ts.forEachChild(node, (child) => dependsOnBodies(ts, child) || undefined) === true
  );
}
