import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { fitted } from "../edits/fit.js";
import { insertImports } from "../edits/imports.js";
import type { NeededImport } from "../edits/needed-import.js";
import {
  closeEmptied,
  endOfLineComment,
  indented,
  insert,
  insertMembers,
  isClosed,
  makeOptional,
  removeMember,
  replace,
  replaceMemberType,
  type MemberContainer,
} from "../edits/members.js";
import type { Style } from "../edits/style.js";
import { isEmpty, type EditSet, type TextEdit } from "../edits/text-edit.js";
import { removeUnused } from "../edits/unused.js";
import { type InsertionPoint, placeOf } from "./insertion-point.js";
import { modulesNotLoaded } from "../declared/library-types.js";
import type { Workspace } from "../api/workspace.js";
import { editedWorkspace } from "../workspace/edited.js";
import type { DeclarationSite, DeclarationChange, Need, ExistingChange, Declare } from "./change.js";
import {
  interfaceOrder,
  memberTexts,
  placed,
  intersect,
  interfacesText,
  blocksText,
  lineIndent,
  eachLineAt,
} from "./text.js";
import { createdFiles } from "./create-file.js";
import { loads, specifierOf } from "./specifier.js";
import { insertionPointFor } from "./field-place.js";
import { isEditable, styled } from "./site.js";

/** The text edits for all changes together, without those whose form cannot be edited. */
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
  const changed = [...existing, ...declared.edits, ...imported];
  const made = [
    ...changed,
    ...ownersOfRemoved(site, changes).flatMap((owner) => closeEmptied(owner.getSourceFile(), owner, changed)),
  ];
  const unused = [...new Set(existing.map(({ fileName }) => fileName))].flatMap((fileName) =>
    unusedAfter(site, fileName, made),
  );
  return { edits: [...made, ...unused], newFiles: declared.newFiles };
}

/** What the removed fields are members of. */
function ownersOfRemoved({ declared }: DeclarationSite, changes: readonly DeclarationChange[]): MemberContainer[] {
  const removed = changes.flatMap(({ kind, key }) => (kind === "remove" ? (declared.field(key)?.owns ?? []) : []));
  return [...new Set(removed.map(({ parent }) => parent))];
}

/** Removes what a changed or removed declaration leaves unused in its file. */
function unusedAfter({ workspace }: DeclarationSite, fileName: string, made: readonly TextEdit[]): TextEdit[] {
  const { ts, program } = workspace;
  const file = program.getSourceFile(fileName);
  const own = made.filter((edit) => edit.fileName === fileName);
  if (!file) return [];
  const removals = removeUnused(ts, file, own, program.getCompilerOptions().verbatimModuleSyntax === true);
  // An addition to an import cannot take the place of a name that is removed from it.
  const isTouched = (one: TextEdit): boolean => own.some(({ start, end }) => start <= one.end && one.start <= end);
  return removals.some(isTouched) ? [] : removals;
}

/**
 * The workspace with the edits made, to read its types. If the edits import a library module that nothing else imports,
 * its program is the one that the author would get.
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

function changeExisting(site: DeclarationSite, change: ExistingChange, need: Need): TextEdit[] {
  const declared = site.declared.field(change.key);
  if (!declared?.owns.every((own) => isEditable(site, own))) return [];
  return declared.owns.flatMap((own) => changeOwn(site, own, change, declared.optional, need));
}

/** @param isOptional whether readers see it as optional already, by its own `?` or by a `Partial<…>` around it */
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

/** New members, grouped by their place, so that each place is edited once. */
function declareAll(site: DeclarationSite, changes: readonly DeclarationChange[], need: Need): EditSet {
  const groups = new Map<ts.Node | undefined, { home: InsertionPoint; members: Declare[]; imports: NeededImport[] }>();
  const declarations = changes.filter((change) => change.kind === "declare");
  const order = (change: Declare): number => interfaceOrder.indexOf(change.key.interface);
  for (const change of declarations.sort((a, b) => order(a) - order(b))) {
    const home = insertionPointFor(site, change.key);
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
        edits.push(...insertMembers(site.workspace.ts, file, home.container, { members: texts, style, removed }));
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
  for (const [file, members] of appended) edits.push(appendBlocks(site, file, members, need));
  return { edits, newFiles: createdFiles(site, created) };
}

/** Adds whole blocks behind the last one of a file, or at its end. */
function appendBlocks(site: DeclarationSite, file: ts.SourceFile, members: readonly Declare[], need: Need): TextEdit {
  const { style } = styled(site, file);
  const { text, base } = blocksText(site, members, style);
  if (base) need(file, [base]);
  const beside = site.augmentations.findLast((one) => one.file === file)?.block;
  return appendToFile(file, beside, text, style);
}

/** Adds statements at the end of a block. */
export function appendToBlock(
  ts: TypeScript,
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
  // An empty line separates it from what is before it, even from a comment.
  const gap = bodyEnd > open ? style.newline : "";
  const body = indented(fitted(ts, eachLineAt(outer + style.indent, text), style), "", style);
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
  // Code that shares the block's last line stays there.
  if (at === undefined || at === end || !/^[ \t]*\r?\n/.test(file.text.slice(at)))
    return replace(file, end, file.text.length, added + style.newline);
  return insert(file, at, added);
}
