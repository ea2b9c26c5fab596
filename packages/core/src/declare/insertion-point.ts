import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Types } from "../compiler/types.js";
import type { MemberContainer } from "../edits/members.js";
import type { Augmentation } from "../declared/augmentations.js";

/** The place of a new member of an interface. */
export type InsertionPoint =
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
  /** A new block at the end of a file that already augments the library. */
  | { readonly kind: "file"; readonly file: ts.SourceFile }
  | { readonly kind: "new-file" };

/**
 * The place of a new member of the interface itself: in the project's own declaration, or else beside its other ones.
 */
export function insertionPointOf(
  ts: TypeScript,
  declarations: readonly ts.InterfaceDeclaration[],
  augmentations: readonly Augmentation[],
  specifier: string,
): InsertionPoint {
  const [declaration] = declarations;
  if (declaration) return { kind: "members", file: declaration.getSourceFile(), container: declaration };
  const effective = augmentations.filter(({ file }) => ts.isExternalModule(file));
  const block = effective.find((augmentation) => augmentation.specifier.text === specifier);
  if (block?.block.body && ts.isModuleBlock(block.block.body))
    return { kind: "block", file: block.file, block: block.block.body };
  const [any] = effective;
  return any ? { kind: "file", file: any.file } : { kind: "new-file" };
}

/**
 * The place of a new field inside a field that the project declares, mostly `user`; `undefined` if its form cannot be
 * extended.
 * @param isEditable whether a declaration is the project's own and may be changed
 */
export function insertionPointWithin(
  ts: TypeScript,
  types: Types,
  isEditable: (node: ts.Node) => boolean,
  outer: ts.PropertySignature,
): InsertionPoint | undefined {
  return outer.type && insertionPointInType(ts, types, isEditable, outer.type, 0);
}

function insertionPointInType(
  ts: TypeScript,
  types: Types,
  isEditable: (node: ts.Node) => boolean,
  type: ts.TypeNode,
  depth: number,
): InsertionPoint | undefined {
  const file = type.getSourceFile();
  const inner = (node: ts.TypeNode): InsertionPoint | undefined =>
    insertionPointInType(ts, types, isEditable, node, depth + 1);
  if (depth > 4) return undefined;
  if (ts.isTypeLiteralNode(type)) return { kind: "members", file, container: type };
  if (ts.isParenthesizedTypeNode(type)) return inner(type.type);
  if (ts.isIntersectionTypeNode(type)) {
    const literal = type.types.find(ts.isTypeLiteralNode);
    if (literal) return inner(literal);
    const own = type.types.map(inner).find((home) => home?.kind === "members");
    return own ?? { kind: "intersect", file, type, literalLast: isReference(ts, type.types[0] ?? type) };
  }
  if (ts.isUnionTypeNode(type)) {
    // `{ … } | null` has one part that is an object. With several, the author decides.
    const objects = type.types.filter((part) => !isNullish(ts, part));
    const [only] = objects;
    if (!only || objects.length > 1) return undefined;
    const home = inner(only);
    return home?.kind === "intersect" ? undefined : home;
  }
  if (isReference(ts, type)) {
    // A type with type arguments serves others as well: `WithId<Account>`, `Omit<User, "email">`.
    const own = type.typeArguments ? undefined : ownDeclaration(types, isEditable, type);
    if (own && ts.isInterfaceDeclaration(own)) return { kind: "members", file: own.getSourceFile(), container: own };
    if (own && ts.isTypeAliasDeclaration(own)) return inner(own.type);
    return { kind: "intersect", file, type, literalLast: true };
  }
  // DefaultSession["user"] and the like.
  return ts.isIndexedAccessTypeNode(type) ? { kind: "intersect", file, type, literalLast: false } : undefined;
}

/** A named type, imported or written as `import("…").Name`. */
function isReference(ts: TypeScript, type: ts.TypeNode): type is ts.TypeReferenceNode | ts.ImportTypeNode {
  return ts.isTypeReferenceNode(type) || ts.isImportTypeNode(type);
}

/**
 * The declaration behind a name, if only the project declares it: the library's `User` is not the session's, even if it
 * is augmented.
 */
function ownDeclaration(
  types: Types,
  isEditable: (node: ts.Node) => boolean,
  reference: ts.TypeNode,
): ts.Declaration | undefined {
  const declarations = types.declarationsOf(types.symbolNaming(types.typeFromNode(reference)));
  return declarations.every(isEditable) ? declarations[0] : undefined;
}

function isNullish(ts: TypeScript, type: ts.TypeNode): boolean {
  const { SyntaxKind } = ts;
  return (
    type.kind === SyntaxKind.UndefinedKeyword ||
    (ts.isLiteralTypeNode(type) && type.literal.kind === SyntaxKind.NullKeyword)
  );
}

/**
 * The node that is extended, by which two fields of one place are written together; `undefined` for the end of a file.
 */
export function placeOf(home: InsertionPoint): ts.Node | undefined {
  switch (home.kind) {
    case "members":
      return home.container;
    case "intersect":
      return home.type;
    case "block":
      return home.block;
    case "file":
    case "new-file":
      return undefined;
  }
}
