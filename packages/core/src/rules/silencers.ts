import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { verdictOn, type CastVerdict } from "./cast-verdict.js";
import { errorsIn, type ErrorAt } from "../compiler/errors.js";
import { movedBack, movedBy, notAmong } from "../compiler/same-errors.js";
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
 * The casts and compiler directives of the callbacks that nothing needs once the fields are declared: without them the compiler
 * has no more to say, and the callbacks still assign the same fields with the same types.
 */
export function unneededInCallbacks(context: RuleContext, found: readonly FoundBy[]): readonly Silencer[] {
  return unneeded(context, found, silencersInCallbacks(context));
}

/** The same of casts through which a declared field of the session is read: `(session.user as any).role`. */
export function unneededInReaders(context: RuleContext, found: readonly FoundBy[]): readonly Silencer[] {
  return unneeded(context, found, silencersInReaders(context));
}

/** Whether only the compiler can judge some of them. */
export function hasOpenSilencers({ base }: RuleContext, silencers: readonly Silencer[]): boolean {
  return judgedByTypes(silencers, { model: base, edits: noEdits }).open.length > 0;
}

/** What nothing needs any more, and what of the rest only the compiler can judge. */
interface Judged {
  readonly unneeded: readonly Silencer[];
  readonly open: readonly Silencer[];
}

/** Judges some silencers as far as types alone tell: see `verdictOn`. */
function judgedByTypes(silencers: readonly Silencer[], declared: Declared): Judged {
  const { workspace, types, fields } = declared.model;
  const { ts } = workspace;
  /** Whether a field that is assigned this value as a whole would have another type. */
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

/** The author's program with the fields declared, and the edits that do it. */
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

/** Those of some silencers that can go together once the fields are declared. */
function unneeded(
  context: RuleContext,
  found: readonly FoundBy[],
  silencers: readonly Silencer[],
): readonly Silencer[] {
  if (silencers.length === 0) return [];
  const { base, site } = context;
  // What is read is then another program than the author's: one in which the augmentation takes effect.
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
  /** What stands against removing some of them: undefined where nothing does, else those that must stay, as far as that can be told. */
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
    // Nobody knows which of them it is: they are tried one by one.
    if (against.length === 0) return told(oneByOne(judged.unneeded, judged.open, isHolding));
    // Of several at one place one may be to blame, and not the others.
    if (against.length > 1) blamed.push(...against);
    chosen = chosen.filter((one) => !against.includes(one));
    if (chosen.length === 0) break;
  }
  return told(oneByOne(chosen, blamed, isHolding));
}

/** Adds to what holds those of some others that go on holding with it. */
function oneByOne(
  start: readonly Silencer[],
  others: readonly Silencer[],
  isHolding: (chosen: readonly Silencer[]) => boolean,
): readonly Silencer[] {
  return others.reduce<readonly Silencer[]>((kept, one) => (isHolding([...kept, one]) ? [...kept, one] : kept), start);
}

/** Whether an error stands in the statement, or in the member of a literal, that a silencer stands in or above. */
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

/** Whether the compiler has nothing to say of a silencer's file either way, for a `@ts-nocheck` that stays. */
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

/** Whether a silencer stands in a node, or above it. */
function isAt({ file, start, end, cast }: Silencer, node: ts.Node): boolean {
  if (node.getSourceFile() !== file) return false;
  return cast ? node.pos <= start && end <= node.end : isBelow(file, start, node.getStart(file));
}

/**
 * The changes of declarations that the project is offered: not those that a rule which is off, or a directive, keeps from being
 * offered. What an augmentation without effect declares counts as declared where that can be fixed.
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

/** Edits of the author's text as edits of what others, which do not touch the same places, have made of it. */
function moved({ edits }: EditSet, by: EditSet): EditSet {
  const move = ({ fileName, start, end, text }: TextEdit): TextEdit => {
    const own = editsOf(by, fileName);
    return { fileName, start: mapOffset(own, start), end: mapOffset(own, end), text };
  };
  return { edits: edits.map(move), newFiles: [] };
}

/** The errors of some files after the edits that they have not had before. */
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
    notAmong(() => movedBy([edits], errorsWithin(before, fileName)), errorsWithin(after, fileName)),
  );
}

/** Each field's type and presence in a program. */
function textsOf({ fields, types }: Model): Map<string, string> {
  return new Map(
    [...fields.values()].map(({ key, type, optional }) => [
      keyText(key),
      types.isAny(type) ? "any" : `${types.text(type)}${optional ? "?" : ""}`,
    ]),
  );
}

/** The fields that are not as before. One that was `any` may have become anything, and fields that a cast has hidden may come to light. */
function fieldsChanged(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].flatMap(([key, text]) => (text === "any" || after.get(key) === text ? [] : [key]));
}
