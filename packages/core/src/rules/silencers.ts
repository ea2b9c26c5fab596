import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { withUnionsSorted } from "../syntax/union-order.js";
import { verdictOn, type CastVerdict } from "./cast-verdict.js";
import { errorsIn, type ErrorAt } from "../compiler/errors.js";
import { movedBack, movedBy, notAmongWorded } from "../compiler/same-errors.js";
import { nodeAtRange } from "../compiler/positions.js";
import { editsFor, withEdits } from "../declare/edits.js";
import { skipParentheses, type Assertion } from "../edits/assertions.js";
import { isEmpty, joinEdits, mapOffset, noEdits, type EditSet, type TextEdit } from "../edits/text-edit.js";
import { keyText } from "../api/field-key.js";
import { readModel, type Model } from "../model/model.js";
import { suppresses } from "./directives.js";
import type { FoundBy, RuleContext } from "./rule.js";
import type { Workspace } from "../api/workspace.js";
import { editedWorkspace } from "../workspace/edited.js";
import type { Write } from "../infer/heap/value.js";
import { saysMore } from "../reconcile/reconciled.js";
import type { DeclarationChange } from "../declare/change.js";
import {
  directiveOfFile,
  isSilenced,
  type Silencer,
  silencersInCallbacks,
  silencersInReaders,
} from "./find-silencers.js";

/**
 * The casts and compiler directives of the callbacks that are unneeded once the fields are declared: without them the
 * compiler reports nothing new, and the callbacks still assign the same fields with the same types.
 */
export function unneededInCallbacks(context: RuleContext, found: readonly FoundBy[]): readonly Silencer[] {
  return unneeded(context, found, silencersInCallbacks(context));
}

/** The same for casts through which a declared field of the session is read: `(session.user as any).role`. */
export function unneededInReaders(context: RuleContext, found: readonly FoundBy[]): readonly Silencer[] {
  return unneeded(context, found, silencersInReaders(context));
}

/** Whether some silencers can be judged only by compiling. */
export function hasOpenSilencers({ base }: RuleContext, silencers: readonly Silencer[]): boolean {
  return judgedByTypes(silencers, { model: base, edits: noEdits }).open.length > 0;
}

/** The unneeded silencers, and those that can be judged only by compiling. */
interface Judged {
  readonly unneeded: readonly Silencer[];
  readonly open: readonly Silencer[];
}

/** Judges silencers by types alone: see `verdictOn`. */
function judgedByTypes(silencers: readonly Silencer[], declared: Declared): Judged {
  const { workspace, types, fields } = declared.model;
  const { ts } = workspace;
  /** Whether a field to which this whole value is assigned would change its type. */
  const changesField = (value: ts.Expression, type: ts.Type): boolean =>
    [...fields.values()].some((field) => {
      const isOfValue = (write: Write): boolean =>
        write.value !== undefined && skipParentheses(ts, write.value) === value;
      if (!field.writes.some(isOfValue) || types.isAny(field.type)) return false;
      const after = types.joinWritten(
        field.writes.map((write) => (isOfValue(write) ? { type, widened: type } : write)),
      );
      return types.text(after) !== types.text(field.type);
    });
  const verdicts = silencers.map((one) => {
    const cast = one.cast && castIn(declared, one.cast);
    return { one, verdict: cast ? verdictOn(ts, types, cast, changesField) : "open" };
  });
  const of = (wanted: CastVerdict): Silencer[] =>
    verdicts.flatMap(({ one, verdict }) => (verdict === wanted ? [one] : []));
  return { unneeded: of("unneeded"), open: of("open") };
}

/** The author's program with the fields declared, and the edits that declare them. */
interface Declared {
  readonly model: Model;
  readonly edits: EditSet;
}

function castIn({ model: { workspace }, edits }: Declared, cast: Assertion): Assertion | undefined {
  const { ts, program } = workspace;
  const before = cast.getSourceFile();
  const file = program.getSourceFile(before.fileName);
  if (!file || file === before) return file && cast;
  const own = editsOf(edits, file.fileName);
  const [start, end] = [mapOffset(own, cast.getStart(before)), mapOffset(own, cast.end)];
  return nodeAtRange(ts, file, cast.kind, start, end) as Assertion | undefined;
}

/** The silencers that can be removed together once the fields are declared. */
function unneeded(
  context: RuleContext,
  found: readonly FoundBy[],
  silencers: readonly Silencer[],
): readonly Silencer[] {
  if (silencers.length === 0) return [];
  const { base, site } = context;
  // With an ineffective augmentation, the program that is read is not the author's: the augmentation takes effect in
  // it.
  const isAsWritten = context.ineffective.length === 0;
  if (!context.isWhole && !isAsWritten) return [];
  if (!context.isWhole)
    return judgedByTypes(silencers, { model: base, edits: noEdits }).unneeded.map((one) => ({
      ...one,
      byTypes: "as written",
    }));
  const edits = editsFor(site, offeredChanges(context, found));
  const declared: Declared = { model: readModel(withEdits(site, edits), context.inferOptions), edits };
  const judged = judgedByTypes(silencers, declared);
  const byTypes = !isAsWritten ? undefined : isEmpty(edits) ? "as written" : "once declared";
  const told = (chosen: readonly Silencer[]): readonly Silencer[] =>
    silencers.flatMap((one) => {
      if (!chosen.includes(one)) return [];
      return [byTypes && judged.unneeded.includes(one) ? { ...one, byTypes } : one];
    });
  if (judged.open.length === 0) return told(judged.unneeded);
  const fields = textsOf(declared.model);
  /**
   * The objection to removing some of them: `undefined` without one, else the silencers that must stay, as far as they
   * are known.
   */
  const objection = (chosen: readonly Silencer[]): readonly Silencer[] | undefined => {
    const hidden = chosen.filter((one) => judged.open.includes(one) && isHiddenBeside(base.workspace.ts, one, chosen));
    if (hidden.length > 0) return hidden;
    const removals = moved(joinEdits(...chosen.map(({ removal }) => removal)), edits);
    const files = new Set(chosen.map(({ file }) => file.fileName));
    const without = editedWorkspace(declared.model.workspace, removals);
    const errors = errorsAdded(declared.model.workspace, without, removals, files);
    const added = movedBack(edits.edits, movedBack(removals.edits, errors));
    const changed = added.length > 0 ? [] : fieldsChanged(fields, textsOf(readModel(without, context.inferOptions)));
    if (added.length === 0 && changed.length === 0) return undefined;
    const writes = changed.flatMap((key) => base.fields.get(key)?.writes ?? []);
    return chosen.filter(
      (one) =>
        judged.open.includes(one) &&
        (added.some((error) => standsAt(base.workspace.ts, one, error)) ||
          writes.some(({ node, value }) => isAt(one, node) || (value !== undefined && isAt(one, value)))),
    );
  };
  const isHolding = (chosen: readonly Silencer[]): boolean => objection(chosen) === undefined;

  let chosen: readonly Silencer[] = [...judged.unneeded, ...judged.open];
  const blamed: Silencer[] = [];
  for (;;) {
    const against = objection(chosen);
    if (!against) break;
    // The culprit is unknown: try them one by one.
    if (against.length === 0) return told(oneByOne(judged.unneeded, judged.open, isHolding));
    // Of several at one place, perhaps only one is to blame.
    if (against.length > 1) blamed.push(...against);
    chosen = chosen.filter((one) => !against.includes(one));
    if (chosen.length === 0) break;
  }
  return told(oneByOne(chosen, blamed, isHolding));
}

/** Adds silencers one by one to a set that can be removed, as long as the set still can. */
function oneByOne(
  start: readonly Silencer[],
  others: readonly Silencer[],
  isHolding: (chosen: readonly Silencer[]) => boolean,
): readonly Silencer[] {
  return others.reduce<readonly Silencer[]>((kept, one) => (isHolding([...kept, one]) ? [...kept, one] : kept), start);
}

/** Whether an error is in the statement, or the member of a literal, that contains the silencer or follows it. */
function standsAt(ts: TypeScript, silencer: Silencer, { fileName, start: offset }: ErrorAt): boolean {
  const { file, text, start, cast } = silencer;
  if (file.fileName !== fileName) return false;
  const step = cast && ts.findAncestor(cast, (node): boolean => isStep(ts, node));
  if (step) return step.getStart(file) <= offset && offset <= step.end;
  return text === directiveOfFile || isBelow(file, start, offset);
}

function isStep(ts: TypeScript, node: ts.Node): boolean {
  return ts.isStatement(node) || ts.isPropertyAssignment(node);
}

/** Whether a `@ts-nocheck` that stays keeps the compiler from reporting anything in the silencer's file. */
function isHiddenBeside(ts: TypeScript, { file, text }: Silencer, chosen: readonly Silencer[]): boolean {
  const isOfFile = (one: Silencer): boolean => one.file === file && one.text === directiveOfFile;
  return text !== directiveOfFile && isSilenced(ts, file) && !chosen.some(isOfFile);
}

/** Whether an offset is on the line of another one, or on the next. */
function isBelow(file: ts.SourceFile, offset: number, other: number): boolean {
  const lineOf = (one: number): number => file.getLineAndCharacterOfPosition(one).line;
  const distance = lineOf(other) - lineOf(offset);
  return distance === 0 || distance === 1;
}

/** Whether a silencer is in a node, or above it. */
function isAt({ file, start, end, cast }: Silencer, node: ts.Node): boolean {
  if (node.getSourceFile() !== file) return false;
  return cast ? node.pos <= start && end <= node.end : isBelow(file, start, node.getStart(file));
}

/**
 * The changes of declarations that the project is offered, without those of a rule that is off or switched off by a
 * directive. The fields of an ineffective augmentation count as declared if it can be fixed.
 */
function offeredChanges(
  { base, settled, ineffective, directives }: RuleContext,
  found: readonly FoundBy[],
): DeclarationChange[] {
  const shown = found.filter((one) => !directives.some((directive) => suppresses(directive, one)));
  const offered = new Set([
    ...shown.flatMap(({ key, candidates }) => (key && candidates ? [keyText(key)] : [])),
    ...ineffective.flatMap(({ edits, fields }) => (edits ? fields : [])),
  ]);
  return [...settled.proposals.values()].flatMap(({ key, change }) =>
    change && offered.has(keyText(key)) && saysMore(base, change) ? [change] : [],
  );
}

function editsOf({ edits }: EditSet, fileName: string): TextEdit[] {
  return edits.filter((edit) => edit.fileName === fileName);
}

/** Edits of the author's text, mapped to the text after other edits at other places. */
function moved({ edits }: EditSet, by: EditSet): EditSet {
  const move = ({ fileName, start, end, text }: TextEdit): TextEdit => {
    const own = editsOf(by, fileName);
    return { fileName, start: mapOffset(own, start), end: mapOffset(own, end), text };
  };
  return { edits: edits.map(move), newFiles: [] };
}

/** The errors of some files that are new after the edits. */
function errorsAdded(
  before: Workspace,
  after: Workspace,
  edits: EditSet,
  fileNames: ReadonlySet<string>,
): readonly ErrorAt[] {
  const errorsWithin = ({ ts, program }: Workspace, fileName: string): ErrorAt[] => {
    const file = program.getSourceFile(fileName);
    return file ? errorsIn(ts, program, file) : [];
  };
  return [...fileNames].flatMap((fileName) =>
    notAmongWorded(() => movedBy([edits], errorsWithin(before, fileName)), errorsWithin(after, fileName)),
  );
}

/** Each field's type and presence in a program. */
function textsOf({ fields, types }: Model): Map<string, string> {
  return new Map(
    [...fields.values()].map(({ key, type, optional }) => [
      keyText(key),
      types.isAny(type) ? "any" : `${withUnionsSorted(types.text(type))}${optional ? "?" : ""}`,
    ]),
  );
}

/**
 * The fields whose type or presence has changed. A field that was `any` may have become anything, and new fields may
 * appear that a cast has hidden.
 */
function fieldsChanged(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].flatMap(([key, text]) => (text === "any" || after.get(key) === text ? [] : [key]));
}
