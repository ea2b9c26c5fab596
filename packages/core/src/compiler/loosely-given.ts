import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { isLibraryFile } from "./library-packages.js";

/** The library's interfaces for the values that any provider and any adapter may give. */
const looseInterfaces = new Set([
  "DefaultUser",
  "User",
  "AdapterUser",
  "DefaultJWT",
  "JWT",
  "DefaultSession",
  "Session",
]);

/**
 * Whether only the authentication library declares a property, for the values of any provider: `name?: string | null`
 * of its `User`. A project's own provider may well give more.
 */
export function isLooselyGiven(ts: TypeScript, symbol: ts.Symbol): boolean {
  const declarations = symbol.declarations ?? [];
  return (
    declarations.length > 0 &&
    declarations.every((one) => isLibraryFile(one.getSourceFile().fileName) && isInLooseInterface(ts, one.parent))
  );
}

/**
 * Whether the parent is such an interface, or the type literal of one of its members:
 * `user?: { name?: string | null }`.
 */
function isInLooseInterface(ts: TypeScript, parent: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(parent)) return looseInterfaces.has(parent.name.text);
  return ts.isTypeLiteralNode(parent) && isInLooseInterface(ts, parent.parent.parent);
}
