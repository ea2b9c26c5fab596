import { AST_NODE_TYPES } from "@typescript-eslint/utils";
import type { TSESTree } from "@typescript-eslint/utils";

/**
 * The place at which a file's declaration of a library interface is reported: the interface's name, else the name of
 * the first augmented module, else the type around the first change, else the top.
 *
 * @param offset that of the first change
 */
export function declarationPlace(
  { body }: TSESTree.Program,
  interfaceName: string | undefined,
  offset: number,
): TSESTree.SourceLocation {
  const modules = body.filter(isAugmentation);
  const named = modules
    .flatMap((one) => one.body.body)
    .find((node) => node.type === AST_NODE_TYPES.TSInterfaceDeclaration && node.id.name === interfaceName);
  if (named?.type === AST_NODE_TYPES.TSInterfaceDeclaration) return named.id.loc;
  const [first] = modules;
  if (first) return first.id.loc;
  const around = body.map(declarationIn).find((node) => node && node.range[0] <= offset && offset <= node.range[1]);
  return around ? around.id.loc : { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } };
}

type Augmentation = TSESTree.TSModuleDeclaration & { readonly body: TSESTree.TSModuleBlock };

function isAugmentation(node: TSESTree.Node): node is Augmentation {
  return (
    node.type === AST_NODE_TYPES.TSModuleDeclaration &&
    node.id.type === AST_NODE_TYPES.Literal &&
    node.body !== undefined
  );
}

/** The interface or type that a statement declares, exported or not. */
function declarationIn(
  statement: TSESTree.ProgramStatement,
): TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration | undefined {
  const node = statement.type === AST_NODE_TYPES.ExportNamedDeclaration ? statement.declaration : statement;
  return node?.type === AST_NODE_TYPES.TSInterfaceDeclaration || node?.type === AST_NODE_TYPES.TSTypeAliasDeclaration
    ? node
    : undefined;
}
