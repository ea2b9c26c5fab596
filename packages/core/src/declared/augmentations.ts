import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Library } from "../discover/library.js";
import { fileMayAugment } from "../discover/text-scan.js";
import { keyText, type FieldPath } from "../api/field-key.js";
import type { InterfaceName } from "../api/report.js";
import { propertyName } from "../syntax/names.js";
import type { Program } from "../api/program.js";
import { compilerOf } from "../compiler/compiler.js";

/** A `declare module "…"` block of the project that augments a session library. */
export interface Augmentation {
  readonly file: ts.SourceFile;
  readonly block: ts.ModuleDeclaration;
  readonly specifier: ts.StringLiteral;
  readonly members: readonly AugmentingMember[];
}

/** A declaration in such a block with the name of one of the library's interfaces. */
export interface AugmentingMember {
  readonly name: InterfaceName;
  readonly node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration;
}

const interfaceNames: ReadonlySet<string> = new Set<InterfaceName>(["Session", "JWT", "User", "Profile", "Account"]);

/** All such blocks of the program's own files, in program order. */
export function augmentationsIn(ts: TypeScript, program: Program, libraries: readonly Library[]): Augmentation[] {
  return compilerOf(ts)
    .ownFiles(program)
    .filter(fileMayAugment)
    .flatMap((file) => augmentationsOf(ts, file, libraries));
}

/** The blocks of one file. */
export function augmentationsOf(ts: TypeScript, file: ts.SourceFile, libraries: readonly Library[]): Augmentation[] {
  return blocksOf(ts, file, file.statements).filter(({ specifier }) => isOfFamily(libraries, specifier.text));
}

/** Whether a specifier is one of a library, or of a package that belongs to it. */
export function isOfFamily(libraries: readonly Library[], specifier: string): boolean {
  return libraries.some((library) => library.family.test(specifier));
}

/** The blocks among some statements of a file, for any module. */
export function blocksOf(ts: TypeScript, file: ts.SourceFile, statements: readonly ts.Statement[]): Augmentation[] {
  return statements.flatMap((block): Augmentation[] => {
    if (!ts.isModuleDeclaration(block) || !ts.isStringLiteral(block.name)) return [];
    const members = statementsOf(ts, block).flatMap((node): AugmentingMember[] => {
      if (!ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node)) return [];
      return interfaceNames.has(node.name.text) ? [{ name: node.name.text as InterfaceName, node }] : [];
    });
    return [{ file, block, specifier: block.name, members }];
  });
}

/** The statements inside a block; those of the innermost one in `namespace A.B`. */
export function statementsOf(ts: TypeScript, { body }: ts.ModuleDeclaration): readonly ts.Statement[] {
  if (!body) return [];
  if (ts.isModuleBlock(body)) return body.statements;
  return ts.isModuleDeclaration(body) ? statementsOf(ts, body) : [];
}

/** The fields of a declaration: `role`, and `user.id` for those inside a literal behind `user`. */
export function declaredPaths(
  ts: TypeScript,
  node: ts.InterfaceDeclaration | ts.TypeLiteralNode | ts.TypeAliasDeclaration,
): FieldPath[] {
  const members = ts.isTypeAliasDeclaration(node) ? literalMembers(ts, node.type) : node.members;
  return members.filter(ts.isPropertySignature).flatMap((member): FieldPath[] => {
    const name = propertyName(ts, member.name);
    if (name === undefined) return [];
    if (name !== "user" || !member.type) return [[name]];
    return literalMembers(ts, member.type).flatMap((inner) => {
      const innerName = inner.name && propertyName(ts, inner.name);
      return innerName === undefined ? [] : [[name, innerName]];
    });
  });
}

/** The same with the interface's name: `Session.user.id`. */
export function declaredFields(
  ts: TypeScript,
  name: InterfaceName,
  node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
): string[] {
  return declaredPaths(ts, node).map((names) => keyText({ interface: name, names }));
}

function literalMembers(ts: TypeScript, type: ts.TypeNode): readonly ts.TypeElement[] {
  if (ts.isTypeLiteralNode(type)) return type.members;
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap((part) => [...literalMembers(ts, part)]);
  return ts.isParenthesizedTypeNode(type) ? literalMembers(ts, type.type) : [];
}
