import type ts from "typescript";
import { unwrapped } from "../syntax/wrappers.js";
import type { Resolver } from "./resolve.js";

/**
 * The user as the adapter of a config stores it, where what the adapter is given says so by its types: the columns of Drizzle's `usersTable`, or the
 * `User` model of a generated Prisma client. Told by their shape: the same adapters go by several package names.
 */
export function adapterUser(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  resolver: Resolver,
  config: ts.ObjectLiteralExpression,
): ts.Type | undefined {
  const adapter = resolver.property(config, "adapter");
  if (adapter.kind !== "value" || !tsModule.isExpression(adapter.value)) return undefined;
  const [user, ...others] = new Set(
    callsIn(tsModule, resolver, adapter.value).map((call) => userOfCall(tsModule, checker, resolver, call)),
  );
  return others.length === 0 ? user : undefined;
}

/** The calls that may make the adapter: itself, its alternatives, and what an adapter of the project's own spreads. */
function callsIn(tsModule: typeof ts, resolver: Resolver, adapter: ts.Expression): ts.CallExpression[] {
  return resolver.alternatives(adapter).flatMap((one): ts.CallExpression[] => {
    if (tsModule.isCallExpression(one)) return [one];
    if (!tsModule.isObjectLiteralExpression(one)) return [];
    return one.properties
      .filter(tsModule.isSpreadAssignment)
      .map(({ expression }) => resolver.resolve(expression))
      .filter(tsModule.isCallExpression);
  });
}

function userOfCall(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  resolver: Resolver,
  { arguments: [client, schema] }: ts.CallExpression,
): ts.Type | undefined {
  if (schema) return ofTables(tsModule, checker, resolver, schema);
  return client && ofClient(tsModule, checker, checker.getTypeAtLocation(unwrapped(tsModule, client)));
}

/** `DrizzleAdapter(db, { usersTable: users })`: a row as `select()` gives it. */
function ofTables(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  resolver: Resolver,
  schema: ts.Expression,
): ts.Type | undefined {
  const tables = resolver.resolve(schema);
  const found = tsModule.isObjectLiteralExpression(tables) ? resolver.property(tables, "usersTable") : undefined;
  // In the options themselves the adapter's own parameter is the context, and a table is what it is without that.
  const table =
    found?.kind === "value"
      ? checker.getTypeAtLocation(found.value)
      : memberType(checker, checker.getTypeAtLocation(schema), "usersTable");
  return table && memberType(checker, table, "$inferSelect");
}

/** `PrismaAdapter(prisma)`: the model's columns, which its delegate keeps behind a key that is a symbol. */
function ofClient(tsModule: typeof ts, checker: ts.TypeChecker, client: ts.Type): ts.Type | undefined {
  const delegate = memberType(checker, client, "user");
  const hidden =
    delegate &&
    checker.getIndexInfosOfType(delegate).find(({ keyType }) => (keyType.flags & tsModule.TypeFlags.ESSymbolLike) !== 0)
      ?.type;
  return ["types", "payload", "scalars"].reduce<ts.Type | undefined>(
    (type, name) => type && memberType(checker, type, name),
    hidden,
  );
}

function memberType(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | undefined {
  const symbol = checker.getPropertyOfType(checker.getNonNullableType(type), name);
  return symbol && checker.getTypeOfSymbol(symbol);
}
