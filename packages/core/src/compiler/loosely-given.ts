import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";

/** The interfaces in which the library says what any provider and any adapter may give. */
const looseInterfaces = new Set([
  "DefaultUser",
  "User",
  "AdapterUser",
  "DefaultJWT",
  "JWT",
  "DefaultSession",
  "Session",
]);

const libraryFile = /[\\/]node_modules[\\/](?:next-auth|@auth[\\/][^\\/]+)[\\/]/;

/**
 * Whether the authentication library alone declares a property, and does so for what any provider may give: `name?: string | null`
 * of its `User`. What one project's provider gives may well be more than that.
 */
export function isLooselyGiven(ts: TypeScript, symbol: ts.Symbol): boolean {
  const declarations = symbol.declarations ?? [];
  return (
    declarations.length > 0 &&
    declarations.every((one) => libraryFile.test(one.getSourceFile().fileName) && isInLooseInterface(ts, one.parent))
  );
}

/** In the interface itself, or in the literal that one of its members has: `user?: { name?: string | null }`. */
function isInLooseInterface(ts: TypeScript, parent: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(parent)) return looseInterfaces.has(parent.name.text);
  return ts.isTypeLiteralNode(parent) && isInLooseInterface(ts, parent.parent.parent);
}
