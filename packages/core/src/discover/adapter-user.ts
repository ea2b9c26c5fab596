import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { unalias } from "../compiler/module-names.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { Resolver } from "./resolve.js";
import type { Workspace } from "../api/workspace.js";
import { returnedBy } from "../syntax/functions.js";

/** How many names, calls and spreads are followed from the `adapter` to the call that is given the database. */
const maxSteps = 8;

/**
 * The row of the user table that a config's adapter stores and hands to the callbacks, where what the adapter is given tells: a generated Prisma
 * client, or Drizzle's tables.
 */
export function adapterUser(
  workspace: Workspace,
  resolver: Resolver,
  config: ts.ObjectLiteralExpression,
): ts.Type | undefined {
  const { ts } = workspace;
  const checker = workspace.program.getTypeChecker();

  const rowOf = (node: ts.Expression, steps: number): ts.Type | undefined => {
    if (steps > maxSteps) return undefined;
    const value = unwrapped(ts, node);
    const firstOf = (inner: readonly ts.Expression[]): ts.Type | undefined => {
      for (const one of inner) {
        const row = rowOf(one, steps + 1);
        if (row) return row;
      }
      return undefined;
    };
    if (ts.isCallExpression(value)) {
      const row = rowOfArguments(ts, checker, resolver, value.arguments);
      const made = row ? undefined : resolver.functionOf(value.expression);
      return row ?? (made && firstOf(returnedBy(ts, made)));
    }
    // Of two databases nobody knows which it is.
    if (ts.isConditionalExpression(value)) {
      const [one, other] = [value.whenTrue, value.whenFalse].map((branch) => rowOf(branch, steps + 1));
      return one === other ? one : undefined;
    }
    // `{ ...PrismaAdapter(db), createUser: … }`
    if (ts.isObjectLiteralExpression(value))
      return firstOf(value.properties.flatMap((one) => (ts.isSpreadAssignment(one) ? [one.expression] : [])));
    const symbol = ts.isIdentifier(value) ? checker.getSymbolAtLocation(value) : undefined;
    const declaration = symbol && unalias(ts, checker, symbol).valueDeclaration;
    return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? rowOf(declaration.initializer, steps + 1)
      : undefined;
  };

  const written = config.properties.find((one) => one.name?.getText() === "adapter");
  if (written && ts.isPropertyAssignment(written)) return rowOf(written.initializer, 0);
  const found = resolver.property(config, "adapter");
  return found.kind === "value" && ts.isExpression(found.value) ? rowOf(found.value, 0) : undefined;
}

function rowOfArguments(
  ts: TypeScript,
  checker: ts.TypeChecker,
  resolver: Resolver,
  args: readonly ts.Expression[],
): ts.Type | undefined {
  for (const argument of args.filter((one) => !ts.isSpreadElement(one))) {
    const row =
      drizzleRow(ts, checker, resolver, argument) ??
      prismaRow(ts, checker, checker.getNonNullableType(checker.getTypeAtLocation(unwrapped(ts, argument))));
    if (row) return row;
  }
  return undefined;
}

function propertyType(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | undefined {
  const symbol = checker.getPropertyOfType(type, name);
  return symbol && checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
}

/** `{ usersTable: users }`: a table of Drizzle's says itself what is selected from it. */
function drizzleRow(
  ts: TypeScript,
  checker: ts.TypeChecker,
  resolver: Resolver,
  tables: ts.Expression,
): ts.Type | undefined {
  const written = resolver.resolve(tables);
  const found = ts.isObjectLiteralExpression(written) ? resolver.property(written, "usersTable") : undefined;
  // In the options themselves the adapter's own parameter is the context, and a table is what it is without that.
  const table =
    found?.kind === "value"
      ? checker.getTypeAtLocation(found.value)
      : propertyType(checker, checker.getTypeAtLocation(tables), "usersTable");
  return table && propertyType(checker, table, "$inferSelect");
}

/** The names under which a generated Prisma client exports the row of its `User` model. */
const prismaNames = ["User", "UserModel"];

/** A Prisma client has a member for each model; where that member's type is declared, the row's type is exported. */
function prismaRow(ts: TypeScript, checker: ts.TypeChecker, client: ts.Type): ts.Type | undefined {
  const delegate = propertyType(checker, client, "user");
  if (!delegate) return undefined;
  if (!checker.getPropertyOfType(delegate, "findUnique")) return columnsOf(ts, checker, delegate);
  const files = [delegate, client].flatMap((type) => type.getSymbol()?.declarations ?? []);
  for (const file of new Set(files.map((declaration) => declaration.getSourceFile()))) {
    const module = checker.getSymbolAtLocation(file);
    const row = module && checker.getExportsOfModule(module).find((one) => prismaNames.includes(one.name));
    const type = row && checker.getDeclaredTypeOfSymbol(unalias(ts, checker, row));
    if (type && (type.flags & ts.TypeFlags.Object) !== 0) return type;
  }
  return columnsOf(ts, checker, delegate);
}

/** The model's columns, which its delegate keeps behind a key that is a symbol. */
function columnsOf(ts: TypeScript, checker: ts.TypeChecker, delegate: ts.Type): ts.Type | undefined {
  const hidden = checker
    .getIndexInfosOfType(delegate)
    .find(({ keyType }) => (keyType.flags & ts.TypeFlags.ESSymbolLike) !== 0)?.type;
  return ["types", "payload", "scalars"].reduce<ts.Type | undefined>(
    (type, name) => type && propertyType(checker, type, name),
    hidden,
  );
}
