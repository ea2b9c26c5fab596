import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { ProgramView } from "../compiler/program-view.js";
import type { Library } from "../discover/library.js";
import { insert, replace } from "../edits/members.js";
import { styleIn } from "../workspace/style/style-in.js";
import type { EditSet } from "../edits/text-edit.js";
import { keyText } from "../api/field-key.js";
import { declaredFields, declaredPaths, type Augmentation, type AugmentingMember } from "../declared/augmentations.js";
import type { DeclaredInterfaces } from "../declared/interfaces.js";
import { propertyName } from "../syntax/names.js";
import { wrongModules, isOfOneInterface, asOf } from "./wrong-module.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";

/** Declarations in a block that the compiler does not merge into the interface of the same name. */
export function unmergedDeclarations(
  view: ProgramView,
  declared: DeclaredInterfaces,
  library: Library,
  augmentations: readonly Augmentation[],
): Ineffective[] {
  const { ts } = view;
  return augmentations.flatMap((augmentation): Ineffective[] => {
    const isMerged = ({ name, node }: AugmentingMember): boolean =>
      declared.ownDeclarations(name).some((declaration) => declaration === node);
    const unmerged = augmentation.members.filter((member) => !isMerged(member) && declared.names.includes(member.name));
    const aliases = unmerged.filter(({ node }) => ts.isTypeAliasDeclaration(node));
    const misplaced = unmerged.filter(
      (member) => !aliases.includes(member) && library.specifiers[member.name] !== augmentation.specifier.text,
    );
    const split = unmerged.filter((member) => !aliases.includes(member) && !misplaced.includes(member));
    return [
      ...aliases.map((member) => notAnInterface(view, library, augmentation, member)),
      ...wrongModules(view, library, augmentation, misplaced),
      ...splitOff(view, declared, augmentation, split),
    ];
  });
}

/**
 * Interfaces that the compiler has split off, because it reads the block for the re-exported module after this one:
 * readers get the declarations of the later block. Fields that the later block declares too are not missing.
 */
function splitOff(
  view: ProgramView,
  declared: DeclaredInterfaces,
  augmentation: Augmentation,
  members: readonly AugmentingMember[],
): Ineffective[] {
  const { ts, types } = view;
  const { specifier } = augmentation;
  return members.flatMap(({ name, node }): Ineffective[] => {
    const paths = declaredPaths(ts, node).filter((names) => !declared.field({ interface: name, names }));
    const [effective] = declared.ownDeclarations(name);
    if (!effective || !isOfOneInterface(types, effective, node)) return [];
    const other = ts.findAncestor(effective, ts.isModuleDeclaration)?.name;
    if (!other || paths.length === 0) return [];
    const outermost = declaredPaths(ts, node).map((names) => names.slice(0, 1));
    const isContradicting = outermost.some((names) => declared.field({ interface: name, names })?.own !== undefined);
    return [
      {
        ...at(node.name),
        message: `\`${name}\` is augmented in "${other.text}" as well, and "${specifier.text}" only re-exports that: the session and the callbacks do not get what is declared here.`,
        edits: isContradicting ? undefined : asOf(view, augmentation, node, other.text),
        manual: `Declare it in one block for "${other.text}".`,
        related: [{ message: "the declaration that takes effect", node: effective }],
        fields: paths.map((names) => keyText({ interface: name, names })),
      },
    ];
  });
}

function notAnInterface(
  view: ProgramView,
  library: Library,
  { file }: Augmentation,
  { name, node }: AugmentingMember,
): Ineffective {
  const { ts } = view;
  return {
    ...at(node.name),
    message: `\`type ${name}\` does not merge with the library's \`${name}\`, only an interface does: nothing that is declared here takes effect.`,
    edits: ts.isTypeAliasDeclaration(node) ? asInterface(view, library, file, node) : undefined,
    manual: `Write it as \`interface ${name} { … }\`.`,
    fields: declaredFields(ts, name, node),
  };
}

/**
 * `type Session = { … } & DefaultSession` as `interface Session extends DefaultSession { … }`; `undefined` for another
 * form.
 */
function asInterface(
  view: ProgramView,
  library: Library,
  file: ts.SourceFile,
  node: ts.TypeAliasDeclaration,
): EditSet | undefined {
  const { ts } = view;
  const parts = ts.isIntersectionTypeNode(node.type) ? [...node.type.types] : [node.type];
  const literals = parts.filter(ts.isTypeLiteralNode);
  const bases = parts.filter(ts.isTypeReferenceNode);
  const [literal] = literals;
  if (!literal || literals.length !== 1 || literals.length + bases.length !== parts.length || node.typeParameters)
    return undefined;
  const heritage = bases.length === 0 ? "" : ` extends ${bases.map((base) => base.getText(file)).join(", ")}`;
  const head = `interface ${node.name.text}${heritage} `;
  const hasBase = bases.some((base) => base.getText(file) === library.userBase.exportName);
  const user = hasBase ? userLiteral(ts, literal) : undefined;
  // `&` combined the base's `user` with the literal's; `extends` does not.
  const kept = ` & ${library.userBase.type.replaceAll('"', styleIn(view, file).quote)}`;
  return {
    edits: [
      replace(file, keywordStart(file, node), literal.getStart(file), head),
      ...(user ? [insert(file, user.end, kept)] : []),
      replace(file, literal.end, node.end, ""),
    ],
    newFiles: [],
  };
}

/** The type of `user`, if it is a single literal. */
function userLiteral(ts: TypeScript, literal: ts.TypeLiteralNode): ts.TypeLiteralNode | undefined {
  const user = literal.members
    .filter(ts.isPropertySignature)
    .find((member) => propertyName(ts, member.name) === "user");
  return user?.type && ts.isTypeLiteralNode(user.type) ? user.type : undefined;
}

/** The start of the keyword `type`, after `export` and `declare`. */
function keywordStart(file: ts.SourceFile, node: ts.TypeAliasDeclaration): number {
  const start = node.getStart(file);
  return start + file.text.slice(start, node.name.getStart(file)).lastIndexOf("type");
}
