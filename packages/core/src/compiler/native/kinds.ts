import type ts from "typescript";
import type { TypeScript } from "../../syntax/typescript.js";

/** The kinds of nodes that TypeScript's own namespace tests for together, by the names of those tests. */
function kindsOf({ SyntaxKind }: TypeScript): Readonly<Record<string, readonly ts.SyntaxKind[]>> {
  const isAccessor = [SyntaxKind.GetAccessor, SyntaxKind.SetAccessor];
  const signatures = [SyntaxKind.CallSignature, SyntaxKind.ConstructSignature, SyntaxKind.IndexSignature];
  return {
    isAccessor,
    isClassLike: [SyntaxKind.ClassDeclaration, SyntaxKind.ClassExpression],
    isFunctionLike: [
      ...isAccessor,
      ...signatures,
      SyntaxKind.MethodSignature,
      SyntaxKind.FunctionDeclaration,
      SyntaxKind.FunctionExpression,
      SyntaxKind.ArrowFunction,
      SyntaxKind.MethodDeclaration,
      SyntaxKind.Constructor,
      SyntaxKind.FunctionType,
      SyntaxKind.ConstructorType,
      SyntaxKind.JSDocSignature,
    ],
    isClassElement: [
      ...isAccessor,
      SyntaxKind.Constructor,
      SyntaxKind.PropertyDeclaration,
      SyntaxKind.MethodDeclaration,
      SyntaxKind.IndexSignature,
      SyntaxKind.ClassStaticBlockDeclaration,
      SyntaxKind.SemicolonClassElement,
    ],
    isTypeElement: [
      ...isAccessor,
      ...signatures,
      SyntaxKind.PropertySignature,
      SyntaxKind.MethodSignature,
      SyntaxKind.NotEmittedTypeElement,
    ],
    isLoop: [
      SyntaxKind.DoStatement,
      SyntaxKind.WhileStatement,
      SyntaxKind.ForStatement,
      SyntaxKind.ForInStatement,
      SyntaxKind.ForOfStatement,
    ],
  };
}

type OfSeveralKinds = Pick<
  TypeScript,
  "isAccessor" | "isClassElement" | "isClassLike" | "isFunctionLike" | "isIterationStatement" | "isTypeElement"
>;

/** Tests for one of several kinds of nodes. */
export function testsOfKinds(ast: TypeScript): OfSeveralKinds {
  const kinds = kindsOf(ast);
  const isOf =
    (name: string) =>
    (node: ts.Node | undefined): boolean =>
      node !== undefined && kinds[name]?.includes(node.kind) === true;
  const isLoop = (node: ts.Node, looksIntoLabels: boolean): boolean =>
    isOf("isLoop")(node) || (looksIntoLabels && ast.isLabeledStatement(node) && isLoop(node.statement, true));
  return {
    isAccessor: isOf("isAccessor"),
    isClassElement: isOf("isClassElement"),
    isClassLike: isOf("isClassLike"),
    isFunctionLike: isOf("isFunctionLike"),
    isIterationStatement: isLoop,
    isTypeElement: isOf("isTypeElement"),
  } as OfSeveralKinds;
}
