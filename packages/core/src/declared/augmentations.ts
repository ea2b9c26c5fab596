import type ts from "typescript";
import { isOwnFile } from "../compiler/module-names.js";
import type { Library } from "../discover/library.js";
import { fileMayAugment } from "../discover/text-scan.js";
import { keyText, type FieldPath } from "../api/field-key.js";
import type { InterfaceName } from "../api/report.js";
import { propertyName } from "../syntax/names.js";

/** A `declare module "…"` block of the project that is meant for a session library. */
export interface Augmentation {
  readonly file: ts.SourceFile;
  readonly block: ts.ModuleDeclaration;
  readonly specifier: ts.StringLiteral;
  readonly members: readonly AugmentingMember[];
}

/** A declaration in such a block that bears the name of one of the library's interfaces. */
export interface AugmentingMember {
  readonly name: InterfaceName;
  readonly node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration;
}

const interfaceNames: ReadonlySet<string> = new Set<InterfaceName>(["Session", "JWT", "User", "Profile", "Account"]);

/** All such blocks of the program's own files, in program order. */
export function augmentationsIn(
  tsModule: typeof ts,
  program: ts.Program,
  libraries: readonly Library[],
): Augmentation[] {
  return program
    .getSourceFiles()
    .filter((file) => fileMayAugment(file) && isOwnFile(program, file))
    .flatMap((file) => augmentationsOf(tsModule, file, libraries));
}

/** The blocks of one file. */
export function augmentationsOf(
  tsModule: typeof ts,
  file: ts.SourceFile,
  libraries: readonly Library[],
): Augmentation[] {
  return blocksOf(tsModule, file, file.statements).filter(({ specifier }) => isOfFamily(libraries, specifier.text));
}

/** Whether a specifier is one of a library, or of a package that belongs to it. */
export function isOfFamily(libraries: readonly Library[], specifier: string): boolean {
  return libraries.some((library) => library.family.test(specifier));
}

/** The blocks among some statements of a file, whatever module they are for. */
export function blocksOf(
  tsModule: typeof ts,
  file: ts.SourceFile,
  statements: readonly ts.Statement[],
): Augmentation[] {
  return statements.flatMap((block): Augmentation[] => {
    if (!tsModule.isModuleDeclaration(block) || !tsModule.isStringLiteral(block.name)) return [];
    const members = statementsOf(tsModule, block).flatMap((node): AugmentingMember[] => {
      if (!tsModule.isInterfaceDeclaration(node) && !tsModule.isTypeAliasDeclaration(node)) return [];
      return interfaceNames.has(node.name.text) ? [{ name: node.name.text as InterfaceName, node }] : [];
    });
    return [{ file, block, specifier: block.name, members }];
  });
}

/** The statements inside a block; those of the innermost one in `namespace A.B`. */
export function statementsOf(tsModule: typeof ts, { body }: ts.ModuleDeclaration): readonly ts.Statement[] {
  if (!body) return [];
  if (tsModule.isModuleBlock(body)) return body.statements;
  return tsModule.isModuleDeclaration(body) ? statementsOf(tsModule, body) : [];
}

/** The fields that a declaration lists: `role`, and `user.id` for those inside a literal behind `user`. */
export function declaredPaths(
  tsModule: typeof ts,
  node: ts.InterfaceDeclaration | ts.TypeLiteralNode | ts.TypeAliasDeclaration,
): FieldPath[] {
  const members = tsModule.isTypeAliasDeclaration(node) ? literalMembers(tsModule, node.type) : node.members;
  return members.filter(tsModule.isPropertySignature).flatMap((member): FieldPath[] => {
    const name = propertyName(tsModule, member.name);
    if (name === undefined) return [];
    if (name !== "user" || !member.type) return [[name]];
    return literalMembers(tsModule, member.type).flatMap((inner) => {
      const innerName = inner.name && propertyName(tsModule, inner.name);
      return innerName === undefined ? [] : [[name, innerName]];
    });
  });
}

/** The same with the interface's name before it: `Session.user.id`. */
export function declaredFields(
  tsModule: typeof ts,
  name: InterfaceName,
  node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
): string[] {
  return declaredPaths(tsModule, node).map((names) => keyText({ interface: name, names }));
}

function literalMembers(tsModule: typeof ts, type: ts.TypeNode): readonly ts.TypeElement[] {
  if (tsModule.isTypeLiteralNode(type)) return type.members;
  if (tsModule.isIntersectionTypeNode(type)) return type.types.flatMap((part) => [...literalMembers(tsModule, part)]);
  return tsModule.isParenthesizedTypeNode(type) ? literalMembers(tsModule, type.type) : [];
}
