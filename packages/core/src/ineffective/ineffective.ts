import type ts from "typescript";
import type { Library } from "../discover/library.js";
import { exportNothing, insert, removeStatement, replace, startWithComments } from "../edits/members.js";
import { indentAt, styleOf } from "../edits/style.js";
import type { EditSet } from "../edits/text-edit.js";
import { keyText } from "../api/field-key.js";
import { declaredFields, declaredPaths, type Augmentation, type AugmentingMember } from "../declared/augmentations.js";
import type { DeclaredInterfaces } from "../declared/interfaces.js";
import type { Workspace } from "../api/workspace.js";
import { propertyName } from "../syntax/names.js";

/** An augmentation, or a part of one, that compiles and does not do what its author meant: nothing for any reader, or too much. */
export interface Ineffective {
  readonly kind:
    | "not-imported"
    | "not-loaded"
    | "not-a-module"
    | "wrong-module"
    | "no-such-module"
    | "nested"
    | "split"
    | "not-an-interface"
    | "contradicted"
    | "drops-base"
    | "hides-library"
    | "not-in-program";
  readonly file: ts.SourceFile;
  readonly node: ts.Node;
  readonly message: string;
  readonly edits: EditSet | undefined;
  readonly manual?: string;
  readonly related?: { readonly message: string; readonly node: ts.Node };
  /** The fields it declares in vain, as `Session.user.id`. */
  readonly fields: readonly string[];
}

/** A file that holds only `declare module` and no import or export replaces the library's types instead of adding to them. */
export function replacedModules(tsModule: typeof ts, augmentations: readonly Augmentation[]): Ineffective[] {
  const replacing = augmentations.filter(({ file }) => !tsModule.isExternalModule(file));
  const files = replacing.map(({ file }) => file);
  const firsts = replacing.filter(({ file }, index) => files.indexOf(file) === index);
  return firsts.map(({ file, specifier }): Ineffective => {
    return {
      kind: "not-a-module",
      file,
      node: specifier,
      message: `This file has no import or export, so \`declare module "${specifier.text}"\` replaces the module instead of augmenting it.`,
      edits: { edits: [exportNothing(file, styleOf(tsModule, file))], newFiles: [] },
      // Once the file is a module, its blocks may not import anything themselves.
      ...(importsInside(tsModule, file) && {
        manual: "Move the imports out of `declare module` to the top of the file, which makes it a module.",
      }),
      fields: [],
    };
  });
}

function importsInside(tsModule: typeof ts, file: ts.SourceFile): boolean {
  const bodies = file.statements.filter(tsModule.isModuleDeclaration).map(({ body }) => body);
  return bodies.some(
    (body) => body && tsModule.isModuleBlock(body) && body.statements.some(tsModule.isImportDeclaration),
  );
}

/**
 * Augmentations that are themselves what their specifier resolves to: with `baseUrl: "."` a `next-auth.d.ts` in the root is
 * `"next-auth"` for every import, and the library's own exports are gone.
 */
export function hidingLibrary(workspace: Workspace, augmentations: readonly Augmentation[]): Ineffective[] {
  const { ts: tsModule, program, host } = workspace;
  return augmentations.flatMap(({ file, specifier }): Ineffective[] => {
    const options = program.getCompilerOptions();
    const { resolvedModule } = tsModule.resolveModuleName(specifier.text, file.fileName, options, host);
    if (resolvedModule?.resolvedFileName !== file.fileName) return [];
    return [
      {
        kind: "hides-library",
        file,
        node: specifier,
        message: `"${specifier.text}" resolves to this very file, because of \`baseUrl\` or \`paths\`: the library's own exports are gone.`,
        edits: undefined,
        manual: "Move this file into a folder of types, or give it another name.",
        fields: [],
      },
    ];
  });
}

/** Declarations in a block that the compiler does not merge into the interface of their name. */
export function unmergedDeclarations(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  declared: DeclaredInterfaces,
  library: Library,
  augmentations: readonly Augmentation[],
): Ineffective[] {
  return augmentations.flatMap((augmentation): Ineffective[] => {
    const isMerged = ({ name, node }: AugmentingMember): boolean =>
      declared.ownDeclarations(name).some((declaration) => declaration === node);
    const unmerged = augmentation.members.filter((member) => !isMerged(member) && declared.names.includes(member.name));
    const aliases = unmerged.filter(({ node }) => tsModule.isTypeAliasDeclaration(node));
    const misplaced = unmerged.filter(
      (member) => !aliases.includes(member) && library.specifiers[member.name] !== augmentation.specifier.text,
    );
    const split = unmerged.filter((member) => !aliases.includes(member) && !misplaced.includes(member));
    return [
      ...aliases.map((member) => notAnInterface(tsModule, library, augmentation, member)),
      ...wrongModules(tsModule, library, augmentation, misplaced),
      ...splitOff(tsModule, checker, declared, augmentation, split),
    ];
  });
}

/**
 * Interfaces of a block that the compiler has split off, because it reads a block for the module that this one re-exports after it: the
 * library gives readers what the later block declares. What that one declares as well is not missing.
 */
function splitOff(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  declared: DeclaredInterfaces,
  augmentation: Augmentation,
  members: readonly AugmentingMember[],
): Ineffective[] {
  const { file, specifier } = augmentation;
  return members.flatMap(({ name, node }): Ineffective[] => {
    const paths = declaredPaths(tsModule, node).filter((names) => !declared.field({ interface: name, names }));
    const [effective] = declared.ownDeclarations(name);
    if (!effective || !isOfOneInterface(checker, effective, node)) return [];
    const other = tsModule.findAncestor(effective, tsModule.isModuleDeclaration)?.name;
    if (!other || paths.length === 0) return [];
    const outermost = declaredPaths(tsModule, node).map((names) => names.slice(0, 1));
    const isContradicting = outermost.some((names) => declared.field({ interface: name, names })?.own !== undefined);
    return [
      {
        kind: "split",
        file,
        node: node.name,
        message: `\`${name}\` is augmented in "${other.text}" as well, and "${specifier.text}" only re-exports that: the session and the callbacks do not get what is declared here.`,
        edits: isContradicting ? undefined : asOf(tsModule, augmentation, node, other.text),
        manual: `Declare it in one block for "${other.text}".`,
        related: { message: "the declaration that takes effect", node: effective },
        fields: paths.map((names) => keyText({ interface: name, names })),
      },
    ];
  });
}

function notAnInterface(
  tsModule: typeof ts,
  library: Library,
  { file }: Augmentation,
  { name, node }: AugmentingMember,
): Ineffective {
  return {
    kind: "not-an-interface",
    file,
    node: node.name,
    message: `\`type ${name}\` does not merge with the library's \`${name}\`, only an interface does: nothing that is declared here takes effect.`,
    edits: tsModule.isTypeAliasDeclaration(node) ? asInterface(tsModule, library, file, node) : undefined,
    manual: `Write it as \`interface ${name} { … }\`.`,
    fields: declaredFields(tsModule, name, node),
  };
}

/** `type Session = { … } & DefaultSession` as `interface Session extends DefaultSession { … }`, where it has that form. */
function asInterface(
  tsModule: typeof ts,
  library: Library,
  file: ts.SourceFile,
  node: ts.TypeAliasDeclaration,
): EditSet | undefined {
  const parts = tsModule.isIntersectionTypeNode(node.type) ? [...node.type.types] : [node.type];
  const literals = parts.filter(tsModule.isTypeLiteralNode);
  const bases = parts.filter(tsModule.isTypeReferenceNode);
  const [literal] = literals;
  if (!literal || literals.length !== 1 || literals.length + bases.length !== parts.length || node.typeParameters)
    return undefined;
  const heritage = bases.length === 0 ? "" : ` extends ${bases.map((base) => base.getText(file)).join(", ")}`;
  const head = `interface ${node.name.text}${heritage} `;
  const hasBase = bases.some((base) => base.getText(file) === library.userBase.exportName);
  const user = hasBase ? userLiteral(tsModule, literal) : undefined;
  // `&` has kept the base's `user` beside the literal's; `extends` does not.
  const kept = ` & ${library.userBase.type.replaceAll('"', styleOf(tsModule, file).quote)}`;
  return {
    edits: [
      replace(file, keywordStart(file, node), literal.getStart(file), head),
      ...(user ? [insert(file, user.end, kept)] : []),
      replace(file, literal.end, node.end, ""),
    ],
    newFiles: [],
  };
}

/** The literal that alone stands behind `user`. */
function userLiteral(tsModule: typeof ts, literal: ts.TypeLiteralNode): ts.TypeLiteralNode | undefined {
  const user = literal.members
    .filter(tsModule.isPropertySignature)
    .find((member) => propertyName(tsModule, member.name) === "user");
  return user?.type && tsModule.isTypeLiteralNode(user.type) ? user.type : undefined;
}

/** The start of the keyword `type`, behind `export` and `declare`. */
function keywordStart(file: ts.SourceFile, node: ts.TypeAliasDeclaration): number {
  const start = node.getStart(file);
  return start + file.text.slice(start, node.name.getStart(file)).lastIndexOf("type");
}

function wrongModules(
  tsModule: typeof ts,
  library: Library,
  augmentation: Augmentation,
  members: readonly AugmentingMember[],
): Ineffective[] {
  const { file, specifier } = augmentation;
  const statements =
    augmentation.block.body && tsModule.isModuleBlock(augmentation.block.body)
      ? augmentation.block.body.statements
      : [];
  const [right, ...furtherRights] = new Set(members.map(({ name }) => library.specifiers[name]));
  if (right === undefined) return [];
  const usual = new Set(Object.values(library.specifiers));

  if (furtherRights.length === 0 && members.length === statements.length) {
    const names = members.map(({ name }) => `\`${name}\``).join(", ");
    return [
      {
        kind: usual.has(specifier.text) ? "wrong-module" : "no-such-module",
        file,
        node: specifier,
        message: `Augmenting "${specifier.text}" has no effect on ${names}: the specifier that takes effect is "${right}".`,
        edits: renamed(augmentation, right),
        fields: members.flatMap(({ name, node }) => declaredFields(tsModule, name, node)),
      },
    ];
  }
  return members.map(({ name, node }): Ineffective => {
    const target = library.specifiers[name];
    return {
      kind: "wrong-module",
      file,
      node: node.name,
      message: `\`${name}\` declared in "${specifier.text}" has no effect: it must stand in \`declare module "${target}"\`.`,
      edits: asOf(tsModule, augmentation, node, target),
      fields: declaredFields(tsModule, name, node),
    };
  });
}

/** A member of a block in a block for another specifier: the same block where it is all that stands there. */
export function asOf(
  tsModule: typeof ts,
  augmentation: Augmentation,
  node: AugmentingMember["node"],
  specifier: string,
): EditSet {
  const { file, block } = augmentation;
  if (tsModule.isModuleBlock(node.parent) && node.parent.statements.length === 1)
    return renamed(augmentation, specifier);
  const style = styleOf(tsModule, file);
  const outer = indentAt(file.text, block.getStart(file));
  const inner = outer + style.indent;
  const moved = file.text.slice(startWithComments(file, node), node.end);
  const text = `${style.newline}${style.newline}${outer}declare module ${style.quote}${specifier}${style.quote} {${style.newline}${inner}${moved}${style.newline}${outer}}`;
  return { edits: [...removeStatement(file, node), insert(file, block.end, text)], newFiles: [] };
}

/** The block under another specifier. */
export function renamed({ file, specifier }: Augmentation, to: string): EditSet {
  return { edits: [replace(file, specifier.getStart(file) + 1, specifier.end - 1, to)], newFiles: [] };
}

/** Whether two declarations extend the same one of the library, and not that of another copy of it. */
function isOfOneInterface(
  checker: ts.TypeChecker,
  one: ts.InterfaceDeclaration,
  other: AugmentingMember["node"],
): boolean {
  const declarations = checker.getSymbolAtLocation(one.name)?.declarations;
  return checker.getSymbolAtLocation(other.name)?.declarations?.some((node) => declarations?.includes(node)) === true;
}

/** Nothing outside the project's root is edited: what would be is left to whoever it belongs to. */
export function withinRoot(root: string, found: readonly Ineffective[]): Ineffective[] {
  return found.map((one) =>
    one.edits?.edits.every(({ fileName }) => fileName.startsWith(`${root}/`)) === false
      ? { ...one, edits: undefined, manual: "The file is not this project's to change; mend it there." }
      : one,
  );
}
