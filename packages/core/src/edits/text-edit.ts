import MagicString from "magic-string";
import type { NeededImport } from "./needed-import.js";

/** Replaces `[start, end)` of a file by `text`; an insertion has `start === end`. Offsets are UTF-16 code units. */
export interface TextEdit {
  readonly fileName: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A file that does not exist yet. */
interface NewFile {
  readonly fileName: string;
  readonly text: string;
}

/** Imports that a set of edits adds to one file. */
export interface AddedImports {
  readonly fileName: string;
  readonly needed: readonly NeededImport[];
  /** The edits of the set that add them. */
  readonly edits: readonly TextEdit[];
  /** The edits that add all of these imports at once, with one list for each module. */
  readonly editsFor: (needed: readonly NeededImport[]) => readonly TextEdit[];
}

/** A set of edits that belong together; `edits` never overlap. */
export interface EditSet {
  readonly edits: readonly TextEdit[];
  readonly imports?: readonly AddedImports[];
  readonly newFiles: readonly NewFile[];
  /** Absolute names of files that the set deletes. */
  readonly deletedFiles?: readonly string[];
}

export const noEdits: EditSet = { edits: [], newFiles: [] };

/** True when applying the set changes nothing. */
export function isEmpty(set: EditSet): boolean {
  return set.edits.length === 0 && set.newFiles.length === 0 && deletedBy(set).length === 0;
}

/** Joins sets in order. Imports that several of them add to one file are added at once. */
export function joinEdits(...sets: readonly EditSet[]): EditSet {
  const deletedFiles = [...new Set(sets.flatMap(deletedBy))];
  const imports = sets.flatMap((set) => set.imports ?? []);
  const fileNames = [...new Set(imports.map(({ fileName }) => fileName))];
  const joined = fileNames.flatMap((fileName) => joinImports(imports.filter((one) => one.fileName === fileName)));
  const apart = new Set(imports.filter((one) => !joined.includes(one)).flatMap((one) => one.edits));
  const added = joined.filter((one) => !imports.includes(one)).flatMap((one) => one.edits);
  return {
    edits: [...sets.flatMap((set) => set.edits).filter((edit) => !apart.has(edit)), ...added],
    newFiles: sets.flatMap((set) => set.newFiles),
    ...(joined.length > 0 && { imports: joined }),
    ...(deletedFiles.length > 0 && { deletedFiles }),
  };
}

/** Imports into one file, joined; a single one stays unchanged. */
function joinImports([first, ...more]: readonly AddedImports[]): AddedImports[] {
  if (!first) return [];
  if (more.length === 0) return [first];
  const needed = [first, ...more].flatMap((one) => one.needed);
  return [{ ...first, needed, edits: first.editsFor(needed) }];
}

function deletedBy({ deletedFiles = [] }: EditSet): readonly string[] {
  return deletedFiles;
}

/**
 * Removals in one file, with those that touch or overlap as one, since neighbours may share the white space between
 * them.
 */
export function joinRemovals(removals: readonly TextEdit[]): TextEdit[] {
  const found: TextEdit[] = [];
  for (const one of removals.toSorted((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && one.start <= last.end) found[found.length - 1] = { ...last, end: Math.max(last.end, one.end) };
    else found.push(one);
  }
  return found;
}

/**
 * Applies `edits`, which all belong to one file, to its text. Edits that insert at the same offset keep their order.
 * Throws if two edits overlap, which is a fault of the caller.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const result = new MagicString(text);
  for (const edit of edits) {
    if (edit.start === edit.end) result.appendLeft(edit.start, edit.text);
    else result.update(edit.start, edit.end, edit.text);
  }
  return result.toString();
}

/** The texts of files by their absolute names; `undefined` for a deleted file. */
export type FileTexts = ReadonlyMap<string, string | undefined>;

/**
 * The texts of all files that the set touches, after it.
 * @param textOf the present text of a file that the set edits
 */
export function editedTexts(set: EditSet, textOf: (fileName: string) => string): Map<string, string | undefined> {
  const texts = new Map<string, string | undefined>();
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of set.edits) {
    const edits = byFile.get(edit.fileName);
    if (edits) edits.push(edit);
    else byFile.set(edit.fileName, [edit]);
  }
  for (const [fileName, edits] of byFile) texts.set(fileName, applyEdits(textOf(fileName), edits));
  for (const file of set.newFiles) texts.set(file.fileName, file.text);
  for (const fileName of deletedBy(set)) texts.set(fileName, undefined);
  return texts;
}

/** Sets that are applied in turn: the offsets of each refer to the texts that the ones before it leave. */
export type EditStages = readonly EditSet[];

/** The texts of all files that the stages touch, after all of them. */
export function stagedTexts(stages: EditStages, textOf: (fileName: string) => string): Map<string, string | undefined> {
  const texts = new Map<string, string | undefined>();
  for (const stage of stages) {
    for (const [fileName, text] of editedTexts(stage, (name) => texts.get(name) ?? textOf(name)))
      texts.set(fileName, text);
  }
  return texts;
}

/** The offset after all stages of an offset in a file's first text. */
export function mapThroughStages(stages: EditStages, fileName: string, offset: number): number {
  return stages.reduce(
    (current, stage) =>
      mapOffset(
        stage.edits.filter((edit) => edit.fileName === fileName),
        current,
      ),
    offset,
  );
}

/** The offset after `edits` of an offset in the unedited text; inside a replaced range it is that range's start. */
export function mapOffset(edits: readonly TextEdit[], offset: number): number {
  let mapped = offset;
  for (const edit of edits) {
    if (edit.end <= offset) mapped += edit.text.length - (edit.end - edit.start);
    else mapped -= Math.max(0, offset - edit.start);
  }
  return mapped;
}

/**
 * The inverse of `mapOffset`: the offset before the edits. Inside an edit's text it is the start of the replaced range.
 */
export function unmapOffset(edits: readonly TextEdit[], offset: number): number {
  let shift = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start)) {
    if (offset < start + shift) break;
    if (offset < start + shift + text.length) return start;
    shift += text.length - (end - start);
  }
  return offset - shift;
}
