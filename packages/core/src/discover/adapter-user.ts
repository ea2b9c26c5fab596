import type ts from "typescript";
import type { ProgramView } from "../compiler/program-view.js";
import type { Types } from "../compiler/types.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { Resolver } from "./resolve.js";
import { returnedBy } from "../syntax/functions.js";

/** Maximum number of names, calls and spreads between the `adapter` and the call that takes the database. */
const maxSteps = 8;

/**
 * The row of the user table that a config's adapter stores and hands to the callbacks. It is known if the adapter takes
 * a generated Prisma client or Drizzle's tables.
 */
export function adapterUser(
  view: ProgramView,
  resolver: Resolver,
  config: ts.ObjectLiteralExpression,
): ts.Type | undefined {
  const { ts, types } = view;

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
      const row = rowOfArguments(view, resolver, value.arguments);
      const made = row ? undefined : resolver.functionOf(value.expression);
      return row ?? (made && firstOf(returnedBy(ts, made)));
    }
    // With two databases nobody knows which one it is.
    if (ts.isConditionalExpression(value)) {
      const [one, other] = [value.whenTrue, value.whenFalse].map((branch) => rowOf(branch, steps + 1));
      return one === other ? one : undefined;
    }
    // `{ ...PrismaAdapter(db), createUser: … }`
    if (ts.isObjectLiteralExpression(value))
      return firstOf(value.properties.flatMap((one) => (ts.isSpreadAssignment(one) ? [one.expression] : [])));
    const declaration = ts.isIdentifier(value) ? types.valueDeclarationOf(types.resolvedAt(value)) : undefined;
    return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? rowOf(declaration.initializer, steps + 1)
      : undefined;
  };

  const written = config.properties.find((one) => one.name?.getText() === "adapter");
  if (written && ts.isPropertyAssignment(written)) return rowOf(written.initializer, 0);
  const found = resolver.property(config, "adapter");
  return found.kind === "value" && ts.isExpression(found.value) ? rowOf(found.value, 0) : undefined;
}

function rowOfArguments(view: ProgramView, resolver: Resolver, args: readonly ts.Expression[]): ts.Type | undefined {
  const { ts, types } = view;
  for (const argument of args.filter((one) => !ts.isSpreadElement(one))) {
    const row =
      drizzleRow(view, resolver, argument) ??
      prismaRow(types, types.withoutNullable(types.typeAt(unwrapped(ts, argument))));
    if (row) return row;
  }
  return undefined;
}

/** The type of a property without undefined. */
function present(types: Types, type: ts.Type, name: string): ts.Type | undefined {
  const found = types.propertyType(type, name);
  return found && types.withoutNullable(found);
}

/** `{ usersTable: users }`: the type of a Drizzle table gives its selected row. */
function drizzleRow({ ts, types }: ProgramView, resolver: Resolver, tables: ts.Expression): ts.Type | undefined {
  const written = resolver.resolve(tables);
  const found = ts.isObjectLiteralExpression(written) ? resolver.property(written, "usersTable") : undefined;
  // Inside the options the adapter's parameter is the contextual type, so the table is typed without it.
  const table =
    found?.kind === "value" ? types.typeAt(found.value) : present(types, types.typeAt(tables), "usersTable");
  return table && present(types, table, "$inferSelect");
}

/** The names under which a generated Prisma client exports the row of its `User` model. */
const prismaNames = ["User", "UserModel"];

/** A Prisma client has a member for each model. The file that declares the member's type exports the row's type. */
function prismaRow(types: Types, client: ts.Type): ts.Type | undefined {
  const delegate = present(types, client, "user");
  if (!delegate) return undefined;
  if (!types.property(delegate, "findUnique")) return columnsOf(types, delegate);
  const files = [delegate, client].flatMap((type) => types.declarationsOf(types.symbolOf(type)));
  for (const file of new Set(files.map((declaration) => declaration.getSourceFile()))) {
    const module = types.moduleOf(file);
    const row = module && types.exportsOf(module).find((one) => prismaNames.includes(one.name));
    const type = row && types.declaredType(types.resolved(row));
    if (type && types.isObjectAlone(type)) return type;
  }
  return columnsOf(types, delegate);
}

/** The model's columns, which its delegate keeps under a symbol. */
function columnsOf(types: Types, delegate: ts.Type): ts.Type | undefined {
  return ["types", "payload", "scalars"].reduce<ts.Type | undefined>(
    (type, name) => type && present(types, type, name),
    types.symbolIndexType(delegate),
  );
}
