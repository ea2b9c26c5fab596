import type ts from "typescript";
import type { Workspace } from "../analysis.js";
import { importableName, unalias } from "../compiler/module-names.js";
import type { Library } from "../discover/library.js";
import { propertyName } from "../discover/resolve.js";
import { insertImports, type NeededImport } from "../edits/imports.js";
import { insert, insertMembers, removeMember, replace, startWithComments } from "../edits/members.js";
import { indentAt, styleOf } from "../edits/style.js";
import type { EditSet, TextEdit } from "../edits/text-edit.js";
import type { InterfaceName } from "../report.js";
import { declaredPaths, type Augmentation, type AugmentingMember } from "./augmentations.js";
import type { DeclaredInterfaces } from "./interfaces.js";

/** An augmentation, or a part of one, that compiles and changes nothing for any reader. */
export interface Ineffective {
  readonly kind:
    | "not-imported"
    | "not-a-module"
    | "wrong-module"
    | "no-such-module"
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
  const files = new Set(augmentations.map(({ file }) => file).filter((file) => !tsModule.isExternalModule(file)));
  return [...files].flatMap((file): Ineffective[] => {
    const first = augmentations.find((augmentation) => augmentation.file === file);
    if (!first) return [];
    const style = styleOf(tsModule, file);
    const end = file.text.trimEnd().length;
    const text = `${style.newline}${style.newline}export {}${style.semicolon}${style.newline}`;
    return [
      {
        kind: "not-a-module",
        file,
        node: first.specifier,
        message: `This file has no import or export, so \`declare module "${first.specifier.text}"\` replaces the module instead of augmenting it.`,
        edits: { edits: [replace(file, end, file.text.length, text)], newFiles: [] },
        // Once the file is a module, its blocks may not import anything themselves.
        ...(importsInside(tsModule, file) && {
          manual: "Move the imports out of `declare module` to the top of the file, which makes it a module.",
        }),
        fields: [],
      },
    ];
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
    if (!tsModule.isExternalModule(file)) return [];
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
  declared: DeclaredInterfaces,
  library: Library,
  augmentations: readonly Augmentation[],
): Ineffective[] {
  return augmentations.flatMap((augmentation): Ineffective[] => {
    if (!tsModule.isExternalModule(augmentation.file)) return [];
    const isMerged = ({ name, node }: AugmentingMember): boolean =>
      declared.ownDeclarations(name).some((declaration) => declaration === node);
    const unmerged = augmentation.members.filter((member) => !isMerged(member) && declared.names.includes(member.name));
    const aliases = unmerged.filter(({ node }) => tsModule.isTypeAliasDeclaration(node));
    const misplaced = unmerged.filter(
      (member) => !aliases.includes(member) && library.specifiers[member.name] !== augmentation.specifier.text,
    );
    return [
      ...aliases.map((member) => notAnInterface(tsModule, library, augmentation, member)),
      ...wrongModules(tsModule, library, augmentation, misplaced),
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
    fields: fieldsOf(tsModule, name, node),
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
      ...(literal.end < node.end ? [replace(file, literal.end, node.end, "")] : []),
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
  const rights = new Set(members.map(({ name }) => library.specifiers[name]));
  const [right] = rights;
  const isSpecifierWrong = right !== undefined && rights.size === 1 && members.length === statements.length;
  const usual = new Set(Object.values(library.specifiers));
  const style = styleOf(tsModule, file);

  if (isSpecifierWrong) {
    const names = members.map(({ name }) => `\`${name}\``).join(", ");
    return [
      {
        kind: usual.has(specifier.text) ? "wrong-module" : "no-such-module",
        file,
        node: specifier,
        message: `Augmenting "${specifier.text}" has no effect on ${names}: the specifier that takes effect is "${right}".`,
        edits: { edits: [replace(file, specifier.getStart(file) + 1, specifier.end - 1, right)], newFiles: [] },
        fields: members.flatMap(({ name, node }) => fieldsOf(tsModule, name, node)),
      },
    ];
  }
  return members.map(({ name, node }): Ineffective => {
    const target = library.specifiers[name];
    const outer = indentAt(file.text, augmentation.block.getStart(file));
    const inner = outer + style.indent;
    const moved = file.text.slice(startWithComments(file, node), node.end);
    const block = `${style.newline}${style.newline}${outer}declare module ${style.quote}${target}${style.quote} {${style.newline}${inner}${moved}${style.newline}${outer}}`;
    return {
      kind: "wrong-module",
      file,
      node: node.name,
      message: `\`${name}\` declared in "${specifier.text}" has no effect: it must stand in \`declare module "${target}"\`.`,
      edits: { edits: [...removeStatement(file, node), insert(file, augmentation.block.end, block)], newFiles: [] },
      fields: fieldsOf(tsModule, name, node),
    };
  });
}

/** Removes a statement with the comments that are about it and the white space before it, so that no empty lines are left behind. */
function removeStatement(file: ts.SourceFile, node: ts.Node): TextEdit[] {
  const { text } = file;
  const start = text.slice(0, startWithComments(file, node)).trimEnd().length;
  const isFirst = start === 0 || text[start - 1] === "{";
  const emptyLine = isFirst ? /^(?:[ \t]*\r?\n(?=[ \t]*\r?\n))*/.exec(text.slice(node.end))?.[0] : undefined;
  return [replace(file, start, node.end + (emptyLine?.length ?? 0), "")];
}

/** Members of one interface that two of the project's declarations give different types: the first in program order wins. */
export function contradictedMembers(workspace: Workspace, declared: DeclaredInterfaces): Ineffective[] {
  const { ts: tsModule, program } = workspace;
  const checker = program.getTypeChecker();
  return declared.names.flatMap((name) => {
    const first = new Map<string, ts.PropertySignature>();
    return declared.ownDeclarations(name).flatMap((declaration) =>
      declaration.members.flatMap((member): Ineffective[] => {
        if (!tsModule.isPropertySignature(member) || !member.type) return [];
        const property = propertyName(tsModule, member.name);
        if (property === undefined) return [];
        const winner = first.get(property);
        if (!winner?.type) {
          first.set(property, member);
          return [];
        }
        if (winner.parent === member.parent || sameType(tsModule, checker, winner.type, member.type)) return [];
        return [contradicted(workspace, name, winner, member, property)];
      }),
    );
  });
}

/** Nothing outside the project's root is edited: what would be is left to whoever it belongs to. */
export function withinRoot(root: string, found: readonly Ineffective[]): Ineffective[] {
  return found.map((one) =>
    one.edits?.edits.every(({ fileName }) => fileName.startsWith(`${root}/`)) === false
      ? { ...one, edits: undefined, manual: "The file is not this project's to change; mend it there." }
      : one,
  );
}

function sameType(tsModule: typeof ts, checker: ts.TypeChecker, a: ts.TypeNode, b: ts.TypeNode): boolean {
  const left = checker.getTypeFromTypeNode(a);
  const right = checker.getTypeFromTypeNode(b);
  // One that cannot be resolved says nothing.
  if (((left.flags | right.flags) & tsModule.TypeFlags.Any) !== 0) return true;
  // `{ id: string }` and `{ id: string; role?: string }` are assignable to each other, and yet `role` is lost.
  const names = (type: ts.Type): string =>
    JSON.stringify(
      checker
        .getPropertiesOfType(type)
        .map(({ name }) => name)
        .sort(),
    );
  return (
    checker.isTypeAssignableTo(left, right) && checker.isTypeAssignableTo(right, left) && names(left) === names(right)
  );
}

function contradicted(
  workspace: Workspace,
  name: InterfaceName,
  winner: ts.PropertySignature,
  loser: ts.PropertySignature,
  property: string,
): Ineffective {
  const tsModule = workspace.ts;
  const file = loser.getSourceFile();
  const paths =
    property === "user" && tsModule.isInterfaceDeclaration(loser.parent)
      ? declaredPaths(tsModule, loser.parent).filter((path) => path.startsWith("user."))
      : [property];
  return {
    kind: "contradicted",
    file,
    node: loser.name,
    message: `\`${property}\` of \`${name}\` is declared here once more with another type: the first declaration wins, this one has no effect.`,
    edits: mergeInto(workspace, winner, loser),
    manual: "Put both declarations together into one.",
    related: { message: "the declaration that takes effect", node: winner },
    fields: paths.map((path) => `${name}.${path}`),
  };
}

/** Moves what only the losing literal declares into the winning one, and removes the losing member. */
function mergeInto(
  workspace: Workspace,
  winner: ts.PropertySignature,
  loser: ts.PropertySignature,
): EditSet | undefined {
  const tsModule = workspace.ts;
  const to = literalOf(tsModule, winner.type);
  const from = literalOf(tsModule, loser.type);
  if (!to || !from) return undefined;
  const winnerFile = winner.getSourceFile();
  const loserFile = loser.getSourceFile();
  const known = new Set(to.members.map((member) => member.name?.getText(winnerFile)));
  const missing = from.members.filter((member) => !known.has(member.name?.getText(loserFile)));
  const texts = missing.map((member) => member.getText(loserFile).replace(/[;,]$/, ""));
  const imports = importsFor(workspace, missing, winnerFile);
  if (!imports) return undefined;
  const style = styleOf(tsModule, winnerFile);
  return {
    edits: [
      ...insertImports(tsModule, winnerFile, imports, style),
      ...insertMembers(winnerFile, to, texts, style),
      ...removeWhole(tsModule, loserFile, loser),
    ],
    newFiles: [],
  };
}

/** What a file must import to hold these members as they are written; `undefined` where it cannot import one of their types. */
function importsFor(
  workspace: Workspace,
  members: readonly ts.Node[],
  target: ts.SourceFile,
): readonly NeededImport[] | undefined {
  const { ts: tsModule, program } = workspace;
  const checker = program.getTypeChecker();
  const needed: (NeededImport | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    const symbol = tsModule.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    const declaration = symbol?.declarations?.[0];
    const isOfFile = declaration?.getSourceFile() === node.getSourceFile() && node.getSourceFile() !== target;
    if (symbol && isOfFile && !members.some((member) => isWithin(declaration, member))) {
      const found = importableName(tsModule, workspace, unalias(tsModule, checker, symbol), target.fileName);
      needed.push(found?.exportName === symbol.name ? found : undefined);
    }
    tsModule.forEachChild(node, visit);
  };
  members.forEach(visit);
  const importable = needed.filter((one) => one !== undefined);
  return importable.length === needed.length ? importable : undefined;
}

function isWithin(node: ts.Node, container: ts.Node): boolean {
  return container.pos <= node.pos && node.end <= container.end;
}

/** Removes a member, and with it the interface and the block that would be left empty. */
function removeWhole(tsModule: typeof ts, file: ts.SourceFile, member: ts.PropertySignature): TextEdit[] {
  const owner = member.parent;
  if (!tsModule.isInterfaceDeclaration(owner) || owner.members.length > 1) return removeMember(file, member);
  const block = owner.parent;
  const isOnly = tsModule.isModuleBlock(block) && block.statements.length === 1;
  return removeStatement(file, isOnly ? block.parent : owner);
}

function literalOf(tsModule: typeof ts, type: ts.TypeNode | undefined): ts.TypeLiteralNode | undefined {
  if (!type) return undefined;
  if (tsModule.isTypeLiteralNode(type)) return type;
  return tsModule.isIntersectionTypeNode(type) ? type.types.find(tsModule.isTypeLiteralNode) : undefined;
}

function fieldsOf(
  tsModule: typeof ts,
  name: InterfaceName,
  node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
): string[] {
  return declaredPaths(tsModule, node).map((path) => `${name}.${path}`);
}

/** Augmentations in files that the tsconfig leaves out, as far as they declare something that is missing without them. */
export function outsideProgram(
  workspace: Workspace,
  strays: readonly Augmentation[],
  isMissing: (field: string) => boolean,
): Ineffective[] {
  const { ts: tsModule, configFile } = workspace;
  return strays.flatMap((stray): Ineffective[] => {
    const fields = stray.members.flatMap(({ name, node }) => fieldsOf(tsModule, name, node));
    const { root, host } = workspace;
    const isElsewhere = belongsToAnotherProject(root, stray.file.fileName, (name) => host.fileExists(name));
    if (!fields.some(isMissing) || isElsewhere) return [];
    const source = sourceBeside(stray.file.fileName, (name) => host.fileExists(name));
    if (source !== undefined) return [shadowed(stray, source, fields)];
    const edits = configFile && includeInConfig(tsModule, configFile, stray.file.fileName);
    const where = configFile ? configFile.fileName.slice(configFile.fileName.lastIndexOf("/") + 1) : "the tsconfig";
    return [
      {
        kind: "not-in-program",
        file: stray.file,
        node: stray.specifier,
        message: `This file is not part of the program (${where} does not include it): nothing that it declares takes effect.`,
        edits,
        manual: `Add the file to \`include\` in ${where}.`,
        fields,
      },
    ];
  });
}

/** The source file that keeps a declaration file of the same name out of every program, whatever the tsconfig includes. */
function sourceBeside(fileName: string, fileExists: (fileName: string) => boolean): string | undefined {
  const base = /^(.*)\.d\.ts$/.exec(fileName)?.[1];
  return [".ts", ".tsx"]
    .map((extension) => `${base ?? ""}${extension}`)
    .find((name) => base !== undefined && fileExists(name));
}

function shadowed({ file, specifier }: Augmentation, source: string, fields: readonly string[]): Ineffective {
  const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  return {
    kind: "not-in-program",
    file,
    node: specifier,
    message: `This file is not part of the program: TypeScript takes it for the output of ${nameOf(source)} beside it. Nothing that it declares takes effect.`,
    edits: undefined,
    manual: "Give it another name, for example next-auth.d.ts.",
    fields,
  };
}

/** Whether a folder between `root` and the file has a tsconfig of its own, which makes it another project. Both names are absolute. */
export function belongsToAnotherProject(
  root: string,
  fileName: string,
  fileExists: (fileName: string) => boolean,
): boolean {
  let folder = fileName.slice(0, fileName.lastIndexOf("/"));
  while (folder.length > root.length) {
    if (fileExists(`${folder}/tsconfig.json`)) return true;
    folder = folder.slice(0, folder.lastIndexOf("/"));
  }
  return false;
}

/** Adds a file to the `include` that a tsconfig writes itself; one that it inherits cannot be added to. */
function includeInConfig(
  tsModule: typeof ts,
  config: { readonly fileName: string; readonly text: string },
  fileName: string,
): EditSet | undefined {
  const folder = config.fileName.slice(0, config.fileName.lastIndexOf("/") + 1);
  if (!fileName.startsWith(folder)) return undefined;
  const json = tsModule.parseJsonText(config.fileName, config.text);
  const root = json.statements[0]?.expression;
  if (!root || !tsModule.isObjectLiteralExpression(root)) return undefined;
  const property = (name: string): ts.Expression | undefined =>
    root.properties
      .filter(tsModule.isPropertyAssignment)
      .find((one) => tsModule.isStringLiteral(one.name) && one.name.text === name)?.initializer;
  const include = property("include");
  if (!include || !tsModule.isArrayLiteralExpression(include) || property("exclude")) return undefined;
  const last = include.elements.at(-1);
  const text = JSON.stringify(fileName.slice(folder.length));
  const edit: TextEdit = last
    ? { fileName: config.fileName, start: last.end, end: last.end, text: `, ${text}` }
    : { fileName: config.fileName, start: include.end - 1, end: include.end - 1, text };
  return { edits: [edit], newFiles: [] };
}
