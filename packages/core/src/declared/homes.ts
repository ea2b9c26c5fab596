import type ts from "typescript";
import { isOwnFile } from "../compiler/module-names.js";
import type { Types } from "../compiler/types.js";
import type { MemberContainer } from "../edits/members.js";
import type { InterfaceName } from "../report.js";
import type { Augmentation } from "./augmentations.js";
import type { DeclaredInterfaces } from "./interfaces.js";

/** Where a new member of an interface goes. */
export type Home =
  /** Into an interface or literal that exists. */
  | { readonly kind: "members"; readonly file: ts.SourceFile; readonly container: MemberContainer }
  /** `user: X` becomes `user: { … } & X`. */
  | {
      readonly kind: "intersect";
      readonly file: ts.SourceFile;
      readonly type: ts.TypeNode;
      readonly literalLast: boolean;
    }
  /** A new interface in a `declare module` block that exists. */
  | { readonly kind: "block"; readonly file: ts.SourceFile; readonly block: ts.ModuleBlock }
  /** A new block at the end of a file that augments the library already. */
  | { readonly kind: "file"; readonly file: ts.SourceFile }
  | { readonly kind: "new-file" };

/** Where a new member of the interface itself goes: the project's own declaration first, else beside its other ones. */
export function homeOf(
  tsModule: typeof ts,
  declared: DeclaredInterfaces,
  augmentations: readonly Augmentation[],
  name: InterfaceName,
  specifier: string,
): Home {
  const [declaration] = declared.ownDeclarations(name);
  if (declaration) return { kind: "members", file: declaration.getSourceFile(), container: declaration };
  const effective = augmentations.filter(({ file }) => tsModule.isExternalModule(file));
  const block = effective.find((augmentation) => augmentation.specifier.text === specifier);
  if (block?.block.body && tsModule.isModuleBlock(block.block.body))
    return { kind: "block", file: block.file, block: block.block.body };
  const [any] = effective;
  return any ? { kind: "file", file: any.file } : { kind: "new-file" };
}

/** Where a new field of a field that the project declares itself goes: of `user`, mostly; `undefined` when its form cannot be extended. */
export function homeWithin(
  tsModule: typeof ts,
  program: ts.Program,
  types: Types,
  outer: ts.PropertySignature,
): Home | undefined {
  const file = outer.getSourceFile();
  if (!outer.type) return undefined;
  return homeInType(tsModule, program, types, file, outer.type, 0);
}

function homeInType(
  tsModule: typeof ts,
  program: ts.Program,
  types: Types,
  file: ts.SourceFile,
  type: ts.TypeNode,
  depth: number,
): Home | undefined {
  const inner = (node: ts.TypeNode): Home | undefined =>
    homeInType(tsModule, program, types, node.getSourceFile(), node, depth + 1);
  if (depth > 4) return undefined;
  if (tsModule.isTypeLiteralNode(type)) return { kind: "members", file, container: type };
  if (tsModule.isParenthesizedTypeNode(type)) return inner(type.type);
  if (tsModule.isIntersectionTypeNode(type)) {
    const literal = type.types.find(tsModule.isTypeLiteralNode);
    if (literal) return inner(literal);
    const own = type.types.map(inner).find((home) => home?.kind === "members");
    return own ?? { kind: "intersect", file, type, literalLast: tsModule.isTypeReferenceNode(type.types[0] ?? type) };
  }
  if (tsModule.isUnionTypeNode(type)) {
    // `{ … } | null`: the one part that is an object. Several of them are a decision of their author.
    const objects = type.types.filter((part) => !isNullish(tsModule, part));
    const [only] = objects;
    if (!only || objects.length > 1) return undefined;
    const home = inner(only);
    return home?.kind === "intersect" ? undefined : home;
  }
  if (tsModule.isTypeReferenceNode(type)) {
    const declaration = types.checker.getTypeFromTypeNode(type);
    const symbol = declaration.aliasSymbol ?? declaration.getSymbol();
    const own = symbol?.declarations?.find(
      (node) => isOwnFile(program, node.getSourceFile()) && !isAugmentation(tsModule, node),
    );
    if (own && tsModule.isInterfaceDeclaration(own))
      return { kind: "members", file: own.getSourceFile(), container: own };
    if (own && tsModule.isTypeAliasDeclaration(own)) return inner(own.type);
    return { kind: "intersect", file, type, literalLast: true };
  }
  // DefaultSession["user"] and the like.
  return tsModule.isIndexedAccessTypeNode(type) ? { kind: "intersect", file, type, literalLast: false } : undefined;
}

/** Inside `declare module`: the library's own `User`, which is more than the session's. */
function isAugmentation(tsModule: typeof ts, node: ts.Node): boolean {
  return tsModule.isModuleBlock(node.parent);
}

function isNullish(tsModule: typeof ts, type: ts.TypeNode): boolean {
  const { SyntaxKind } = tsModule;
  return (
    type.kind === SyntaxKind.UndefinedKeyword ||
    (tsModule.isLiteralTypeNode(type) && type.literal.kind === SyntaxKind.NullKeyword)
  );
}
