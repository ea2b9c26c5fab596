import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";

/**
 * Whether a file has the same types for those that import it in two programs which differ in nothing but the bodies of its functions. Then no
 * other file has other errors in one than in the other. Where that cannot be told, it has not.
 */
export function keepsExports(ts: TypeScript, before: ts.Program, after: ts.Program, fileName: string): boolean {
  const told = typesTold(ts, before, fileName);
  return told !== undefined && told === typesTold(ts, after, fileName);
}

/** The types of a module's exports, as text; `undefined` where a name in that text may stand for something that its functions decide. */
function typesTold(ts: TypeScript, program: ts.Program, fileName: string): string | undefined {
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
  // A namespace, or a function with properties, is told by its name alone.
  return /\btypeof\b/.test(text) ? undefined : text;
}

/** Whether a type of the file is made from a value of it: by `typeof`, or as a class. */
function dependsOnBodies(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isTypeQueryNode(node) ||
    ts.isClassLike(node) ||
    ts.forEachChild(node, (child) => dependsOnBodies(ts, child) || undefined) === true
  );
}
