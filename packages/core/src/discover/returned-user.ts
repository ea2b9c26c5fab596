import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { isOwnFile, unalias } from "../compiler/module-names.js";
import { isWrapper } from "../syntax/wrappers.js";
import type { Resolver } from "./resolve.js";
import type { Workspace } from "../api/workspace.js";
import { returnedBy, type FunctionWithBody } from "../syntax/functions.js";
import { joinOf, partsOf } from "../compiler/unions.js";

/** How many names, calls and branches are followed from a `return` to the value behind it. */
const maxSteps = 12;

/** The library's own words for a user: they say nothing of what the project puts there, before the project has declared it. */
const libraryNames = ["User", "AdapterUser", "DefaultUser"];

/**
 * What a function that makes a user returns. Where it says no more than "a user of the library" (`Promise<User | null>`, `{ … } as User`, `as any`),
 * the values behind those words tell what the user holds.
 */
export function returnedUser(workspace: Workspace, resolver: Resolver, maker: FunctionWithBody): ts.Type | undefined {
  const { ts, program } = workspace;
  const checker = program.getTypeChecker();
  // Of `unknown`, what is not nullish would be an empty object.
  const present = (type: ts.Type): ts.Type =>
    (type.flags & ts.TypeFlags.Unknown) !== 0 ? type : checker.getNonNullableType(checker.getAwaitedType(type) ?? type);
  const says = (type: ts.Type): boolean => !partsOf(type).some((part) => isVague(ts, program, part));

  const ofFunction = (node: FunctionWithBody, steps: number): ts.Type[] =>
    returnedBy(ts, node).flatMap((returned) => behind(returned, steps + 1));

  /** The types of the values that an expression stands for, those without a user left out. */
  const behind = (node: ts.Expression, steps: number): ts.Type[] => {
    const type = present(checker.getTypeAtLocation(node));
    if ((type.flags & ts.TypeFlags.Never) !== 0) return [];
    const inner = says(type) || steps > maxSteps ? [] : nextOf(node);
    if (Array.isArray(inner)) return inner.length === 0 ? [type] : inner.flatMap((one) => behind(one, steps + 1));
    return ofFunction(inner, steps);
  };

  /** What an expression takes its value from; nothing where that is the last that can be seen. */
  const nextOf = (node: ts.Expression): ts.Expression[] | FunctionWithBody => {
    if (isWrapper(ts, node) || ts.isAwaitExpression(node)) return [node.expression];
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
    if (ts.isBinaryExpression(node)) return operandsOf(ts, node);
    if (ts.isCallExpression(node)) return resolver.functionOf(node.expression) ?? [];
    if (!ts.isIdentifier(node)) return [];
    const symbol = checker.getSymbolAtLocation(node);
    const declaration = symbol && unalias(ts, checker, symbol).valueDeclaration;
    const isConstant =
      declaration !== undefined &&
      ts.isVariableDeclaration(declaration) &&
      (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    return isConstant && declaration.initializer ? [declaration.initializer] : [];
  };

  const signature = checker.getSignatureFromDeclaration(maker);
  if (!signature) return undefined;
  const returned = present(checker.getReturnTypeOfSignature(signature));
  if (says(returned)) return returned;
  const found = ofFunction(maker, 0);
  return found.length === 0 ? returned : joinOf(ts, checker, found);
}

/** The operands that may be the value of the whole: `found ?? fallback`, `found && made`. */
function operandsOf({ SyntaxKind }: typeof ts, { left, operatorToken, right }: ts.BinaryExpression): ts.Expression[] {
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

/** Whether a type leaves open what the project's users hold. */
function isVague(ts: TypeScript, program: ts.Program, type: ts.Type): boolean {
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return true;
  const symbol = type.getSymbol();
  return (
    symbol !== undefined &&
    libraryNames.includes(symbol.name) &&
    symbol.declarations?.some((one) => !isOwnFile(program, one.getSourceFile())) === true
  );
}
