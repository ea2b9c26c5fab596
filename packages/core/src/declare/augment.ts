import type ts from "typescript";
import type { Library } from "../discover/library.js";
import { fitted } from "../edits/fit.js";
import { importLine, inOrder, insertImports, type NeededImport } from "../edits/imports.js";
import {
  endOfLineComment,
  indented,
  insert,
  insertMembers,
  isClosed,
  makeOptional,
  removeMember,
  replace,
  replaceMemberType,
  oneLineLiteral,
  typeLiteral,
} from "../edits/members.js";
import { isMultiline, styleOf, type Style } from "../edits/style.js";
import { isEmpty, type EditSet, type TextEdit } from "../edits/text-edit.js";
import { removeUnused } from "../edits/unused.js";
import { isEditableFile, relativeSpecifiers, resolvedFile } from "../compiler/module-names.js";
import { locationOf } from "../compiler/positions.js";
import { fieldName, isOfUser, parentOf, type FieldKey, type FieldPath } from "../api/field-key.js";
import { propertyText } from "../syntax/names.js";
import type { Types } from "../compiler/types.js";
import type { InterfaceName } from "../api/report.js";
import type { Augmentation } from "../declared/augmentations.js";
import { homeOf, homeWithin, type Home } from "./insertion-point.js";
import { modulesNotLoaded } from "../declared/library-types.js";
import type { DeclaredInterfaces } from "../declared/interfaces.js";
import type { Workspace } from "../api/workspace.js";
import { editedWorkspace } from "../workspace/edited.js";
import type { UnaugmentableSpecifiers } from "./unaugmentable.js";

/** A type as it is written in a declaration. */
export interface DeclaredType {
  readonly text: string;
  readonly optional: boolean;
  readonly imports: readonly NeededImport[];
}

/** One change to what the project declares. */
export type DeclarationChange =
  | { readonly kind: "declare"; readonly key: FieldKey; readonly type: DeclaredType }
  | { readonly kind: "retype"; readonly key: FieldKey; readonly type: DeclaredType }
  | { readonly kind: "make-optional"; readonly key: FieldKey }
  | { readonly kind: "remove"; readonly key: FieldKey };

/** What the edits are made against: the program as its author left it. */
export interface DeclarationSite {
  /** Its program holds all modules of the library. */
  readonly workspace: Workspace;
  /** The same with the author's files alone, and with those who read what is to be declared. */
  readonly asWritten: Workspace;
  readonly types: Types;
  readonly library: Library;
  readonly declared: DeclaredInterfaces;
  readonly augmentations: readonly Augmentation[];
  /** A file of the project in whose style a new file is written. */
  readonly sample: ts.SourceFile;
  /** Where a new augmentation file goes; `undefined` when the tsconfig would not include it anywhere. */
  readonly newFileName: string | undefined;
  /** Where other packages import the project's sources: what they get of these, so that a declaration elsewhere does not reach them. */
  readonly importers?: { readonly files: ReadonlySet<string>; readonly configFile: ts.SourceFile };
  readonly idle: UnaugmentableSpecifiers;
}

/** The file that a change to this field will be written in, so that types can be printed for it. */
export function targetFile(
  site: DeclarationSite,
  key: FieldKey,
): { readonly fileName: string; readonly style: Style } | undefined {
  const own = site.declared.field(key)?.own;
  if (own) return styled(site, own.getSourceFile());
  const home = fieldHome(site, key);
  return home && home.kind !== "new-file" ? styled(site, home.file) : newFile(site);
}

/** The text edits that carry out all changes together; a change whose form cannot be edited is left out. */
export function editsFor(site: DeclarationSite, changes: readonly DeclarationChange[]): EditSet {
  const imports = new Map<ts.SourceFile, NeededImport[]>();
  const need: Need = (file, names) => {
    imports.set(file, [...(imports.get(file) ?? []), ...names]);
  };
  const existing = changes.flatMap((change) => (change.kind === "declare" ? [] : changeExisting(site, change, need)));
  const declared = declareAll(site, changes, need);
  const imported = [...imports].flatMap(([file, names]) =>
    insertImports(site.workspace.ts, file, names, styled(site, file).style),
  );
  const made = [...existing, ...declared.edits, ...imported];
  const unused = [...new Set(existing.map(({ fileName }) => fileName))].flatMap((fileName) =>
    unusedAfter(site, fileName, made),
  );
  return { edits: [...made, ...unused], newFiles: declared.newFiles };
}

/** Removes what a declaration that is changed or removed leaves unused in its file. */
function unusedAfter({ workspace }: DeclarationSite, fileName: string, made: readonly TextEdit[]): TextEdit[] {
  const { ts: tsModule, program } = workspace;
  const file = program.getSourceFile(fileName);
  const own = made.filter((edit) => edit.fileName === fileName);
  if (!file) return [];
  const removals = removeUnused(tsModule, file, own, program.getCompilerOptions().verbatimModuleSyntax === true);
  // What is added to an import cannot stand where another name is taken out.
  const isTouched = (one: TextEdit): boolean => own.some(({ start, end }) => start <= one.end && one.start <= end);
  return removals.some(isTouched) ? [] : removals;
}

/**
 * The workspace with edits made, for its types to be read. Where they import what nobody else does of the library, it is the very program that
 * the author would get.
 */
export function withEdits({ workspace, asWritten, library, sample, idle }: DeclarationSite, edits: EditSet): Workspace {
  if (isEmpty(edits)) return workspace;
  const texts = [...edits.edits, ...edits.newFiles].map(({ text }) => text);
  const isImported = (specifier: string): boolean => texts.some((text) => text.includes(specifier));
  if ([...idle.notLoaded].every(isImported)) {
    const edited = editedWorkspace(asWritten, edits);
    if (modulesNotLoaded(edited, library, sample.fileName).length === 0) return edited;
  }
  return editedWorkspace(workspace, edits);
}

/** Notes that a file must import types. */
type Need = (file: ts.SourceFile, names: readonly NeededImport[]) => void;

/** Why the field cannot be declared where it belongs; `undefined` when it can. */
export function whyNotDeclarable(site: DeclarationSite, key: FieldKey): string | undefined {
  const unreachable = whyUnreachable(site, key.interface);
  if (unreachable !== undefined) return unreachable;
  const home = fieldHome(site, key);
  if (!home) {
    const around = declaredAround(site, key) ?? key;
    const outer = site.declared.field(around)?.node;
    const name = fieldName(around);
    return outer && !isEditable(site, outer)
      ? `\`${name}\` is declared in ${placeText(site, outer)}, which is not this project's to change; add the field there`
      : `the form in which \`${name}\` is declared cannot be extended safely; add the field there`;
  }
  if (home.kind !== "new-file" || site.newFileName !== undefined) return undefined;
  return "the tsconfig includes no place for a new declaration file; add one to its `include`";
}

/** Whether a field that nothing declares would be declared in a file that is not there yet. */
export function needsNewFile(site: DeclarationSite, key: FieldKey): boolean {
  return !site.declared.field(key)?.own && fieldHome(site, key)?.kind === "new-file";
}

/** Why nothing can be declared on an interface of the library, though it has one; `undefined` when that is not so. */
export function whyUnreachable({ library, idle }: DeclarationSite, name: InterfaceName): string | undefined {
  if (!idle.unreachable.has(name)) return undefined;
  const { packageName, specifiers } = library;
  const specifier = specifiers[name];
  const needed = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return `the \`${name}\` of \`${packageName}\` cannot be reached as "${specifier}" from here; add \`${needed}\` to the dependencies, in the version that \`${packageName}\` depends on`;
}

/** Why an existing declaration of the field cannot be changed; `undefined` when it can, or when there is none. */
export function whyNotChangeable(site: DeclarationSite, key: FieldKey): string | undefined {
  const declared = site.declared.field(key);
  const foreign = declared?.owns.find((own) => !isEditable(site, own));
  if (foreign) return `It is declared in ${placeText(site, foreign)}, which is not this project's to change.`;
  if (!declared?.own?.questionToken || declared.optional) return undefined;
  return `It is optional in ${placeText(site, declared.own)}, and a type around that makes it required; change that type.`;
}

type ExistingChange = Exclude<DeclarationChange, { kind: "declare" }>;

function changeExisting(site: DeclarationSite, change: ExistingChange, need: Need): TextEdit[] {
  const declared = site.declared.field(change.key);
  if (!declared?.owns.every((own) => isEditable(site, own))) return [];
  return declared.owns.flatMap((own) => changeOwn(site, own, change, declared.optional, need));
}

/** @param isOptional whether readers see it as optional already, be it by its own `?` or by a `Partial<…>` around it */
function changeOwn(
  site: DeclarationSite,
  own: ts.PropertySignature,
  change: ExistingChange,
  isOptional: boolean,
  need: Need,
): TextEdit[] {
  const file = own.getSourceFile();
  switch (change.kind) {
    case "remove":
      return removeMember(file, own);
    case "make-optional":
      return makeOptional(file, own);
    case "retype": {
      const isSame = own.type?.getText(file) === change.type.text;
      if (!isSame) need(file, change.type.imports);
      return [
        ...(change.type.optional && !isOptional ? makeOptional(file, own) : []),
        ...(isSame ? [] : replaceMemberType(site.workspace.ts, file, own, change.type.text, styled(site, file).style)),
      ];
    }
  }
}

/** The order in which new interfaces are written: what readers look for first stands first. */
const interfaceOrder: readonly InterfaceName[] = ["Session", "User", "Profile", "Account", "JWT"];

type Declare = Extract<DeclarationChange, { kind: "declare" }>;

/** New members, grouped by the place they go to, so that each place is edited once. */
function declareAll(site: DeclarationSite, changes: readonly DeclarationChange[], need: Need): EditSet {
  const groups = new Map<ts.Node | undefined, { home: Home; members: Declare[]; imports: NeededImport[] }>();
  const declarations = changes.filter((change) => change.kind === "declare");
  const order = (change: Declare): number => interfaceOrder.indexOf(change.key.interface);
  for (const change of declarations.sort((a, b) => order(a) - order(b))) {
    const home = fieldHome(site, change.key);
    if (!home) continue;
    const place = placeOf(home);
    const group = groups.get(place) ?? { home, members: [], imports: [] };
    group.members.push(change);
    group.imports.push(...change.type.imports);
    groups.set(place, group);
  }

  const removed = new Set<ts.Node>(
    changes.flatMap(({ kind, key }) => (kind === "remove" ? (site.declared.field(key)?.owns ?? []) : [])),
  );
  const edits: TextEdit[] = [];
  const appended = new Map<ts.SourceFile, Declare[]>();
  let created: Declare[] = [];
  for (const { home, members, imports: names } of groups.values()) {
    if (home.kind === "new-file") {
      created = members;
      continue;
    }
    const { file } = home;
    const { style } = styled(site, file);
    need(file, [...names, ...loads(site, members, home)]);
    if (site.importers && !site.importers.files.has(file.fileName))
      need(site.importers.configFile, [{ specifier: specifierOf(site, site.importers.configFile, file) }]);
    switch (home.kind) {
      case "members": {
        const { texts, base } = memberTexts(site, placed(site, members), style);
        if (base) need(file, [base]);
        edits.push(...insertMembers(site.workspace.ts, file, home.container, texts, style, removed));
        break;
      }
      case "intersect":
        edits.push(
          intersect(site.workspace.ts, file, home, memberTexts(site, placed(site, members), style).texts, style),
        );
        break;
      case "block": {
        const { text, base } = interfacesText(site, members, style);
        if (base) need(file, [base]);
        edits.push(...appendToBlock(site.workspace.ts, file, home.block, text, style));
        break;
      }
      case "file":
        appended.set(file, [...(appended.get(file) ?? []), ...members]);
        break;
    }
  }
  for (const [file, members] of appended) {
    const { style } = styled(site, file);
    const { text, base } = blocksText(site, members, style);
    if (base) need(file, [base]);
    const beside = site.augmentations.findLast((one) => one.file === file)?.block;
    edits.push(appendToFile(file, beside, text, style));
  }
  return { edits, newFiles: createdFiles(site, created) };
}

/** The relative path by which one file of the project imports another. */
function specifierOf({ asWritten, workspace }: DeclarationSite, from: ts.SourceFile, to: ts.SourceFile): string {
  const candidates = relativeSpecifiers(from.fileName, to.fileName);
  const resolves = (specifier: string): boolean =>
    resolvedFile(workspace.ts, asWritten, specifier, from.fileName) === to.fileName;
  return candidates.find(resolves) ?? candidates.at(-1) ?? to.fileName;
}

/** The modules that the declarations augment and that nothing imports yet. */
function loads(
  { workspace, library, idle }: DeclarationSite,
  changes: readonly Declare[],
  home?: Home,
): NeededImport[] {
  const block = home && workspace.ts.findAncestor(placeOf(home), workspace.ts.isModuleDeclaration);
  const specifiers = block ? [block.name.text] : changes.map(({ key }) => library.specifiers[key.interface]);
  return [...new Set(specifiers)]
    .filter((specifier) => idle.notLoaded.has(specifier))
    .map((specifier) => ({ specifier }));
}

/** The node that is extended: two fields of one place are written together. `undefined` for the end of a file, which is one for all. */
function placeOf(home: Home): ts.Node | undefined {
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

function fieldHome(site: DeclarationSite, key: FieldKey): Home | undefined {
  const { ts: tsModule } = site.workspace;
  const editable = (node: ts.Node): boolean => isEditable(site, node);
  const outer = declaredAncestor(site, key);
  if (outer) return editable(outer.own) ? homeWithin(tsModule, site.types, editable, outer.own) : undefined;
  const others = site.declared.field({ interface: key.interface, names: key.names.slice(0, 1) })?.node;
  // A second `user` beside one that somebody else has added to `Session` would contradict it; a field itself is made narrower on purpose.
  if (key.names.length > 1 && others && isMemberOf(tsModule, others, key.interface)) return undefined;
  const declarations = site.declared.ownDeclarations(key.interface).filter(editable);
  const home = homeOf(tsModule, declarations, site.augmentations, site.library.specifiers[key.interface]);
  // A new file would be there for this package alone.
  return home.kind === "new-file" && site.importers ? { kind: "file", file: site.importers.configFile } : home;
}

/** Whether a member stands in an interface of that name itself, and not in one that it extends. */
function isMemberOf(tsModule: typeof ts, member: ts.Node, name: InterfaceName): boolean {
  return tsModule.isInterfaceDeclaration(member.parent) && member.parent.name.text === name;
}

/** Whether a declaration stands where it may be changed. */
export function isEditable({ workspace: { program, root } }: DeclarationSite, node: ts.Node): boolean {
  return isEditableFile(program, root, node.getSourceFile());
}

function placeText(site: DeclarationSite, node: ts.Node): string {
  const { file, line } = locationOf(site.workspace, node);
  return `${file}:${String(line)}`;
}

/** The innermost field around another that the project itself declares: `user` for `user.id`. */
function declaredAncestor(
  site: DeclarationSite,
  key: FieldKey,
): { readonly key: FieldKey; readonly own: ts.PropertySignature } | undefined {
  const parent = parentOf(key);
  const own = parent && site.declared.field(parent)?.own;
  return parent && (own ? { key: parent, own } : declaredAncestor(site, parent));
}

/** The innermost field around another that anybody declares. */
function declaredAround(site: DeclarationSite, key: FieldKey): FieldKey | undefined {
  const parent = parentOf(key);
  return parent && (site.declared.field(parent) ? parent : declaredAround(site, parent));
}

/** A change, and the names from the place it is written in to the field: `["user", "id"]` in `Session`, `["id"]` in a declared `user`. */
interface Placed {
  readonly change: Declare;
  readonly names: FieldPath;
}

function placed(site: DeclarationSite, changes: readonly Declare[]): Placed[] {
  return changes.map((change) => {
    const outer = declaredAncestor(site, change.key)?.key.names ?? [];
    return { change, names: change.key.names.slice(outer.length) };
  });
}

/** The members that declare some fields, those inside another field in one literal, and what they need imported. */
function memberTexts(
  site: DeclarationSite,
  changes: readonly Placed[],
  style: Style,
): { texts: string[]; base: NeededImport | undefined } {
  let base: NeededImport | undefined;
  const texts = [...new Set(changes.map(({ names }) => names[0] ?? ""))].map((name) => {
    const under = changes.filter(({ names }) => names[0] === name);
    const own = under.find(({ names }) => names.length === 1)?.change;
    const inner = under
      .filter(({ names }) => names.length > 1)
      .map(({ change, names }) => ({ change, names: names.slice(1) }));
    const inside = memberTexts(site, inner, style);
    base ??= inside.base;
    const literal = typeLiteral(inside.texts, style);
    if (own)
      return memberText(
        own,
        inner.length === 0 ? own.type.text : withMembers(site, own.type.text, inside.texts, style),
        style,
      );
    const isUser = inner.some(({ change: { key }, names }) => isOfUser(key) && names.length === key.names.length - 1);
    if (!isUser) return `${propertyText(name, style.quote)}: ${literal}`;
    // The base must be kept, or name, email and image are gone for every reader.
    base = baseImport(site);
    return `user: ${literal} & ${quotedAs(site.library.userBase.type, style)}`;
  });
  return { texts, base };
}

/** `T & { … }`, or one literal where `T` is one; of `A | B | null` every object has the members of the literal. */
function withMembers(
  { workspace: { ts: tsModule } }: DeclarationSite,
  text: string,
  members: readonly string[],
  style: Style,
): string {
  const file = tsModule.createSourceFile("type.ts", `type T = ${text};`, tsModule.ScriptTarget.Latest, true);
  const types = file.statements.flatMap((alias): readonly ts.TypeNode[] => {
    if (!tsModule.isTypeAliasDeclaration(alias)) return [];
    return tsModule.isUnionTypeNode(alias.type) ? alias.type.types : [alias.type];
  });
  const isNullish = (part: ts.TypeNode): boolean => /^(?:null|undefined)$/.test(part.getText(file));
  const objects = types.filter((part) => !isNullish(part));
  const [only] = objects;
  const nullish = types.filter(isNullish).map((part) => part.getText(file));
  if (objects.length === 1 && only && tsModule.isTypeLiteralNode(only)) {
    const own = only.members.map((member) => member.getText(file).replace(/[;,]$/, ""));
    const isNew = (member: string): boolean => !own.some((one) => nameIn(one) === nameIn(member));
    const isOnOneLine = members.every((member) => !member.includes("\n"));
    if (members.every(isNew)) {
      const all = [...own, ...members];
      return [isOnOneLine ? oneLineLiteral(all, style) : typeLiteral(all, style), ...nullish].join(" | ");
    }
  }
  const parts = objects.map((part) => part.getText(file));
  const own = parts.length > 1 ? [`(${parts.join(" | ")})`] : parts;
  return [[...own, typeLiteral(members, style)].join(" & "), ...nullish].join(" | ");
}

/** The name that a member's text starts with. */
function nameIn(member: string): string {
  return /^(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\[[^\]]*\]|[^?:\s]+)/.exec(member)?.[0] ?? member;
}

function memberText({ key, type }: Declare, text: string, { quote }: Style): string {
  return `${propertyText(fieldName(key), quote)}${type.optional ? "?" : ""}: ${text}`;
}

function quotedAs(text: string, style: Style): string {
  return text.replaceAll('"', style.quote);
}

function baseImport(site: DeclarationSite): NeededImport {
  return { exportName: site.library.userBase.exportName, specifier: site.library.specifiers.Session };
}

function intersect(
  tsModule: typeof ts,
  file: ts.SourceFile,
  home: Extract<Home, { kind: "intersect" }>,
  members: readonly string[],
  style: Style,
): TextEdit {
  const { type } = home;
  const start = type.getStart(file);
  const isOnOneLine = tsModule.isPropertySignature(type.parent) && !isMultiline(file, type.parent.parent);
  const literal = isOnOneLine
    ? oneLineLiteral(members, style)
    : indented(typeLiteral(members, style), lineIndent(file.text, start), style);
  const present = file.text.slice(start, type.end);
  return replace(file, start, type.end, home.literalLast ? `${present} & ${literal}` : `${literal} & ${present}`);
}

/** The white space that a line starts with, whatever stands behind it. */
function lineIndent(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1))?.[0] ?? "";
}

/** `interface X { … }` for each interface among the changes, without indentation of its own. */
function interfacesText(
  site: DeclarationSite,
  changes: readonly Declare[],
  style: Style,
): { text: string; base: NeededImport | undefined } {
  const names = [...new Set(changes.map((change) => change.key.interface))];
  let base: NeededImport | undefined;
  const texts = names.map((name) => {
    const members = memberTexts(
      site,
      placed(
        site,
        changes.filter((change) => change.key.interface === name),
      ),
      style,
    );
    base ??= members.base;
    return `interface ${name} ${typeLiteral(members.texts, style)}`;
  });
  return { text: texts.join("\n\n"), base };
}

/** `declare module "…" { … }` for each specifier that the changes need. */
function blocksText(
  site: DeclarationSite,
  changes: readonly Declare[],
  style: Style,
): { text: string; base: NeededImport | undefined } {
  const specifierOf = (change: Declare): string => site.library.specifiers[change.key.interface];
  let base: NeededImport | undefined;
  const blocks = [...new Set(changes.map(specifierOf))].map((specifier) => {
    const inside = interfacesText(
      site,
      changes.filter((change) => specifierOf(change) === specifier),
      style,
    );
    base ??= inside.base;
    const body = fitted(site.workspace.ts, eachLineAt(style.indent, inside.text), style);
    return `declare module ${style.quote}${specifier}${style.quote} {\n${body}\n}`;
  });
  return { text: blocks.join("\n\n"), base };
}

/** Each line of a text with an indentation; an empty one stays empty. */
function eachLineAt(indent: string, text: string): string {
  return text.replace(/^(?=.)/gm, indent);
}

/** Adds statements at the end of a block. */
export function appendToBlock(
  tsModule: typeof ts,
  file: ts.SourceFile,
  block: ts.ModuleBlock,
  text: string,
  style: Style,
): TextEdit[] {
  if (!isClosed(block, block.statements)) return [];
  const outer = lineIndent(file.text, block.parent.getStart(file));
  const close = block.end - 1;
  const open = block.getStart(file) + 1;
  const bodyEnd = open + file.text.slice(open, close).trimEnd().length;
  // An empty line between it and what stands before it, be it a comment.
  const gap = bodyEnd > open ? style.newline : "";
  const body = indented(fitted(tsModule, eachLineAt(outer + style.indent, text), style), "", style);
  return [replace(file, bodyEnd, close, gap + style.newline + body + style.newline + outer)];
}

/** Adds blocks behind the last one that the file has already, or at its end. */
export function appendToFile(
  file: ts.SourceFile,
  beside: ts.ModuleDeclaration | undefined,
  text: string,
  style: Style,
): TextEdit {
  const added = style.newline + style.newline + indented(text, "", style);
  const end = file.text.trimEnd().length;
  const at = beside && endOfLineComment(file.text, beside.end, end);
  // What shares the block's last line stays there.
  if (at === undefined || at === end || !/^[ \t]*\r?\n/.test(file.text.slice(at)))
    return replace(file, end, file.text.length, added + style.newline);
  return insert(file, at, added);
}

function createdFiles(site: DeclarationSite, changes: readonly Declare[]): { fileName: string; text: string }[] {
  const target = newFile(site);
  if (!target || changes.length === 0) return [];
  const { fileName, style } = target;
  const { text, base } = blocksText(site, changes, style);
  const specifiers = new Map<string, Set<string>>();
  for (const { exportName, specifier } of [
    ...(base ? [base] : []),
    ...changes.flatMap((change) => change.type.imports),
    ...loads(site, changes),
  ]) {
    const names = specifiers.get(specifier) ?? new Set();
    specifiers.set(specifier, exportName === undefined ? names : names.add(exportName));
  }
  const imports = inOrder([...specifiers.keys()]).map((specifier) =>
    importLine(fileName, specifier, [...(specifiers.get(specifier) ?? [])], style),
  );
  // Without an import or export the file would replace the module instead of augmenting it.
  const head = imports.length > 0 ? imports : [`export {}${style.semicolon}`];
  return [{ fileName, text: [...head, "", ...text.split("\n"), ""].join(style.newline) }];
}

function styled(site: DeclarationSite, file: ts.SourceFile): { fileName: string; style: Style } {
  return { fileName: file.fileName, style: styleOf(site.workspace.ts, file, styleOf(site.workspace.ts, site.sample)) };
}

function newFile(site: DeclarationSite): { fileName: string; style: Style } | undefined {
  const { newFileName } = site;
  return newFileName === undefined
    ? undefined
    : { fileName: newFileName, style: styleOf(site.workspace.ts, site.sample) };
}
