import type ts from "typescript";
import { isWrapper } from "../syntax/wrappers.js";
import type { Resolver } from "./resolve.js";
import { returnedBy, type FunctionWithBody } from "../syntax/functions.js";
import type { ProgramView } from "../compiler/program-view.js";
import type { TypeScript } from "../syntax/typescript.js";
import { isOwnFile } from "../compiler/own-files.js";

/** Maximum number of names, calls and branches between a `return` and its value. */
const maxSteps = 12;

/** The library's own names for a user. Before the project declares its fields, they say nothing about them. */
const libraryNames = ["User", "AdapterUser", "DefaultUser"];

/**
 * The return type of a function that makes a user. If it says only "a user of the library" (`Promise<User | null>`, `{
 * … } as User`, `as any`), the values behind it tell the user's fields.
 */
export function returnedUser(view: ProgramView, resolver: Resolver, maker: FunctionWithBody): ts.Type | undefined {
  const { ts, types } = view;
  // The part of `unknown` that is not nullish would be an empty object.
  const present = (type: ts.Type): ts.Type =>
    types.isUnknown(type) ? type : types.withoutNullable(types.awaited(type));
  const says = (type: ts.Type): boolean => !types.partsOf(type).some((part) => isVague(view, part));

  const ofFunction = (node: FunctionWithBody, steps: number): ts.Type[] =>
    returnedBy(ts, node).flatMap((returned) => behind(returned, steps + 1));

  /** The types of the values behind an expression, without those that hold no user. */
  const behind = (node: ts.Expression, steps: number): ts.Type[] => {
    const type = present(types.typeAt(node));
    if (types.isNever(type)) return [];
    const inner = says(type) || steps > maxSteps ? [] : nextOf(node);
    if (Array.isArray(inner)) return inner.length === 0 ? [type] : inner.flatMap((one) => behind(one, steps + 1));
    return ofFunction(inner, steps);
  };

  /** The expressions that an expression takes its value from; none at the last one that is visible. */
  const nextOf = (node: ts.Expression): ts.Expression[] | FunctionWithBody => {
    if (isWrapper(ts, node) || ts.isAwaitExpression(node)) return [node.expression];
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
    if (ts.isBinaryExpression(node)) return operandsOf(ts, node);
    if (ts.isCallExpression(node)) return resolver.functionOf(node.expression) ?? [];
    if (!ts.isIdentifier(node)) return [];
    const declaration = types.valueDeclarationOf(types.resolvedAt(node));
    const isConstant =
      declaration !== undefined &&
      ts.isVariableDeclaration(declaration) &&
      (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    return isConstant && declaration.initializer ? [declaration.initializer] : [];
  };

  const type = types.returnedBy(maker);
  if (!type) return undefined;
  const returned = present(type);
  if (says(returned)) return returned;
  const found = ofFunction(maker, 0);
  return found.length === 0 ? returned : types.join(found);
}

/** The operands that may be the whole's value: `found ?? fallback`, `found && made`. */
function operandsOf({ SyntaxKind }: TypeScript, { left, operatorToken, right }: ts.BinaryExpression): ts.Expression[] {
  switch (operatorToken.kind) {
    case SyntaxKind.BarBarToken:
    case SyntaxKind.QuestionQuestionToken:
      return [left, right];
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.CommaToken:
      return [right];
    default:
      return [];
  }
}

/** Whether a type does not tell the fields of the project's users. */
function isVague({ program, types }: ProgramView, type: ts.Type): boolean {
  if (types.isAny(type) || types.isUnknown(type)) return true;
  const symbol = types.symbolOf(type);
  return (
    symbol !== undefined &&
    libraryNames.includes(symbol.name) &&
    types.declarationsOf(symbol).some((one) => !isOwnFile(program, one.getSourceFile()))
  );
}
